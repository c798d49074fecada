"""Writes the model card of loupe/sentiment from the figures of the shipped file.

    python -m loupe.sentiment.card
"""
import json
from pathlib import Path

from loupe.card import table, write_card
from loupe.encoder.card import card_header, card_options, file_facts
from loupe.encoder.shipped import ShippedEncoder
from loupe.sentiment.data import LABELS
from loupe.sentiment.evaluate import evaluate, predictions

SOURCES = [
    ["rt_polarity (sentence polarity v1.0)", "Bo Pang and Lillian Lee, 2005", "CC BY 4.0"],
    ["Movie reviews (polarity v2.0)", "Bo Pang and Lillian Lee, 2004", "CC BY 4.0"],
    ["Pros and cons", "Murthy Ganapathibhotla and Bing Liu, 2008", "CC BY 4.0"],
    ["Product reviews", "Minqing Hu and Bing Liu, 2004; Xiaowen Ding, Bing Liu and Philip Yu, 2008", "CC BY 4.0"],
    ["Sentiment labelled sentences (Amazon and Yelp parts)", "Dimitrios Kotzias and others, 2015", "CC BY 4.0"],
    ["Counterfactually augmented IMDb reviews", "Divyansh Kaushik, Eduard Hovy and Zachary Lipton, 2020", "Apache-2.0"],
]
WEAK_SPOTS = [
    "I expected to hate it, and I was wrong.", "It could have been a great film.", "The film is three hours long.",
    "Paris is the capital of France.", "Great, another delay. Just what I needed.",
]
BODY = """
# loupe/sentiment

Tells negative from positive English sentences. It is all-MiniLM-L6-v2 with {layers} of its 6 layers and a vocabulary cut
to {vocabulary} word pieces, fine-tuned on opinions; {megabytes:.1f} MB on disk.

```js
import {{ pipeline }} from '@huggingface/transformers';
const classify = await pipeline('text-classification', 'loupe/sentiment', {{ dtype: '{dtype}' }});
await classify('An unforgettable evening.', {{ top_k: 2 }});
```

## Score

Of the ONNX file in this folder, run by ONNX Runtime on {held_out_sentences} sentences that were in no way trained on:

{scores}

The sentences are a tenth of rt_polarity, drawn by a hash of their words (`training/loupe/sentiment/data.py`). Another
twentieth ({dev} sentences) chose between recipes. Training lines that share half of their five-word runs with either were
left out. rt_polarity sentences are hard: they come from film reviews, without their context, and their labels are
those of the whole review.

## Data

{sources}

{counts} Long reviews were cut to their first and last 80 words. The word pieces were chosen by their frequency in
these texts and in general English text; all single letters, digits and signs of European scripts stayed, so that any
such word can be spelled.

## Format

{inputs}; output `logits`
(float32, [batch, 2], NEGATIVE then POSITIVE). {storage} {kernels} `fixture.json` has texts with ids, logits and scores computed by PyTorch with the same weights.

## Limits

- Only two answers. A sentence without an opinion still gets one of them, often with a high score.
- Irony, comparisons and what 'could have been' are often misread.
- English only; trained on reviews of films, shops, restaurants and gadgets up to the 2010s.
- A starter model for trying things. Do not judge people, work or applications with it.

Some answers that show this:

{examples}
"""


def examples(folder: Path, threads: int) -> str:
    """What the shipped file says of sentences that it is not good for."""
    found = predictions(ShippedEncoder(folder, threads), WEAK_SPOTS)
    return table(["text", "answer"], [[text, LABELS[number]] for text, number in zip(WEAK_SPOTS, found, strict=True)])


def main() -> None:
    options = card_options(__doc__.splitlines()[0], "sentiment")
    figures = evaluate(options.data, options.model, options.threads)
    training = json.loads((options.run / "training.json").read_text())
    scores = table(["measure", "value"], [
        ["accuracy", f"{figures['accuracy']:.3f}"],
        ["of the negative ones", f"{figures['accuracy_negative']:.3f}"],
        ["of the positive ones", f"{figures['accuracy_positive']:.3f}"],
    ])
    extra = ", ".join(f"{count} of {name}" for name, count in training["extra"].items())
    write_card(options.model / "README.md", card_header("text-classification", "apache-2.0", "sentiment"), BODY.format(
        **file_facts(options.model), megabytes=figures["megabytes"], held_out_sentences=figures["held_out_sentences"], scores=scores,
        dev=training["dev"], sources=table(["set", "authors", "licence"], SOURCES),
        counts=f"Trained on {training['train']} lines of rt_polarity and pieces of the others: {extra}.",
        examples=examples(options.model, options.threads),
    ))
    print(f"accuracy {figures['accuracy']:.4f} on {figures['held_out_sentences']} held-out sentences")


if __name__ == "__main__":
    main()
