"""Compares the exported graphs with torch: greedy decoding, left padding, and what the rounding of weights moves.

    python -m loupe.stories.check
"""
import json
from pathlib import Path

import numpy as np
import torch
from transformers import LlamaForCausalLM

from loupe.paths import MODELS, RUNS, argument_parser
from loupe.session import shipped_graph
from loupe.stories.data import childrens_stories
from loupe.stories.export import FIXTURE_PROMPTS
from loupe.stories.shipped import StoryGraph, until

COUNT = 48


@torch.no_grad()
def check(data: Path, run: Path, folder: Path, threads: int) -> dict[str, float]:
    """Fails when a graph disagrees with torch; returns how far the rounded weights move the logits."""
    exact, shipped = StoryGraph(run / "model.onnx", folder, threads), StoryGraph(shipped_graph(folder), folder, threads)
    model = LlamaForCausalLM.from_pretrained(run).eval()
    prompts = [exact.tokenizer.encode(prompt).ids for prompt in FIXTURE_PROMPTS]
    for ids in prompts:
        mask = torch.ones(1, len(ids), dtype=torch.int64)
        output = model.generate(torch.tensor([ids]), attention_mask=mask, do_sample=False, max_new_tokens=COUNT)
        expected = until(output[0, len(ids) :].tolist(), model.config.eos_token_id)
        assert exact.greedy([ids], COUNT)[0] == expected, "greedy decoding differs from torch"
    for graph in (exact, shipped):
        alone = [graph.greedy([ids], COUNT)[0] for ids in prompts]
        assert graph.greedy(prompts, COUNT) == alone, "left padding changes the continuation"
    moved, agreed, farthest = [], [], 0.0
    for story in childrens_stories(data)[1][:12]:
        ids = np.array([exact.tokenizer.encode(story.text).ids[:512]], np.int64)
        one, two = (graph.forward(ids, np.ones_like(ids), graph.empty_cache(1))[0][0] for graph in (exact, shipped))
        reference = model(input_ids=torch.from_numpy(ids)).logits[0].numpy()
        farthest = max(farthest, float(np.abs(one - reference).max()))
        moved.append(np.abs(one - two).mean(-1))
        agreed.append(one.argmax(-1) == two.argmax(-1))
    return {
        "largest_difference_to_torch": farthest,
        "mean_logit_move_of_rounding": float(np.concatenate(moved).mean()),
        "same_first_choice_after_rounding": float(np.concatenate(agreed).mean()),
    }


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "stories", help="folder of the trained weights")
    parser.add_argument("--model", type=Path, default=MODELS / "stories", help="folder of the shipped files")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    figures = check(options.data, options.run, options.model, options.threads)
    (options.run / "check.json").write_text(json.dumps(figures, indent=2))
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
