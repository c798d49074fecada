"""Perplexity of the shipped story files on stories they were not trained on.

    python -m loupe.stories.evaluate

Per token it can only be compared between models of one tokenizer; per word and in bits per byte between any two.
"""
import json
import math
from pathlib import Path

import numpy as np

from loupe.paths import MODELS, argument_parser
from loupe.session import shipped_graph
from loupe.stories.data import HELD_OUT_SEED, HELD_OUT_STORIES, childrens_stories, fairytales, procedural_stories
from loupe.stories.shipped import StoryGraph

STRIDE = 256


def token_losses(graph: StoryGraph, text: str) -> np.ndarray:
    """Nats of each token of a text after <|endoftext|>, each seen with 256 to 511 tokens before it where there are so many."""
    ids = np.array([graph.tokenizer.encode(text).ids], np.int64)
    context, losses, done = graph.config["max_position_embeddings"], [], 1
    for start in range(0, ids.shape[1] - 1, STRIDE):
        window = ids[:, start : start + context]
        logits, _ = graph.forward(window, np.ones_like(window), graph.empty_cache(1))
        fresh = np.arange(done - start - 1, window.shape[1] - 1)
        rows = logits[0, fresh].astype(np.float64)
        totals = np.log(np.exp(rows - rows.max(-1, keepdims=True)).sum(-1)) + rows.max(-1)
        losses.append(totals - rows[np.arange(len(fresh)), window[0, fresh + 1]])
        done = start + window.shape[1]
        if done >= ids.shape[1]:
            break
    return np.concatenate(losses) if losses else np.zeros(0)


def perplexity(graph: StoryGraph, texts: list[str]) -> dict[str, float]:
    """Perplexity per token and per word, and bits per byte, over whole texts."""
    losses = np.concatenate([token_losses(graph, text) for text in texts])
    words, size = sum(len(text.split()) for text in texts), sum(len(text.encode()) for text in texts)
    total = float(losses.sum())
    return {
        "stories": len(texts), "tokens": len(losses), "words": words, "bytes": size,
        "perplexity_per_token": math.exp(total / len(losses)),
        "perplexity_per_word": math.exp(total / words),
        "bits_per_byte": total / math.log(2) / size,
    }


def evaluate(data: Path, folder: Path, threads: int) -> dict[str, dict[str, float]]:
    """Real stories (fairy tales and picture-book stories of held-out titles) and procedural ones of another seed."""
    graph = StoryGraph(shipped_graph(folder), folder, threads)
    tales = [story.text for part in ("val", "test") for story in fairytales(data, part)]
    books = [story.text for story in childrens_stories(data)[1]]
    fixture = json.loads((folder / "fixture.json").read_text())
    same = sum(graph.greedy([row["input_ids"]], 32)[0] == row["greedy_ids"] for row in fixture)
    return {
        "fairy tales": perplexity(graph, tales),
        "picture books": perplexity(graph, books),
        "all real": perplexity(graph, tales + books),
        "procedural": perplexity(graph, procedural_stories(HELD_OUT_STORIES, HELD_OUT_SEED)),
        "file": {"megabytes": shipped_graph(folder).stat().st_size / 1e6, "fixtures": len(fixture), "fixtures_reproduced": same},
    }


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, default=MODELS / "stories", help="folder of the shipped files")
    options = parser.parse_args()
    print(json.dumps(evaluate(options.data, options.model, options.threads), indent=2))


if __name__ == "__main__":
    main()
