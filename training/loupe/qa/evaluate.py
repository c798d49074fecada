"""Scores the shipped files of loupe/qa on the questions about articles that were set aside.

    python -m loupe.qa.evaluate
"""
from pathlib import Path
from typing import Any

import numpy as np

from loupe.encoder.shipped import ShippedEncoder, file_figures, print_figures
from loupe.qa.data import Question, squad
from loupe.qa.spans import best_answer, exact, prepare, word_f1


def answers(shipped: ShippedEncoder, pairs: list[tuple[str, str]]) -> list[str]:
    """The answer to each (question, text) pair."""
    prepare(shipped.tokenizer, shipped.config["max_position_embeddings"])
    encodings = shipped.tokenizer.encode_batch(pairs)
    found = shipped.run_all(encodings)
    return [
        best_answer(encoding, context, *(dict(zip(shipped.outputs, arrays, strict=True))[name] for name in ("start_logits", "end_logits")))
        for (_, context), encoding, arrays in zip(pairs, encodings, found, strict=True)
    ]


def score(shipped: ShippedEncoder, rows: list[Question]) -> dict[str, float]:
    """Exact match and word F1."""
    given = answers(shipped, [(row.question, row.context) for row in rows])
    return {
        "questions": len(rows),
        "exact": float(np.mean([exact(answer, row.answers) for answer, row in zip(given, rows, strict=True)])),
        "f1": float(np.mean([word_f1(answer, row.answers) for answer, row in zip(given, rows, strict=True)])),
    }


def evaluate(data: Path, folder: Path, threads: int) -> dict[str, Any]:
    """Exact match and F1 with whole paragraphs, and with only the sentence that has the answer."""
    shipped = ShippedEncoder(folder, threads)
    held_out = squad(data, "held_out")
    return {
        "paragraphs": score(shipped, held_out),
        "sentences": score(shipped, squad(data, "held_out", sentences=True)),
        "titles": sorted({row.title.replace("_", " ") for row in held_out}),
        **file_figures(shipped, folder),
    }


def rows(figures: dict[str, Any]) -> list[tuple[str, str]]:
    """The lines of the table of all models."""
    lines = []
    for name in ("paragraphs", "sentences"):
        part = figures[name]
        lines.append((f"exact match, {part['questions']} held-out questions, {name}", f"{part['exact']:.4f}"))
        lines.append((f"F1, {name}", f"{part['f1']:.4f}"))
    return lines


if __name__ == "__main__":
    print_figures(__doc__.splitlines()[0], "qa", evaluate)
