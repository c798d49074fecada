"""text-generation: greedy and beam search, conversations."""
from parity.goldens import texts
from parity.goldens.case import Model, case
from parity.goldens.sequences import Recorder

TASK = "text-generation"
TEXTS = (texts.PLAIN, "Once upon a time", texts.ACCENTS, texts.EMOJI, texts.CJK, texts.REPEATED, "line one\nline two\n\n  three", "x")
KNOBS = [
    {"max_new_tokens": 1}, {"max_new_tokens": 40}, {"max_new_tokens": 30, "min_new_tokens": 25}, {"max_length": 70},
    {"max_length": 70, "min_length": 65}, {"num_beams": 3}, {"num_beams": 4, "length_penalty": 3.0},
    {"num_beams": 4, "length_penalty": -2.0}, {"num_beams": 4, "length_penalty": 0.0},
    {"num_beams": 3, "early_stopping": True}, {"num_beams": 3, "early_stopping": "never"}, {"num_beams": 3, "min_new_tokens": 16},
    {"no_repeat_ngram_size": 2}, {"num_beams": 4, "no_repeat_ngram_size": 2}, {"repetition_penalty": 1.5},
    {"num_beams": 3, "repetition_penalty": 0.7}, {"num_beams": 4, "num_return_sequences": 4},
    {"num_beams": 5, "num_return_sequences": 2, "no_repeat_ngram_size": 2, "repetition_penalty": 1.3, "min_new_tokens": 10},
    {"return_full_text": False}, {"return_full_text": False, "num_beams": 2, "num_return_sequences": 2},
]
CHATS = [
    [{"role": "user", "content": "Hello, who are you?"}],
    [
        {"role": "user", "content": "Where is Paris 😀?"}, {"role": "assistant", "content": "Paris is in France."},
        {"role": "user", "content": "  And Zürich?  "},
    ],
]
SYSTEM = {"role": "system", "content": "Answer in one short sentence."}


def stop_strings(sequence: str) -> list[list[str]]:
    """Strings that the model writes: in the middle of its text, and one that it does not write."""
    return [[sequence[4:6]], ["never written", sequence[8:13], sequence[9:11]]]


def cases(model: Model) -> list[dict]:
    write = model.pipeline(TASK)
    recorder = Recorder(write)

    def one(text: str | list, parameters: dict) -> dict:
        # The pipeline samples unless it is told otherwise.
        asked = ({} if "max_length" in parameters else {"max_new_tokens": 20}) | parameters | {"do_sample": False}
        # Its own 256 new tokens would outrank max_length.
        options = {"max_new_tokens": None} if "max_length" in parameters else {}
        options |= {"tokenizer": write.tokenizer} if "stop_strings" in parameters else {}
        batch = isinstance(text, list) and isinstance(text[0], str)
        value = []
        for part in text if batch else [text]:
            written = write(part, **asked, **options)
            generated = [row["generated_text"] for row in written]
            value.append([entry | {"text": row} for entry, row in zip(recorder.take(), generated, strict=True)])
        return case(model, {"text": text}, asked, value)

    made = [one(text, {}) for text in TEXTS]
    made += [one(texts.PLAIN, parameters) for parameters in KNOBS]
    alone = one(texts.PLAIN, {"return_full_text": False})["value"][0][0]["text"]
    made += [one(texts.PLAIN, {"stop_strings": strings}) for strings in stop_strings(alone) if all(strings)]
    made += [one(list(TEXTS), {}), one(list(TEXTS[:3]), {"num_beams": 2, "num_return_sequences": 2})]
    if write.tokenizer.chat_template:
        chats = CHATS if "gemma" in model.id else [*CHATS, [SYSTEM, *CHATS[0]]]
        made += [one(chat, {}) for chat in chats]
    return made
