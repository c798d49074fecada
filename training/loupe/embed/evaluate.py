"""Scores the shipped files of loupe/embed on STS-B dev.

    python -m loupe.embed.evaluate
"""
from pathlib import Path
from typing import Any

import numpy as np

from loupe.embed.data import scored_pairs
from loupe.encoder.shipped import ShippedEncoder, file_figures, print_figures


def vectors(shipped: ShippedEncoder, texts: list[str]) -> np.ndarray:
    """[texts, hidden size]: the mean over the tokens, of length 1."""
    encodings = shipped.tokenizer.encode_batch(texts)
    means = np.stack([
        states[: len(encoding.ids)].mean(0) for encoding, (states,) in zip(encodings, shipped.run_all(encodings), strict=True)
    ])
    return means / np.linalg.norm(means, axis=1, keepdims=True)


def ranks(values: np.ndarray) -> np.ndarray:
    """The rank of each value; equal ones share the mean of theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return ((last - counts + 1 + last) / 2)[place]


def spearman(one: np.ndarray, other: np.ndarray) -> float:
    """The correlation of the ranks."""
    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def evaluate(data: Path, folder: Path, threads: int) -> dict[str, Any]:
    """How well the cosine of two sentences orders the pairs as people do."""
    shipped = ShippedEncoder(folder, threads)
    pairs = scored_pairs(data)
    one, other = (vectors(shipped, [pair[side] for pair in pairs]) for side in (0, 1))
    return {
        "pairs": len(pairs), "size": one.shape[1],
        "spearman": spearman((one * other).sum(1), np.array([pair[2] for pair in pairs])),
        **file_figures(shipped, folder),
    }


def rows(figures: dict[str, Any]) -> list[tuple[str, str]]:
    """The lines of the table of all models."""
    return [(f"Spearman, {figures['pairs']} pairs of STS-B dev", f"{figures['spearman']:.4f}")]


if __name__ == "__main__":
    print_figures(__doc__.splitlines()[0], "embed", evaluate)
