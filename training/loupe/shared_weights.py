"""A second graph file over the weights of a first one.

The second file holds no large tensor. Each is ONNX external data that lies inside the first .onnx file: `location` is
the name of that file, `offset` the place of the tensor's raw_data among its bytes, `length` its size. So no weight is
stored twice. The second file fits only the very bytes of the first and must be written again after them.
"""
from collections.abc import Iterator
from pathlib import Path

import onnx
from onnx import ModelProto, TensorProto

# Smaller tensors cost as much as the entries that would point to them, and ONNX Runtime needs shapes inside the graph.
SMALLEST_SHARED = 256

# Field numbers of onnx.proto.
GRAPH_OF_MODEL, INITIALIZER_OF_GRAPH = 7, 5
NAME_OF_TENSOR, RAW_DATA_OF_TENSOR = 8, 9

# Wire types of protobuf.
VARINT, FIXED64, DELIMITED, FIXED32 = 0, 1, 2, 5
Span = tuple[int, int]


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A number and the place after it."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def fields(data: bytes, start: int, end: int) -> Iterator[tuple[int, Span]]:
    """The number and the place of the content of every field of the message data[start:end]."""
    at = start
    while at < end:
        key, at = varint(data, at)
        kind, length = key & 7, 0
        if kind == VARINT:
            length = varint(data, at)[1] - at
        elif kind == DELIMITED:
            length, at = varint(data, at)
        elif kind in (FIXED64, FIXED32):
            length = 8 if kind == FIXED64 else 4
        else:
            raise ValueError(f"wire type {kind} at byte {at}")
        yield key >> 3, (at, at + length)
        at += length
    if at != end:
        raise ValueError(f"a field ends at byte {at}, after its message at {end}")


def raw_data_spans(data: bytes) -> dict[str, Span]:
    """Where the raw_data of each initializer of a serialized model lies."""
    found = {}
    for model_field, graph in fields(data, 0, len(data)):
        if model_field != GRAPH_OF_MODEL:
            continue
        for graph_field, tensor in fields(data, *graph):
            if graph_field == INITIALIZER_OF_GRAPH:
                parts = dict(fields(data, *tensor))
                if NAME_OF_TENSOR in parts and RAW_DATA_OF_TENSOR in parts:
                    start, end = parts[NAME_OF_TENSOR]
                    found[data[start:end].decode()] = parts[RAW_DATA_OF_TENSOR]
    return found


def point_into(tensor: TensorProto, location: str, span: Span) -> None:
    """Makes external data of a tensor."""
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", location), ("offset", span[0]), ("length", span[1] - span[0])):
        tensor.external_data.add(key=key, value=str(value))


def save_sharing_weights(model: ModelProto, file: Path, owner: Path) -> None:
    """Writes a graph beside `owner`, whose weights it uses. Its initializers must be those of `owner`."""
    data = owner.read_bytes()
    spans = raw_data_spans(data)
    shared = ModelProto()
    shared.CopyFrom(model)
    for tensor in shared.graph.initializer:
        if len(tensor.raw_data) < SMALLEST_SHARED:
            continue
        start, end = spans[tensor.name]
        if tensor.raw_data != data[start:end]:
            raise ValueError(f"{tensor.name} is not what {owner.name} has")
        point_into(tensor, owner.name, (start, end))
    file.write_bytes(shared.SerializeToString(deterministic=True))
    onnx.checker.check_model(str(file))
