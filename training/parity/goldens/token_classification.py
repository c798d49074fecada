"""token-classification: entities with spans."""
from parity.goldens import texts
from parity.goldens.case import Model, case, number, span

TASK = "token-classification"
STRATEGIES = ("none", "simple", "first", "average", "max")
TEXTS = (texts.NAMES, texts.NAMES_EMOJI, texts.ACCENTS, texts.EMOJI, texts.CJK, texts.SPACES, texts.REPEATED)


def cases(model: Model) -> list[dict]:
    classifiers = {strategy: model.pipeline(TASK, aggregation_strategy=strategy) for strategy in STRATEGIES}
    some_label = next(label for label in classifiers["none"].model.config.id2label.values() if label != "O")

    def entity(text: str, found: dict) -> dict:
        kept = {name: found[name] for name in ("entity", "entity_group", "index", "word") if name in found}
        return {**kept, "score": number(found["score"]), **span(text, found)}

    def one(text: str | list[str], strategy: str, parameters: dict) -> dict:
        classify = classifiers[strategy]
        parts = [text] if isinstance(text, str) else text
        value = [[entity(part, found) for found in classify(part, **parameters)] for part in parts]
        return case(model, {"text": text}, {"aggregation_strategy": strategy, **parameters}, value)

    made = []
    for strategy in STRATEGIES:
        made += [one(text, strategy, {}) for text in TEXTS]
        made += [one(texts.NAMES_EMOJI, strategy, {"ignore_labels": labels}) for labels in ([], ["O", some_label])]
        made += [one(texts.LONG, strategy, {})]
        if strategy != "none":
            made += [one(texts.LONG, strategy, {"stride": stride}) for stride in (0, 8, 24)]
    made += [one(list(TEXTS), "simple", {})]
    return made
