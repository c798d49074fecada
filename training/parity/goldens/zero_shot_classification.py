"""zero-shot-classification: labels by entailment."""
from parity.goldens import texts
from parity.goldens.case import Model, case, number

TASK = "zero-shot-classification"
LABELS = ["sport", "travel", "science", "food", "a long label with café 😀"]
PARAMETERS = [
    {"hypothesis_template": template, "multi_label": several}
    for template in ("This example is {}.", "This text is about {}.", "Ce texte parle de {} !", "{}")
    for several in (False, True)
]


def cases(model: Model) -> list[dict]:
    classify = model.pipeline(TASK)

    def one(text: str | list[str], labels: list[str], parameters: dict) -> dict:
        value = classify(text, candidate_labels=labels, **parameters)
        rows = [
            {"labels": row["labels"], "scores": [number(score) for score in row["scores"]]}
            for row in (value if isinstance(value, list) else [value])
        ]
        return case(model, {"text": text, "candidate_labels": labels}, parameters, rows)

    made = [one(text, LABELS, {}) for text in texts.ALL]
    made += [one(texts.PLAIN, LABELS, parameters) for parameters in PARAMETERS]
    made += [one(texts.EMOJI, labels, {"multi_label": several}) for labels in (LABELS[:1], LABELS[:2]) for several in (False, True)]
    made += [one(list(texts.ALL), LABELS[:3], {"multi_label": several}) for several in (False, True)]
    return made
