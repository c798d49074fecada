"""Writes the model card of loupe/ner from the figures of the shipped file.

    python -m loupe.ner.card
"""
import json
from pathlib import Path

from loupe.card import table, write_card
from loupe.encoder.card import card_header, card_options, file_facts
from loupe.encoder.shipped import ShippedEncoder
from loupe.ner.data import spans
from loupe.ner.evaluate import evaluate, mark

SOURCES = [
    ["Broad Twitter Corpus", "Leon Derczynski, Kalina Bontcheva and Ian Roberts, 2016", "CC BY 4.0"],
    ["WNUT 2017 emerging entities, train and dev", "Leon Derczynski, Eric Nichols, Marieke van Erp and Nut Limsopatham, 2017", "CC BY 4.0"],
    ["WikiGold", "Dominic Balasuriya and others, 2009; text of Wikipedia", "CC BY 4.0; text CC BY-SA"],
    ["Universal NER, English EWT, dev", "Stephen Mayhew and others, 2024; English Web Treebank", "CC BY-SA 4.0"],
]
NAMES = {"wikigold": "WikiGold (Wikipedia)", "uner": "English EWT (web)", "wnut17": "WNUT 2017 (tweets, comments)", "btc": "Broad Twitter Corpus"}
WEAK_SPOTS = [
    "Washington said no to Washington .", "The Apple was red , the Apple phone was new .", "Will may leave in May with Rose .",
    "Manchester beat Liverpool 2 - 1 .", "Dr. Ngozi Okonjo-Iweala leads the World Trade Organization in Geneva .",
]
BODY = """
# loupe/ner

Marks persons (PER), organisations (ORG) and places (LOC) in English text. It is all-MiniLM-L6-v2 with {layers} of its 6
layers and a vocabulary cut to {vocabulary} word pieces, fine-tuned on tweets, web and Wikipedia sentences; {megabytes:.1f} MB on disk.

```js
import {{ pipeline }} from '@huggingface/transformers';
const mark = await pipeline('token-classification', 'loupe/ner', {{ dtype: '{dtype}' }});
await mark('Angela Merkel visited Paris.');
```

A label is given to each word piece: `B-` begins a mention, `I-` continues it, later pieces of a word continue its first one.

## Score

Of the ONNX file in this folder, run by ONNX Runtime on {held_out_sentences} sentences with {mentions} mentions that were in no
way trained on. A mention is right when its words and its kind are.

{scores}

The sentences are a tenth of the four sets together, drawn by a hash of their words (`training/loupe/ner/data.py`); another
{dev} sentences were looked at during training. Training sentences that share half of their five-word runs with either were left
out. The Broad Twitter Corpus marks '@' and the name behind it as two mentions; they were joined to one, for training and
scoring. The sets do not agree: some mark user names, some do not.

## Data

{sources}

Trained on {train} sentences. Miscellaneous names, products and works are not marked; groups and corporations count as ORG.

## Format

{inputs}; output `logits` (float32, [batch, length, 7]: O, B-PER, I-PER, B-ORG, I-ORG, B-LOC, I-LOC). {storage} {kernels}
`fixture.json` has texts with ids and logits computed by PyTorch with the same weights.

## Limits

- Capital letters are not seen: 'May' and 'may', 'Apple' and 'apple' are the same word to it.
- Trained mostly on English tweets of the early 2010s; organisations are the weakest kind.
- A starter model for trying things. Do not use it to remove names from documents that must not show them.

What it says of some hard sentences:

{examples}

## Licence

CC BY-SA 4.0, because a part of the training data is under that licence. Begun from all-MiniLM-L6-v2 (Apache-2.0).
"""


def examples(folder: Path, threads: int) -> str:
    """The mentions that the shipped file finds in hard sentences."""
    found = mark(ShippedEncoder(folder, threads), [text.split() for text in WEAK_SPOTS])
    lines = []
    for text, labels in zip(WEAK_SPOTS, found, strict=True):
        mentions = [f"{' '.join(text.split()[start:end])} ({kind})" for start, end, kind in sorted(spans(labels))]
        lines.append([text, ", ".join(mentions) or "nothing"])
    return table(["text", "marked"], lines)


def main() -> None:
    options = card_options(__doc__.splitlines()[0], "ner")
    figures = evaluate(options.data, options.model, options.threads)
    training = json.loads((options.run / "training.json").read_text())
    scores = [["span F1", f"{figures['f1']:.3f}"], ["precision", f"{figures['precision']:.3f}"], ["recall", f"{figures['recall']:.3f}"]]
    scores += [[f"F1 of {kind}", f"{value:.3f}"] for kind, value in figures["f1_by_kind"].items()]
    scores += [[f"F1 in {NAMES[name]}", f"{value:.3f}"] for name, value in figures["f1_by_source"].items()]
    write_card(options.model / "README.md", card_header("token-classification", "cc-by-sa-4.0", "named-entity-recognition"), BODY.format(
        **file_facts(options.model), megabytes=figures["megabytes"], held_out_sentences=figures["held_out_sentences"],
        mentions=figures["mentions"], scores=table(["measure", "value"], scores), dev=training["dev"], train=training["train"],
        sources=table(["set", "authors", "licence"], SOURCES), examples=examples(options.model, options.threads),
    ))
    print(f"span F1 {figures['f1']:.4f} on {figures['held_out_sentences']} held-out sentences")


if __name__ == "__main__":
    main()
