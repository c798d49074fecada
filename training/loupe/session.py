"""ONNX Runtime sessions on the CPU."""
from pathlib import Path

import onnxruntime


def open_session(file: Path, threads: int) -> onnxruntime.InferenceSession:
    """A session with so many threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def shipped_graph(folder: Path) -> Path:
    """The one ONNX file of a shipped model."""
    [file] = sorted((folder / "onnx").glob("*.onnx"))
    return file
