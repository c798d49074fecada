"""The parts that the model cards of all encoders share."""
import argparse
import json
from pathlib import Path
from typing import Any

from loupe.paths import MODELS, RUNS, argument_parser
from loupe.session import shipped_graph

STORAGE = {
    "q8": "Weights are int8 with a scale per row.",
    "q4": "Weights are 4-bit with a float16 scale per 32 columns, and the last training pass took the rounding into account.",
}
INPUTS = "Inputs `input_ids`, `attention_mask`, `token_type_ids` (int64, [batch, length], at most {positions} tokens)"
KERNELS = "All arithmetic is float32 and uses operators that have\nWebGPU and WASM kernels."


def card_header(task: str, licence: str, *tags: str) -> dict[str, str | list[str]]:
    """The YAML header."""
    return {
        "license": licence,
        "language": "en",
        "library_name": "transformers.js",
        "pipeline_tag": task,
        "base_model": "sentence-transformers/all-MiniLM-L6-v2",
        "tags": [*tags, "onnx", "bert"],
    }


def card_options(description: str, name: str) -> argparse.Namespace:
    """The options of an encoder's card."""
    parser = argument_parser(description)
    parser.add_argument("--run", type=Path, default=RUNS / name, help="folder of the trained weights")
    parser.add_argument("--model", type=Path, default=MODELS / name, help="folder of the shipped files")
    return parser.parse_args()


def file_facts(folder: Path) -> dict[str, Any]:
    """What a card says of the files: layers, vocabulary, positions, dtype, storage."""
    config = json.loads((folder / "config.json").read_text())
    dtype = "q4" if "q4" in shipped_graph(folder).name else "q8"
    return {
        "layers": config["num_hidden_layers"], "vocabulary": config["vocab_size"], "positions": config["max_position_embeddings"],
        "dtype": dtype, "storage": STORAGE[dtype], "inputs": INPUTS.format(positions=config["max_position_embeddings"]), "kernels": KERNELS,
    }
