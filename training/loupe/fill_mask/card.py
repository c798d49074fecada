"""Writes the model card of loupe/fill-mask from the figures of the shipped file.

    python -m loupe.fill_mask.card
"""
import json
from pathlib import Path

from loupe.card import table, write_card
from loupe.encoder.card import card_header, card_options, file_facts
from loupe.encoder.shipped import ShippedEncoder
from loupe.fill_mask.evaluate import evaluate, guesses

SOURCES = [
    ["Tatoeba, English sentences", "contributors of tatoeba.org", "CC BY 2.0 France"],
    ["Picture books", "authors of African Storybook and Pratham Books (`training/credits/childrens-stories.tsv`)", "CC BY"],
    ["Fairy tales (FairytaleQA stories)", "Ying Xu and others, 2022; texts of Project Gutenberg", "Apache-2.0; texts in the public domain in the USA"],
    ["MASC", "American National Corpus, Nancy Ide and others", "open, any use"],
    ["WikiText-2 (valid, test)", "Stephen Merity and others, 2016; text of Wikipedia", "CC BY-SA 3.0"],
    ["US State of the Union and inaugural addresses", "the presidents", "public domain"],
    ["TinyStories (a sample)", "Ronen Eldan and Yuanzhi Li, 2023", "CDLA-Sharing-1.0"],
    ["Genesis, World English Bible", "its translators", "public domain"],
]
PROBES = [
    "Paris is the capital of [MASK].",
    "The cat sat on the [MASK].",
    "He opened the [MASK] and walked in.",
    "She drank a cup of [MASK].",
    "I am going to [MASK] a book.",
    "Once upon a time there was a [MASK].",
    "The opposite of hot is [MASK].",
    "Two plus two is [MASK].",
    "The doctor said that [MASK] would be late.",
]
BODY = """
# loupe/fill-mask

Guesses the word that is left out of an English sentence. It is all-MiniLM-L6-v2 with {layers} of its 6 layers and a vocabulary
cut to {vocabulary} word pieces, trained to guess masked words; {megabytes:.1f} MB on disk.

```js
import {{ pipeline }} from '@huggingface/transformers';
const guess = await pipeline('fill-mask', 'loupe/fill-mask', {{ dtype: '{dtype}' }});
await guess('The cat sat on the [MASK].', {{ top_k: 5 }});
```

## Score

Of the ONNX file in this folder, run by ONNX Runtime on {words} sentences of texts that were not trained on, each with one word
masked:

{scores}

Set aside were tales, picture books, articles and addresses as wholes, blocks of 100 lines of MASC and single sentences of
Tatoeba (`training/loupe/fill_mask/data.py`); training sentences that share half of their five-word runs with a scored one were left
out. The masked word is drawn at random from the words of a sentence of six or more that are a single word piece. Content words are
all but articles, prepositions, pronouns, auxiliaries and the like.

What it guesses:

{probes}

## Data

{sources}

Trained on {pieces} word pieces, drawn from texts of {sentences} sentences, in {steps} batches; a fifth of the words of a text were masked. Only whole words
of one piece were masked, so it hardly ever guesses punctuation marks or parts of words. The word pieces were chosen by their frequency
in these texts; all single letters, digits and signs of European scripts stayed.

## Format

{inputs}; output `logits` (float32, [batch, length, {vocabulary}]). {storage} {kernels}
`fixture.json` has texts with ids and the five likeliest pieces of the mask with their logits, computed by PyTorch with the same weights.

## Limits

- It knows few facts; what it says of places, people or numbers is a guess by the sound of the sentence.
- Trained for under an hour on one processor. Long and technical sentences are guessed worse than everyday ones.
- All text becomes lower case. A word that is not one piece cannot be guessed as a whole.
- It repeats the habits of its texts, old tales and speeches among them, also of what they say about women, men and peoples.
- English only. A starter model for trying things.

## Licence

CC BY-SA 4.0, because of WikiText. Begun from all-MiniLM-L6-v2 (Apache-2.0).
"""


def probes(folder: Path, threads: int) -> str:
    """The five guesses for a few sentences."""
    found = guesses(ShippedEncoder(folder, threads), PROBES)
    return table(["text", "first five guesses"], [[text, ", ".join(words)] for text, words in zip(PROBES, found, strict=True)])


def main() -> None:
    options = card_options(__doc__.splitlines()[0], "fill-mask")
    figures = evaluate(options.data, options.model, options.threads)
    training = json.loads((options.run / "training.json").read_text())
    scores = [
        ["the masked word is among the first five guesses", f"{figures['top_5']:.3f}"],
        ["it is the first guess", f"{figures['top_1']:.3f}"],
        [f"among the first five, {figures['content_words']} content words", f"{figures['top_5_content']:.3f}"],
    ]
    scores += [[f"among the first five, {part['words']} of {source}", f"{part['top_5']:.3f}"] for source, part in figures["by_source"].items()]
    write_card(options.model / "README.md", card_header("fill-mask", "cc-by-sa-4.0", "masked-lm"), BODY.format(
        **file_facts(options.model), megabytes=figures["megabytes"], words=figures["words"], scores=table(["measure", "value"], scores),
        probes=probes(options.model, options.threads), sources=table(["set", "authors", "licence"], SOURCES),
        pieces=f"{training['pieces']:,}", sentences=f"{sum(training['sentences'].values()):,}", steps=f"{training['steps']:,}",
    ))
    print(f"top five {figures['top_5']:.4f}, content words {figures['top_5_content']:.4f}")


if __name__ == "__main__":
    main()
