"""Writes the model card of loupe/summarize from the figures of the shipped files.

    python -m loupe.summarize.card
"""
import json
from pathlib import Path

from loupe.card import table, write_card
from loupe.paths import MODELS, RUNS, argument_parser
from loupe.seq2seq.card import parameters
from loupe.seq2seq.shipped import Translator
from loupe.summarize.data import HELD_OUT_SEED, abstracts, reports
from loupe.summarize.evaluate import evaluate, rows
from loupe.summarize.procedural import combinations_of

HEADER: dict[str, str | list[str]] = {
    "license": "cc-by-4.0",
    "language": "en",
    "library_name": "transformers.js",
    "pipeline_tag": "summarization",
    "tags": ["summarization", "onnx", "marian"],
}
TYPED = [
    "The village of Oakham has a new swimming pool. For two years, people had collected money for it, and the baker Martha Quill had sold cakes every Sunday. "
    "On Saturday the mayor opened it, and children were the first to jump in. The water was cold, but nobody cared. In the end, 350 people came.",
    "Our neighbour's dog Bruno ran away last Thursday. Mr. Pemberton looked for him everywhere and put up posters in the whole of Dunford. It rained for two "
    "days. Yesterday a girl called Lily found Bruno under a bridge. He was hungry but fine.",
    "Bees are important for farming because they carry pollen from flower to flower. In the last years, many colonies have died. Scientists think that "
    "pesticides and a lack of wild flowers are to blame. Some towns now plant meadows along their roads.",
]
BODY = """
# loupe/summarize

Sums up a short report in a sentence or two. A Marian encoder-decoder with {parameters:.1f} million parameters ({encoder} encoder and {decoder} decoder
layers of width {width}, {heads} heads) and a BPE vocabulary of {vocabulary} tokens; {megabytes:.1f} MB on disk.

**What it is for.** It was trained on short reports that a program writes from a grammar, of about 50 to 200 words: council meetings, storms,
matches, new shops, accidents, power cuts, festivals, lost animals, school trips, finds, experiments, contests, rescues, inventions, and two
kinds of diary pages. It picks who, what, where and the outcome
out of several sentences, in words that are often not those of the text, and tries to copy names that it has never seen. On other texts, such as the
news or an encyclopedia, it does badly: it looks for what its reports have and makes it up where there is none.

```js
import {{ pipeline }} from '@huggingface/transformers';
const summarize = await pipeline('summarization', 'loupe/summarize', {{ dtype: 'q8' }});
await summarize(text, {{ max_new_tokens: 95 }});
```

## Scores

ROUGE-L (F1, lower-case words, no stemming) of the ONNX files in this folder, greedy decoding, beside what the beginning of the text would get:

{scores}

The reports were set aside by name and by combination: none of their people, places and streets is in training, nor any of their {held_out}
combinations of a case and an outcome (there are {trained} others). Only {names:.1%} of the names in the right summaries are in the written ones
({familiar:.1%} in the second row, whose names and combinations may be in training): it finds what happened, and often puts a similar name
for the right one. {exact:.1%} of the summaries are right letter for letter; there is more than one way to put most of them. The sentences themselves are made from
the same templates as in training, so the score says how well names, numbers and facts are found, not how the model reads other people's
prose. The abstracts are the first {abstracts} of SciTLDR's development part, with the first of their summaries as the right one.

## Samples

Held-out reports, one from each of several topics, not chosen:

{samples}

Texts typed for this card, which no grammar made:

{typed}

An abstract of SciTLDR dev:

{paper}

## Data

{sources}

{training} Texts of up to 448 tokens; longer abstracts were cut. The layers, and the embeddings of tokens that both know, began as those of
loupe/en-fr.

## Format

`encoder_model_quantized.onnx`: inputs `input_ids`, `attention_mask` (int64, [batch, source]); output `last_hidden_state`.
`decoder_model_merged_quantized.onnx`: inputs `input_ids` (int64, [batch, target]), `encoder_attention_mask`, `encoder_hidden_states` and
`past_key_values.N.decoder.key/value` (float32, [batch, {heads}, past, {head_dim}], past may be 0); outputs `logits` and
`present.N.decoder.key/value`. One graph without branches serves the first step and the later ones; keys and values of the source are computed
from `encoder_hidden_states` each time. Sources are padded on the right. Weights are int8 with a scale per row, arithmetic is float32.

The files with `_attentions` in their names are the same graphs with the attention probabilities as more outputs
(`encoder_attentions.N`; `decoder_attentions.N`, `cross_attentions.N`); they read their weights from the plain files beside them.

`</s>` (id 0) ends every text, `<pad>` (id 1) pads and is the decoder's first token. `fixture.json` has texts with outputs, greedy and beam ids
computed by PyTorch with the same weights.

## Limits

- For seeing how summarization works. Do not rely on a summary: it states things that the text does not say, and gets many names and numbers wrong.
- Trained for less than an hour on a part of one CPU core, nearly all of it on texts of one program, in English. People and places in them are invented.
- Of scientific abstracts it learned little more than how their summaries sound.
- Texts of more than about 300 words are outside of what it has seen.
"""


