"""summarization: greedy and beam search."""
from parity.goldens import texts
from parity.goldens.case import Model, case
from parity.goldens.sequences import KNOBS, Recorder

TASK = "summarization"
TEXTS = (texts.PLAIN, texts.NAMES_EMOJI, texts.ACCENTS, texts.CJK, texts.REPEATED)


def cases(model: Model) -> list[dict]:
    summarize = model.pipeline(TASK)
    recorder = Recorder(summarize)

    def one(text: str | list[str], parameters: dict) -> dict:
        value = []
        for part in [text] if isinstance(text, str) else text:
            written = summarize(part, truncation=True, **parameters)
            value.append([entry | {"text": row["summary_text"]} for entry, row in zip(recorder.take(), written, strict=True)])
        return case(model, {"text": text}, parameters, value)

    made = [one(text, {}) for text in (*TEXTS, texts.LONG)]
    made += [one(texts.NAMES, parameters) for parameters in KNOBS]
    made += [one(list(TEXTS[:3]), parameters) for parameters in ({}, {"num_beams": 1}, {"num_beams": 2, "num_return_sequences": 2})]
    return made
