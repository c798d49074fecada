"""text-classification: labels and scores."""
from parity.goldens import texts
from parity.goldens.case import Model, case, number

TASK = "text-classification"
PARAMETERS = [
    {}, {"top_k": 1}, {"top_k": 2}, {"top_k": 100}, {"top_k": None, "function_to_apply": "softmax"},
    {"top_k": None, "function_to_apply": "sigmoid"}, {"top_k": None, "function_to_apply": "none"},
]


def cases(model: Model) -> list[dict]:
    classify = model.pipeline(TASK)

    def one(text: str | list[str], parameters: dict) -> dict:
        # Without top_k Python answers in an older shape; one label is its default.
        value = classify(text, truncation=True, **{"top_k": 1, **parameters})
        lists = value if isinstance(text, list) else [value]
        ranked = [[{"label": entry["label"], "score": number(entry["score"])} for entry in entries] for entries in lists]
        return case(model, {"text": text}, parameters, ranked)

    made = [one(text, {"top_k": None}) for text in texts.ALL]
    made += [one(texts.EMOJI, parameters) for parameters in PARAMETERS]
    made += [one(list(texts.ALL), parameters) for parameters in ({}, {"top_k": None}, {"top_k": 2})]
    return made
