"""fill-mask: tokens for one mask or several."""
from parity.goldens import texts
from parity.goldens.case import Model, case, number

TASK = "fill-mask"
TEXTS = [
    "The capital of France is [].", "[] is the name of the river.", "Je voudrais une tasse de [], s'il vous plaît.",
    "I like music 😀 and [] 🎉 in the summer.", "東京 is [].", f"{texts.PLAIN} []", "the fox and the fox and the []",
]
SEVERAL = ["The [] of Germany is [].", "[] [] jumps over the [] dog 😀."]
PARAMETERS = [{"top_k": 1}, {"top_k": 3}, {"top_k": 20}]
TARGETS = [["river", "house"], ["Paris", " Berlin", "music", "dog"], ["the", "river", "xylophone"]]


def cases(model: Model) -> list[dict]:
    fill = model.pipeline(TASK)
    mask = fill.tokenizer.mask_token

    def plain(entry: dict) -> dict:
        return {**{name: entry[name] for name in ("token", "token_str", "sequence")}, "score": number(entry["score"])}

    def one(text: str | list[str], parameters: dict) -> dict:
        given = [part.replace("[]", mask) for part in ([text] if isinstance(text, str) else text)]
        value = [fill(part, **parameters) for part in given]
        # For each text, for each mask, a list.
        masks = [[[plain(entry) for entry in own] for own in (filled if isinstance(filled[0], list) else [filled])] for filled in value]
        return case(model, {"text": given if isinstance(text, list) else given[0]}, parameters, masks)

    made = [one(text, {}) for text in TEXTS + SEVERAL]
    made += [one(text, parameters) for text in (TEXTS[3], SEVERAL[0]) for parameters in PARAMETERS]
    made += [one(text, {"targets": targets}) for text in (TEXTS[0], SEVERAL[1]) for targets in TARGETS]
    made += [one(TEXTS[0], {"targets": TARGETS[1], "top_k": 2}), one(TEXTS[:3], {}), one(TEXTS[:3], {"top_k": 2})]
    return made
