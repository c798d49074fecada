"""Runs the shipped files of an encoder with ONNX Runtime, as the app does."""
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Encoding

from loupe.encoder.vocabulary import load_tokenizer
from loupe.paths import MODELS, argument_parser
from loupe.session import open_session, shipped_graph


class ShippedEncoder:
    """The ONNX file, tokenizer and configuration of a folder."""

    def __init__(self, folder: Path, threads: int) -> None:
        self.config = json.loads((folder / "config.json").read_text())
        self.tokenizer = load_tokenizer(folder, self.config["max_position_embeddings"])
        self.session = open_session(shipped_graph(folder), threads)
        self.outputs = [output.name for output in self.session.get_outputs()]

    def run(self, ids: Sequence[list[int]], types: Sequence[list[int]]) -> list[np.ndarray]:
        """All outputs for rows of ids and segments, padded on the right."""
        length = max(map(len, ids))

        def padded(rows: Sequence[list[int]]) -> np.ndarray:
            return np.array([row + [0] * (length - len(row)) for row in rows], np.int64)

        mask = padded([[1] * len(row) for row in ids])
        return self.session.run(self.outputs, {"input_ids": padded(ids), "attention_mask": mask, "token_type_ids": padded(types)})

    def run_all(self, encodings: list[Encoding], batch: int = 16) -> list[tuple[np.ndarray, ...]]:
        """The outputs of each encoding, in order; texts of like length are computed together."""
        found: dict[int, tuple[np.ndarray, ...]] = {}
        order = sorted(range(len(encodings)), key=lambda i: len(encodings[i].ids))
        for start in range(0, len(order), batch):
            part = order[start : start + batch]
            arrays = self.run([encodings[i].ids for i in part], [encodings[i].type_ids for i in part])
            found |= {i: tuple(array[row] for array in arrays) for row, i in enumerate(part)}
        return [found[i] for i in range(len(encodings))]

    def fixture_distance(self, folder: Path) -> float:
        """The largest difference between the outputs and those that PyTorch wrote into fixture.json."""
        largest = 0.0
        for row in json.loads((folder / "fixture.json").read_text()):
            ids = row["input_ids"]
            arrays = self.run([ids], [row.get("token_type_ids", [0] * len(ids))])
            for name, array in zip(self.outputs, arrays, strict=True):
                largest = max(largest, float(np.abs(array[0] - np.array(row[name])).max()))
        return largest


def file_figures(shipped: ShippedEncoder, folder: Path) -> dict[str, float]:
    """What is measured of every shipped encoder besides its score."""
    return {"fixture_distance": shipped.fixture_distance(folder), "megabytes": shipped_graph(folder).stat().st_size / 1e6}


def print_figures(description: str, name: str, evaluate: Callable[[Path, Path, int], dict[str, Any]]) -> None:
    """The command that scores one model: reads the options, prints what `evaluate` finds."""
    parser = argument_parser(description)
    parser.add_argument("--model", type=Path, default=MODELS / name, help="folder of the shipped files")
    options = parser.parse_args()
    print(json.dumps(evaluate(options.data, options.model, options.threads), indent=2))
