"""Scores the shipped sentiment files on the held-out sentences.

    python -m loupe.sentiment.evaluate
"""
from pathlib import Path
from typing import Any

import numpy as np

from loupe.encoder.shipped import ShippedEncoder, file_figures, print_figures
from loupe.sentiment.data import split


def predictions(shipped: ShippedEncoder, texts: list[str]) -> np.ndarray:
    """The number of the likelier label of each text."""
    return np.array([logits.argmax() for (logits,) in shipped.run_all(shipped.tokenizer.encode_batch(texts))])


def evaluate(data: Path, folder: Path, threads: int) -> dict[str, Any]:
    """Accuracy on the held-out tenth of rt_polarity, per class too, and the distance from the fixture."""
    shipped = ShippedEncoder(folder, threads)
    held_out = split(data)[2]
    labels = np.array([row.label for row in held_out])
    right = predictions(shipped, [row.text for row in held_out]) == labels
    return {
        "held_out_sentences": len(held_out),
        "accuracy": float(right.mean()),
        "accuracy_negative": float(right[labels == 0].mean()),
        "accuracy_positive": float(right[labels == 1].mean()),
        **file_figures(shipped, folder),
    }


def rows(figures: dict[str, Any]) -> list[tuple[str, str]]:
    """The lines of the table of all models."""
    return [(f"accuracy, {figures['held_out_sentences']} held-out sentences", f"{figures['accuracy']:.4f}")]


if __name__ == "__main__":
    print_figures(__doc__.splitlines()[0], "sentiment", evaluate)
