"""Scores the shipped files of loupe/fill-mask on masked words of texts that were set aside.

    python -m loupe.fill_mask.evaluate
"""
import json
from pathlib import Path
from typing import Any

import numpy as np

from loupe.encoder.shipped import ShippedEncoder, print_figures
from loupe.fill_mask.data import SCORED, masked_words
from loupe.session import shipped_graph

TOP = 5


def mask_logits(shipped: ShippedEncoder, texts: list[str], batch: int = 8) -> np.ndarray:
    """[texts, vocabulary]: the logits of the first mask of each text."""
    mask = shipped.tokenizer.token_to_id("[MASK]")
    encodings = shipped.tokenizer.encode_batch(texts)
    found = np.zeros((len(texts), shipped.config["vocab_size"]), np.float32)
    order = sorted(range(len(texts)), key=lambda i: len(encodings[i].ids))
    for start in range(0, len(order), batch):
        part = order[start : start + batch]
        [logits] = shipped.run([encodings[i].ids for i in part], [encodings[i].type_ids for i in part])
        for row, i in enumerate(part):
            found[i] = logits[row, encodings[i].ids.index(mask)]
    return found


def likeliest(logits: np.ndarray, count: int = TOP) -> np.ndarray:
    """[texts, count]: the numbers of the likeliest pieces, best first."""
    return np.argsort(-logits, axis=1, kind="stable")[:, :count]


def guesses(shipped: ShippedEncoder, texts: list[str], count: int = TOP) -> list[list[str]]:
    """The likeliest pieces for the mask of each text."""
    return [[shipped.tokenizer.id_to_token(int(number)) for number in row] for row in likeliest(mask_logits(shipped, texts), count)]


def fixture_distance(shipped: ShippedEncoder, folder: Path) -> float:
    """The largest difference from the logits that PyTorch wrote into fixture.json."""
    rows = json.loads((folder / "fixture.json").read_text(encoding="utf-8"))
    found = mask_logits(shipped, [row["text"] for row in rows])
    return max(float(np.abs(logits[row["top_ids"]] - np.array(row["top_logits"])).max()) for logits, row in zip(found, rows, strict=True))


def evaluate(data: Path, folder: Path, threads: int) -> dict[str, Any]:
    """The shares of masked words that are the first guess, or among the first five: of all, by source, and of content words."""
    shipped = ShippedEncoder(folder, threads)
    masked = masked_words(data, shipped.tokenizer)
    best = likeliest(mask_logits(shipped, [row.text for row in masked]))
    expected = np.array([shipped.tokenizer.token_to_id(row.word.lower()) for row in masked])
    right = (best == expected[:, None]).any(1)
    sources, content = np.array([row.source for row in masked]), np.array([row.is_content for row in masked])
    return {
        "words": len(masked), "top_1": float((best[:, 0] == expected).mean()), "top_5": float(right.mean()),
        "content_words": int(content.sum()), "top_5_content": float(right[content].mean()),
        "by_source": {source: {"words": int((sources == source).sum()), "top_5": float(right[sources == source].mean())} for source in SCORED},
        "fixture_distance": fixture_distance(shipped, folder), "megabytes": shipped_graph(folder).stat().st_size / 1e6,
    }


def rows(figures: dict[str, Any]) -> list[tuple[str, str]]:
    """The lines of the table of all models."""
    return [
        (f"masked word among the first 5, {figures['words']} words set aside", f"{figures['top_5']:.4f}"),
        ("masked word is the first guess", f"{figures['top_1']:.4f}"),
        (f"among the first 5, {figures['content_words']} content words", f"{figures['top_5_content']:.4f}"),
    ]


if __name__ == "__main__":
    print_figures(__doc__.splitlines()[0], "fill-mask", evaluate)
