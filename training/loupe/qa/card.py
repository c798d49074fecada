"""Writes the model card of loupe/qa from the figures of the shipped file.

    python -m loupe.qa.card
"""
import json
from pathlib import Path

from loupe.card import table, write_card
from loupe.encoder.card import card_header, card_options, file_facts
from loupe.encoder.shipped import ShippedEncoder
from loupe.qa.evaluate import answers, evaluate
from loupe.qa.export import TOWER

SOURCES = [
    ["SQuAD 1.1, development set", "Pranav Rajpurkar, Jian Zhang, Konstantin Lopyrev and Percy Liang, 2016; text of Wikipedia", "CC BY-SA 4.0"],
    ["QAMR, development set", "Julian Michael, Gabriel Stanovsky, Luheng He, Ido Dagan and Luke Zettlemoyer, 2018", "MIT; text of Wikipedia (CC BY-SA) and Wikinews (CC BY 2.5)"],
]
WEAK_SPOTS = [
    ("Who designed the Sydney Opera House?", TOWER),
    ("How many years was it the tallest?", TOWER),
    ("Why was the tower built?", TOWER),
    ("What is twice its height?", TOWER),
]
BODY = """
# loupe/qa

Finds the answer to a question in a text: it marks the words that answer. It is all-MiniLM-L6-v2 with {layers} of its 6 layers
and a vocabulary cut to {vocabulary} word pieces, fine-tuned on questions about Wikipedia; {megabytes:.1f} MB on disk.

```js
import {{ pipeline }} from '@huggingface/transformers';
const answer = await pipeline('question-answering', 'loupe/qa', {{ dtype: '{dtype}' }});
await answer('When was it built?', 'The tower was built in 1889.');
```

## Score

Of the ONNX file in this folder, run by ONNX Runtime on questions about {titles} Wikipedia articles, none of whose questions or
paragraphs were trained on:

{scores}

Answers are compared as SQuAD does: without case, punctuation and articles, with the best of several right answers. The
likeliest span of at most thirty tokens is taken, and its characters are cut out of the text. The articles ({names}) were drawn by a
hash of their titles (`training/loupe/qa/data.py`); {dev} questions about two others were looked at during training. QAMR
sentences that are near to a paragraph of theirs were left out.

## Data

{sources}

Trained on {train}; of long paragraphs 90 words around the answer.
SQuAD's development set was used because it is what we hold of SQuAD: scores on that set as a whole would mean nothing.

## Format

{inputs}; outputs `start_logits` and `end_logits` (float32, [batch, length]). {storage} {kernels} `fixture.json` has questions with
ids and logits computed by PyTorch with the same weights.

## Limits

- It always answers, also when the text has no answer: then the answer is wrong.
- It does not calculate, combine sentences or know anything that is not in the text.
- Texts over {positions} tokens together with the question are cut off.
- English only. A starter model for trying things: read the text before you rely on an answer.

Some answers that show this, about 'The tower was built in 1889 …':

{examples}

## Licence

CC BY-SA 4.0, as the SQuAD and Wikipedia texts that it was trained on. Begun from all-MiniLM-L6-v2 (Apache-2.0).
"""


def examples(folder: Path, threads: int) -> str:
    """What the shipped file answers where it cannot be right, or hardly."""
    given = answers(ShippedEncoder(folder, threads), WEAK_SPOTS)
    return table(["question", "answer"], [[question, answer] for (question, _), answer in zip(WEAK_SPOTS, given, strict=True)])


def main() -> None:
    options = card_options(__doc__.splitlines()[0], "qa")
    figures = evaluate(options.data, options.model, options.threads)
    training = json.loads((options.run / "training.json").read_text())
    scores = [
        [name, str(part["questions"]), f"{part['exact']:.3f}", f"{part['f1']:.3f}"]
        for name, part in (("whole paragraph", figures["paragraphs"]), ("only the sentence of the answer", figures["sentences"]))
    ]
    write_card(options.model / "README.md", card_header("question-answering", "cc-by-sa-4.0", "extractive-qa"), BODY.format(
        **file_facts(options.model), megabytes=figures["megabytes"], titles=len(figures["titles"]), names=", ".join(figures["titles"]),
        scores=table(["text given", "questions", "exact match", "F1"], scores), dev=training["dev"],
        train=", ".join(f"{count} questions of {name}" for name, count in training["train"].items()),
        sources=table(["set", "authors", "licence"], SOURCES), examples=examples(options.model, options.threads),
    ))
    part = figures["paragraphs"]
    print(f"exact match {part['exact']:.4f}, F1 {part['f1']:.4f} on {part['questions']} held-out questions")


if __name__ == "__main__":
    main()
