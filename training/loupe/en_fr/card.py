"""Writes the model card of loupe/en-fr from the figures of the shipped files.

    python -m loupe.en_fr.card
"""
import json
from pathlib import Path

from loupe.card import table, write_card
from loupe.en_fr.data import split
from loupe.en_fr.evaluate import BEAMS, evaluate
from loupe.paths import MODELS, RUNS, argument_parser
from loupe.seq2seq.card import parameters
from loupe.seq2seq.shipped import Translator

HEADER: dict[str, str | list[str]] = {
    "license": "cc-by-4.0",
    "language": ["en", "fr"],
    "library_name": "transformers.js",
    "pipeline_tag": "translation",
    "tags": ["translation", "onnx", "marian"],
}
TYPED = [
    "Hello, how are you?", "My brother lives in a small house near the sea.", "I would like a cup of coffee, please.", "Where is the train station?",
    "She has been working here for three years.", "We will see you tomorrow morning.", "the weather is nice today", "Can you help me find my keys?",
    "The children are playing in the garden.", "Yesterday I bought a new bicycle.", "The museum opens at nine o'clock and closes at five.",
    "Photosynthesis turns sunlight into chemical energy.",
]
SHOWN_HELD_OUT = 12
BODY = """
# loupe/en-fr

Translates short everyday English sentences into French. A Marian encoder-decoder with {parameters:.1f} million parameters ({encoder} encoder and
{decoder} decoder layers of width {width}, {heads} heads) and one BPE vocabulary of {vocabulary} tokens for both languages, trained from nothing;
{megabytes:.1f} MB on disk.

```js
import {{ pipeline }} from '@huggingface/transformers';
const translate = await pipeline('translation', 'loupe/en-fr', {{ dtype: 'q4' }});
await translate('The cat is sleeping on the chair.', {{ max_new_tokens: 100 }});
```

## Scores

Of the ONNX files in this folder, on {sentences} English sentences that were set aside. chrF is chrF2 as sacrebleu computes it by default
(characters 1 to 6, beta 2), over the whole set, against one French translation per sentence, drawn by a hash.

{scores}

{among:.1%} of the greedy translations are, letter for letter, one of the translations that the sentence has in Tatoeba.

## Samples

Sentences typed for this card (greedy):

{typed}

{shown} held-out sentences, at even distances in the alphabet of their translations, not chosen (greedy):

{held_out}

## Data

English-French sentence pairs of Tatoeba ({pairs} pairs, {english} English sentences in training), as prepared by manythings.org/anki on
2017-09-29: contributors of tatoeba.org, CC BY 2.0 France. Only pairs of up to 40 words; typewriter apostrophes and ordinary spaces.

The split goes by the English sentence: a hash of its words decides, so that no English sentence is on both sides, however many
translations it has. Pairs whose English or French side comes near a held-out one (the same words, or half of the five-word runs) were left
out of training. {dev} more sentences were watched during training. In training, one to a few of the translations of a sentence were drawn
for each pass; some sentences were joined in twos, and some lost their full stop or their first capital. {training}

## Format

`encoder_model_q4.onnx`: inputs `input_ids`, `attention_mask` (int64, [batch, source]); output `last_hidden_state`.
`decoder_model_merged_q4.onnx`: inputs `input_ids` (int64, [batch, target]), `encoder_attention_mask`, `encoder_hidden_states` and
`past_key_values.N.decoder.key/value` (float32, [batch, {heads}, past, {head_dim}], past may be 0); outputs `logits` and
`present.N.decoder.key/value`. One graph without branches serves the first step and the later ones; keys and values of the source are computed
from `encoder_hidden_states` each time. Sources are padded on the right. Weights are 4-bit with a scale per 32 columns and the last part of the
training computed with the rounded weights; arithmetic is float32.

The files with `_attentions` in their names are the same graphs with the attention probabilities as more outputs
(`encoder_attentions.N`; `decoder_attentions.N`, `cross_attentions.N`); they read their weights from the plain files beside them.

`</s>` (id 0) ends every text, `<pad>` (id 1) pads and is the decoder's first token. `fixture.json` has sentences with outputs, greedy and beam
ids computed by PyTorch with the same weights.

## Limits

- For seeing how translation works, not for translating anything that matters: about an hour of training on one CPU core.
- Made for one short sentence at a time, of the kind that people write in phrase books. It was never trained on news, science, or texts of more
  than two sentences, and its vocabulary is that of everyday life: of rarer words it makes something up.
- Tatoeba says much about a person called Tom. Names that are not in it may come out changed.
- English 'you' becomes 'tu' or 'vous' as it happens, and the gender of the speaker is a guess; sentences of the data may reflect stereotypes.
- A fluent sentence may say something else than the English one.
"""


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "en-fr", help="folder of the trained weights")
    parser.add_argument("--model", type=Path, default=MODELS / "en-fr", help="folder of the shipped files")
    options = parser.parse_args()
    figures = evaluate(options.data, options.model, options.threads)
    training = json.loads((options.run / "training.json").read_text())
    config = json.loads((options.model / "config.json").read_text())
    shipped, parts = Translator(options.model, options.threads), split(options.data)
    sample = sorted(parts.test, key=lambda one: (one.reference(), one.english))[:: len(parts.test) // SHOWN_HELD_OUT][:SHOWN_HELD_OUT]
    typed = shipped.texts(TYPED)
    found = shipped.texts([one.english for one in sample])
    scores = table(
        ["what is compared", "chrF"],
        [["greedy decoding", f"{figures['chrf_greedy']:.1f}"], [f"beam search, {BEAMS} beams", f"{figures['chrf_beam']:.1f}"],
         ["the English sentence itself", f"{figures['chrf_copy']:.1f}"]],
    )
    write_card(options.model / "README.md", HEADER, BODY.format(
        parameters=parameters(config) / 1e6, encoder=config["encoder_layers"], decoder=config["decoder_layers"], width=config["d_model"],
        heads=config["encoder_attention_heads"], head_dim=config["d_model"] // config["encoder_attention_heads"], vocabulary=config["vocab_size"],
        megabytes=figures["megabytes"], sentences=f"{figures['sentences']:,}", scores=scores, among=figures["among_translations"],
        typed=table(["English", "loupe/en-fr"], [list(pair) for pair in zip(TYPED, typed, strict=True)]), shown=len(sample),
        held_out=table(["English", "loupe/en-fr", "Tatoeba"], [[one.english, text, one.reference()] for one, text in zip(sample, found, strict=True)]),
        pairs=f"{sum(len(one.french) for one in parts.train):,}", english=f"{len(parts.train):,}", dev=len(parts.dev),
        training=f"Trained on {training['tokens'] / 1e6:.1f} million tokens, {training['step']:,} steps.",
    ))
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
