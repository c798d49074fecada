"""ONNX Runtime sessions on the CPU."""
from pathlib import Path

import onnxruntime

# What the names of files contain that add attention outputs to a graph and hold no weights; see loupe/attentions.py.
ATTENTIONS = "_attentions"


def open_session(file: Path, threads: int) -> onnxruntime.InferenceSession:
    """A session with so many threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def shipped_graphs(folder: Path) -> list[Path]:
    """The ONNX files of a shipped model that hold its weights."""
    return sorted(file for file in (folder / "onnx").glob("*.onnx") if ATTENTIONS not in file.name)


def shipped_graph(folder: Path) -> Path:
    """The one ONNX file that holds the weights of a shipped model."""
    [file] = shipped_graphs(folder)
    return file
