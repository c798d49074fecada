"""question-answering: answers with spans."""
from parity.goldens import texts
from parity.goldens.case import Model, case, number, span

TASK = "question-answering"
QUESTION = "Where does Maria work?"
PAIRS = [
    (QUESTION, texts.NAMES), ("Who met Maria in São Paulo 😀?", texts.NAMES_EMOJI), ("Où est le café?", texts.ACCENTS),
    ("What is great?", texts.EMOJI), ("首都 is where?", texts.CJK), ("How many?", texts.SPACES),
    ("What did the fox see?", texts.REPEATED),
    (QUESTION, "Paris"), (QUESTION, texts.LONG),
]
SHORT = [
    {"top_k": 3}, {"top_k": 20}, {"max_answer_len": 1}, {"max_answer_len": 4, "top_k": 3}, {"handle_impossible_answer": True},
    {"handle_impossible_answer": True, "top_k": 4}, {"align_to_words": False}, {"align_to_words": False, "top_k": 3},
]
WINDOWS = [
    {"doc_stride": 8}, {"doc_stride": 0}, {"max_seq_len": 40, "doc_stride": 10}, {"max_seq_len": 32, "doc_stride": 4, "top_k": 5},
    {"top_k": 5}, {"handle_impossible_answer": True, "max_seq_len": 48}, {"max_seq_len": 36, "doc_stride": 4, "top_k": 2},
]


def cases(model: Model) -> list[dict]:
    answer = model.pipeline(TASK)

    def one(question: str, context: str, parameters: dict) -> dict:
        value = answer(question=question, context=context, **parameters)
        found = [
            {"answer": entry["answer"], "score": number(entry["score"]), **span(context, entry)}
            for entry in (value if isinstance(value, list) else [value])
        ]
        return case(model, {"question": question, "context": context}, parameters, found)

    made = [one(*pair, {}) for pair in PAIRS]
    made += [one(*pair, parameters) for pair in PAIRS[:2] for parameters in SHORT]
    made += [one(*PAIRS[-1], parameters) for parameters in WINDOWS]
    return made
