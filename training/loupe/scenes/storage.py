"""Weights of a graph as int8 with a scale per output channel, or as float16, put back to float32 by Cast and Mul.

ONNX Runtime folds both into constants when a session is made, so every device multiplies the same float32 numbers.
Unlike loupe.weight_only, which stores matrices, this stores the kernels of convolutions too.
"""
from collections.abc import Mapping
from typing import Literal

import numpy as np
import onnx
import torch
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from torch import Tensor, nn

Storage = Literal["int8", "float16"]
SMALLEST_SIZE, LARGEST = 1024, 127
CODES, SCALES, HALVES = ".codes", ".scales", ".halves"


def is_stored(shape: tuple[int, ...]) -> bool:
    """Vectors and small tables stay float32."""
    return len(shape) >= 2 and int(np.prod(shape)) >= SMALLEST_SIZE


def codes_and_scales(weight: Tensor) -> tuple[Tensor, Tensor]:
    """int8 codes of the weight's shape, and float32 scales [channels, 1, …]."""
    scales = weight.abs().amax(tuple(range(1, weight.ndim)), keepdim=True).clamp_min(1e-8) / LARGEST
    return (weight / scales).round().clamp(-LARGEST, LARGEST).to(torch.int8), scales


@torch.no_grad()
def round_weights(model: nn.Module, storage: Storage) -> None:
    """From now on torch computes with what the stored form stands for."""
    for parameter in model.parameters():
        if is_stored(tuple(parameter.shape)):
            if storage == "float16":
                parameter.copy_(parameter.half().float())
            else:
                codes, scales = codes_and_scales(parameter)
                parameter.copy_(codes.float() * scales)


def store_weights(model: ModelProto, storage: Storage) -> ModelProto:
    """The graph with its large float32 initializers in stored form. Their names stay names of values of the graph."""
    graph = model.graph
    initializers: list[TensorProto] = []
    nodes: list[NodeProto] = []
    for tensor in graph.initializer:
        if tensor.data_type != TensorProto.FLOAT or not is_stored(tuple(tensor.dims)):
            initializers.append(tensor)
            continue
        name, weight = tensor.name, torch.from_numpy(numpy_helper.to_array(tensor).copy())
        if storage == "float16":
            initializers.append(numpy_helper.from_array(weight.half().numpy(), name + HALVES))
            nodes.append(helper.make_node("Cast", [name + HALVES], [name], f"{name}.restored", to=TensorProto.FLOAT))
        else:
            codes, scales = codes_and_scales(weight)
            initializers += [numpy_helper.from_array(codes.numpy(), name + CODES), numpy_helper.from_array(scales.numpy(), name + SCALES)]
            nodes.append(helper.make_node("Cast", [name + CODES], [f"{name}.float"], f"{name}.float", to=TensorProto.FLOAT))
            nodes.append(helper.make_node("Mul", [f"{name}.float", name + SCALES], [name], f"{name}.restored"))
    nodes += graph.node
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(initializers)
    onnx.checker.check_model(model, full_check=True)
    return model


def stored_weights(model: ModelProto, names: Mapping[str, object]) -> dict[str, Tensor]:
    """The float32 values of the named weights of a graph, whatever their form."""
    raw = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy()) for tensor in model.graph.initializer}
    # An exporter writes equal tensors once and gives the others another name for the same.
    same = {node.output[0]: node.input[0] for node in model.graph.node if node.op_type == "Identity"}

    def value(name: str) -> Tensor:
        if name in raw:
            return raw[name]
        if name + HALVES in raw:
            return raw[name + HALVES].float()
        if name + CODES in raw:
            return raw[name + CODES].float() * raw[name + SCALES]
        return value(same[name])

    return {name: value(name) for name in names}
