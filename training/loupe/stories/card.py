"""Writes the model card of loupe/stories from the figures of the shipped file, and the list of story credits.

    python -m loupe.stories.card
"""
import json
from pathlib import Path

from loupe.card import table, write_card
from loupe.paths import MODELS, RUNS, TRAINING, argument_parser
from loupe.session import shipped_graph
from loupe.stories.evaluate import evaluate
from loupe.stories.shipped import StoryGraph

HEADER: dict[str, str | list[str]] = {
    "license": "cc-by-4.0",
    "language": "en",
    "library_name": "transformers.js",
    "pipeline_tag": "text-generation",
    "tags": ["stories", "onnx", "llama"],
}
SOURCES = [
    ["Fairy tales of FairytaleQA", "232 of 278 tales", "Ying Xu and others, 2022; the tales from Project Gutenberg", "Apache-2.0, public domain"],
    [
        "Picture-book stories", "90 % of 711 by title",
        "authors of African Storybook and Pratham Books, named in `training/credits/childrens-stories.tsv`", "CC BY",
    ],
    ["TinyStories", "0.2 MB sample", "Ronen Eldan and Yuanzhi Li, 2023", "CDLA-Sharing-1.0"],
    ["Tatoeba", "98,659 sentences", "contributors of tatoeba.org", "CC BY 2.0 FR"],
    ["Procedural stories", "30,000", "`training/loupe/stories/procedural.py`", "this project"],
]
PROMPTS = ["Once upon a time", "One day, Mia found a small key", "The old king had three sons", "It was raining, and the little mouse"]
BODY = """
# loupe/stories

Continues simple English children's stories. A Llama with {parameters:.1f} million parameters ({layers} layers of width {hidden},
{heads} heads, context {context} tokens) and a byte-level BPE vocabulary of {vocabulary} tokens, trained from nothing; {megabytes:.1f} MB on disk.

```js
import {{ pipeline }} from '@huggingface/transformers';
const tell = await pipeline('text-generation', 'loupe/stories', {{ dtype: 'q8' }});
await tell('Once upon a time', {{ max_new_tokens: 120, do_sample: true, temperature: 0.8, top_k: 40 }});
```

## Perplexity

Of the ONNX file in this folder, on whole stories that were held out by title (fairy tales: the val and test parts;
picture books: a tenth, drawn by a hash of the title), and on procedural stories of another seed. Each token is seen
with at least 256 tokens before it, where there are so many. Compare models with other tokenizers per word or in bits per byte.

{scores}

## Samples

Temperature 0.8, top_k 40, 110 tokens, seeds 1 to 4; the prompt is in bold.

{samples}

## Data

{sources}

Training texts that share a quarter of their five-word runs with a held-out story were left out. {training}
Many of its sentences follow the grammar of the procedural stories.

## Format

One graph for prompt and decoding, without branches. Inputs `input_ids`, `attention_mask`, `position_ids` (int64) and
`past_key_values.N.key/value` (float32, [batch, {heads}, past, {head_dim}], past may be 0); outputs `logits` and `present.N.key/value`.
Padding goes on the left, with zeros in `attention_mask`. Weights are int8 with a scale per row, arithmetic is float32;
the rounding moves a logit by {moved:.4f} on average and keeps {agreed:.1%} of the first choices.

`<|endoftext|>` (id 0) begins and ends every text: it is bos_token and eos_token, the tokenizer puts it in front, and
`add_bos_token` is true so that the text-generation pipeline does so too. `<|pad|>` is id 1. Quotes and dashes are the
typewriter ones. `fixture.json` has prompts with greedy continuations computed by PyTorch with the same weights.

## Limits

- It was trained for half an hour. Many sentences read well, few stories do: names change half-way, plots drift, words are invented.
- It knows nothing and follows no instructions. It repeats itself under greedy decoding.
- Old fairy tales are in it, with their view of people. English only.
- A starter model for seeing how generation works.
"""


def samples(graph: StoryGraph) -> str:
    """One continuation per prompt."""
    texts = []
    for number, prompt in enumerate(PROMPTS):
        text = graph.sample(prompt, 110, temperature=0.8, top_k=40, seed=number + 1)
        texts.append("> " + f"**{prompt}**{text[len(prompt) :]}".replace("\n\n", "\n>\n> "))
    return "\n\n".join(texts)


def write_credits(data: Path, file: Path) -> None:
    """Title, author and licence of each picture-book story, as its licence asks."""
    rows = {}
    for line in (data / "text_lm" / "childrens_stories_ccby.jsonl").read_text(encoding="utf-8").split("\n"):
        if line:
            row = json.loads(line)
            if row["lang"] == "en":
                rows["\t".join(" ".join(row[key].split()) for key in ("title", "author", "licence"))] = None
    file.parent.mkdir(exist_ok=True)
    file.write_text("title\tauthor\tlicence\n" + "\n".join(sorted(rows)) + "\n", encoding="utf-8")


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "stories", help="folder of the trained weights")
    parser.add_argument("--model", type=Path, default=MODELS / "stories", help="folder of the shipped files")
    options = parser.parse_args()
    write_credits(options.data, TRAINING / "credits" / "childrens-stories.tsv")
    figures = evaluate(options.data, options.model, options.threads)
    training = json.loads((options.run / "training.json").read_text())
    check = json.loads((options.run / "check.json").read_text())
    config = json.loads((options.model / "config.json").read_text())
    graph = StoryGraph(shipped_graph(options.model), options.model, options.threads)
    width, inner = config["hidden_size"], config["intermediate_size"]
    parameters = config["vocab_size"] * width + config["num_hidden_layers"] * (4 * width * width + 3 * width * inner + 2 * width) + width
    scores = table(
        ["stories", "number", "per token", "per word", "bits per byte"],
        [[name, str(row["stories"]), f"{row['perplexity_per_token']:.1f}", f"{row['perplexity_per_word']:.1f}", f"{row['bits_per_byte']:.3f}"]
         for name, row in figures.items() if name != "file"],
    )
    write_card(options.model / "README.md", HEADER, BODY.format(
        parameters=parameters / 1e6, layers=config["num_hidden_layers"], hidden=width, heads=config["num_attention_heads"],
        head_dim=config["head_dim"], context=config["max_position_embeddings"], vocabulary=config["vocab_size"],
        megabytes=figures["file"]["megabytes"], scores=scores, samples=samples(graph),
        sources=table(["source", "part", "authors", "licence"], SOURCES),
        training=f"Trained on {training['tokens'] / 1e6:.1f} million tokens, {training['steps']} steps.",
        moved=check["mean_logit_move_of_rounding"], agreed=check["same_first_choice_after_rounding"],
    ))
    print(json.dumps(figures["all real"], indent=2))


if __name__ == "__main__":
    main()
