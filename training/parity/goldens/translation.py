"""translation: greedy and beam search, languages."""
from parity.goldens import texts
from parity.goldens.case import Model, case
from parity.goldens.sequences import KNOBS, Recorder

TASK = "translation"
TEXTS = (
    "I would like a cup of coffee and a piece of cake, please.", "Where is the station?", texts.NAMES_EMOJI, texts.ACCENTS,
    texts.CJK, texts.SPACES, texts.REPEATED,
)


def languages_of(model: Model) -> tuple[dict, list[dict]]:
    """The languages that every run of a model is told, and others to try."""
    if "m2m100" in model.id:
        usual = {"src_lang": "en", "tgt_lang": "fr"}
        return usual, [{"src_lang": "fr", "tgt_lang": "en"}, {"src_lang": "de", "tgt_lang": "zh"}]
    return {}, []


def cases(model: Model) -> list[dict]:
    translate = model.pipeline(TASK)
    recorder = Recorder(translate)
    usual, others = languages_of(model)

    def one(text: str | list[str], parameters: dict) -> dict:
        value = []
        for part in [text] if isinstance(text, str) else text:
            written = translate(part, truncation=True, **{**usual, **parameters})
            value.append([entry | {"text": row["translation_text"]} for entry, row in zip(recorder.take(), written, strict=True)])
        return case(model, {"text": text}, {**usual, **parameters}, value)

    made = [one(text, {}) for text in (*TEXTS, texts.LONG)]
    made += [one(TEXTS[0], parameters) for parameters in (*KNOBS, *others)]
    made += [one(list(TEXTS[:3]), parameters) for parameters in ({}, {"num_beams": 1}, {"num_beams": 2, "num_return_sequences": 2})]
    if "marian" in model.id:
        for code in ("fra", "deu"):
            typed = one(f">>{code}<< {TEXTS[0]}", {})
            # The app takes the target as tgt_lang; Python wants it in the text.
            made += [typed, typed | {"input": {"text": TEXTS[0]}, "parameters": {"tgt_lang": code}}]
    return made
