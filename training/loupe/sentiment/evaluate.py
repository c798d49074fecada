"""Scores the shipped sentiment files on the held-out sentences.

    python -m loupe.sentiment.evaluate
"""
import json
from pathlib import Path

import numpy as np

from loupe.paths import MODELS, argument_parser
from loupe.sentiment.data import Example, split
from loupe.sentiment.model import load_tokenizer
from loupe.session import open_session, shipped_graph


class ShippedClassifier:
    """The ONNX file and tokenizer of a folder."""

    def __init__(self, folder: Path, threads: int) -> None:
        config = json.loads((folder / "config.json").read_text())
        self.tokenizer = load_tokenizer(folder, config["max_position_embeddings"])
        self.session = open_session(shipped_graph(folder), threads)

    def logits(self, ids: list[list[int]]) -> np.ndarray:
        """float32 [batch, 2] for rows of ids, padded on the right."""
        length = max(map(len, ids))
        padded = np.array([row + [0] * (length - len(row)) for row in ids], np.int64)
        mask = np.array([[1] * len(row) + [0] * (length - len(row)) for row in ids], np.int64)
        return self.session.run(["logits"], {"input_ids": padded, "attention_mask": mask, "token_type_ids": np.zeros_like(padded)})[0]

    def predictions(self, rows: list[Example], batch: int = 16) -> np.ndarray:
        """The index of the likelier label of each row."""
        ids = [self.tokenizer.encode(row.text).ids for row in rows]
        return np.concatenate([self.logits(ids[i : i + batch]).argmax(-1) for i in range(0, len(ids), batch)])


def evaluate(data: Path, folder: Path, threads: int) -> dict[str, float]:
    """Accuracy on the held-out tenth of rt_polarity, per class too, and the distance from the fixture."""
    shipped = ShippedClassifier(folder, threads)
    held_out = split(data)[2]
    labels = np.array([row.label for row in held_out])
    right = shipped.predictions(held_out) == labels
    fixture = json.loads((folder / "fixture.json").read_text())
    apart = max(np.abs(shipped.logits([row["input_ids"]])[0] - row["logits"]).max() for row in fixture)
    return {
        "held_out_sentences": len(held_out),
        "accuracy": float(right.mean()),
        "accuracy_negative": float(right[labels == 0].mean()),
        "accuracy_positive": float(right[labels == 1].mean()),
        "fixture_distance": float(apart),
        "megabytes": shipped_graph(folder).stat().st_size / 1e6,
    }


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, default=MODELS / "sentiment", help="folder of the shipped files")
    options = parser.parse_args()
    print(json.dumps(evaluate(options.data, options.model, options.threads), indent=2))


if __name__ == "__main__":
    main()