def quoted(text: str, summary: str, right: str | None) -> str:
    lines = [f"> {text}", f"**Summary:** {summary}"]
    return "\n\n".join(lines if right is None else [*lines, f"**Right:** {right}"])


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "summarize", help="folder of the trained weights")
    parser.add_argument("--model", type=Path, default=MODELS / "summarize", help="folder of the shipped files")
    options = parser.parse_args()
    figures = evaluate(options.data, options.model, options.threads)
    training = json.loads((options.run / "training.json").read_text())
    config = json.loads((options.model / "config.json").read_text())
    shipped = Translator(options.model, options.threads)
    held_out = {one.topic: one for one in reports(60, HELD_OUT_SEED, True)}
    shown = [held_out[name] for name in sorted(held_out)][::3]
    [paper] = abstracts(options.data, "dev")[3:4]
    found = shipped.texts([one.text for one in shown] + TYPED + [paper.text])
    kinds = (("held-out reports", figures["reports"]), ("reports with names of training", figures["familiar"]), ("abstracts of papers", figures["abstracts"]))
    scores = table(
        ["texts", "number", "loupe/summarize", "first sentence", "first two", "first three"],
        [[name, str(row["texts"]), *(f"{row[key]:.3f}" for key in ("rouge_l", "first_1", "first_2", "first_3"))] for name, row in kinds],
    )
    sources = table(["source", "part", "authors", "licence"], [
        ["Procedural reports", f"6,000 new ones in each of {training['epoch'] + 1} passes, the last one not finished", "`training/loupe/summarize/procedural.py`", "this project"],
        ["SciTLDR, abstracts", "300 of 1,984 in each pass", "Isabel Cachola, Kyle Lo, Arman Cohan and Daniel S. Weld, 2020", "Apache-2.0"],
        ["Tatoeba, through loupe/en-fr", "the first weights", "contributors of tatoeba.org", "CC BY 2.0 FR"],
    ])
    write_card(options.model / "README.md", HEADER, BODY.format(
        parameters=parameters(config) / 1e6, encoder=config["encoder_layers"], decoder=config["decoder_layers"], width=config["d_model"],
        heads=config["encoder_attention_heads"], head_dim=config["d_model"] // config["encoder_attention_heads"], vocabulary=config["vocab_size"],
        megabytes=figures["file"]["megabytes"], scores=scores, held_out=len(combinations_of[True]),
        trained=len(combinations_of[False]), names=figures["reports"]["names_kept"], familiar=figures["familiar"]["names_kept"], exact=figures["reports"]["exact"],
        abstracts=figures["abstracts"]["texts"], sources=sources,
        samples="\n\n".join(quoted(one.text, text, one.summary) for one, text in zip(shown, found, strict=False)),
        typed="\n\n".join(quoted(text, summary, None) for text, summary in zip(TYPED, found[len(shown) :], strict=False)),
        paper=quoted(paper.text, found[-1], paper.summary),
        training=f"Trained on {training['tokens'] / 1e6:.1f} million tokens, {training['step']:,} steps.",
    ))
    (options.run / "figures.json").write_text(json.dumps(figures, indent=2))
    print("\n".join(f"{name}  {value}" for name, value in rows(figures)))


if __name__ == "__main__":
    main()
