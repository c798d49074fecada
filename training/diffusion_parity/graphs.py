"""ONNX graphs of the components, with the inputs and outputs that Optimum and diffusers' own script export."""
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnx
import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from torch import Tensor, nn
from transformers import CLIPTextModel

from diffusion_parity.architectures import SIDE, WIDTH, Inputs, TinyModel
from diffusion_parity.tokenizer import LENGTH
from parity.merge import shorten_names

OPSET = 17
GRAPH = "model.onnx"
TYPES = {"int32": torch.int32, "int64": torch.int64, "float32": torch.float32}


class Call(nn.Module):
    """A function of a model's inputs, as a module that can be exported. Names of weights begin with 'model.'."""

    def __init__(self, model: nn.Module, call: Callable[..., Any]) -> None:
        super().__init__()
        self.model, self.call = model, call

    def forward(self, *inputs: Tensor) -> Any:
        return self.call(*inputs)


@torch.no_grad()
def export(model: nn.Module, call: Callable[..., Any], inputs: dict[str, Tensor], outputs: list[str], axes: dict[str, dict[int, str]]) -> onnx.ModelProto:
    """The graph of a call; `inputs` are examples by name, `axes` the names of the free dimensions. Initializers have the names that the
    weights have in PyTorch."""
    file = io.BytesIO()
    torch.onnx.export(
        Call(model, call).eval(), tuple(inputs.values()), file, dynamo=False, opset_version=OPSET, do_constant_folding=False,
        input_names=list(inputs), output_names=outputs, dynamic_axes={name: axis for name, axis in axes.items() if axis},
    )
    graph = onnx.load_from_string(file.getvalue())
    for tensor in graph.graph.initializer:
        tensor.name = tensor.name.removeprefix("model.")
    for node in graph.graph.node:
        node.input[:] = [name.removeprefix("model.") for name in node.input]
    return shorten_names(graph)


def batch(fixed: int | None) -> tuple[int, dict[int, str]]:
    """How many rows the examples have, and the batch's name if it is free."""
    return (2, {0: "batch_size"}) if fixed is None else (fixed, {})


def text_encoder_graph(tiny: TinyModel, model: CLIPTextModel) -> onnx.ModelProto:
    given = tiny.inputs
    rows, free = batch(given.text_batch)
    ids = torch.arange(rows * LENGTH).reshape(rows, LENGTH).to(TYPES[given.ids])
    outputs = ["last_hidden_state", "pooler_output"]
    if given.hidden_states:
        outputs += [f"hidden_states.{layer}" for layer in range(tiny.text_layers + 1)]

    def call(input_ids: Tensor) -> tuple[Tensor, ...]:
        result = model(input_ids=input_ids, output_hidden_states=given.hidden_states)
        return result.last_hidden_state, result.pooler_output, *(result.hidden_states or ())

    axes = {name: {**free, 1: "sequence_length"} for name in ("input_ids", *outputs)} | {"pooler_output": free}
    return export(model, call, {"input_ids": ids}, outputs, axes)


def example_timestep(given: Inputs) -> Tensor:
    sizes = [size if isinstance(size, int) else 2 if size == "batch_size" else 1 for size in given.timestep_shape]
    return torch.full(sizes, 500, dtype=TYPES[given.timestep])


def unet_graph(tiny: TinyModel, model: UNet2DConditionModel) -> onnx.ModelProto:
    given = tiny.inputs
    rows, free = batch(given.unet_batch)
    inputs = {
        "sample": torch.randn(rows, model.config.in_channels, SIDE, SIDE), "timestep": example_timestep(given),
        "encoder_hidden_states": torch.randn(rows, LENGTH, WIDTH),
    }
    axes = {
        "sample": {**free, 2: "height", 3: "width"}, "out_sample": {**free, 2: "height", 3: "width"},
        "timestep": {place: size for place, size in enumerate(given.timestep_shape) if isinstance(size, str)},
        "encoder_hidden_states": {**free, 1: "sequence_length"},
    }
    if model.config.time_cond_proj_dim:
        inputs["timestep_cond"] = torch.randn(rows, model.config.time_cond_proj_dim)
        axes["timestep_cond"] = free

    def call(sample: Tensor, timestep: Tensor, words: Tensor, timestep_cond: Tensor | None = None) -> Tensor:
        return model(sample, timestep, words, timestep_cond=timestep_cond, return_dict=False)[0]

    return export(model, call, cast(inputs, given), ["out_sample"], axes)


def vae_decoder_graph(tiny: TinyModel, model: AutoencoderKL) -> onnx.ModelProto:
    rows, free = batch(tiny.inputs.decoder_batch)
    axes = {"latent_sample": {**free, 2: "latent_height", 3: "latent_width"}, "sample": {**free, 2: "height", 3: "width"}}
    latents = cast({"latent_sample": torch.randn(rows, 4, SIDE, SIDE)}, tiny.inputs)
    return export(model, lambda latents: model.decode(latents).sample, latents, ["sample"], axes)


def vae_encoder_graph(tiny: TinyModel, model: AutoencoderKL) -> onnx.ModelProto:
    output = tiny.inputs.encoder
    assert output is not None

    def call(sample: Tensor) -> Tensor:
        distribution = model.encode(sample).latent_dist
        return distribution.parameters if output == "latent_parameters" else distribution.sample()

    axes = {"sample": {0: "batch_size", 2: "height", 3: "width"}, output: {0: "batch_size", 2: "latent_height", 3: "latent_width"}}
    return export(model, call, cast({"sample": torch.rand(2, 3, 8 * SIDE, 8 * SIDE)}, tiny.inputs), [output], axes)


def cast(inputs: dict[str, Tensor], given: Inputs) -> dict[str, Tensor]:
    return {name: value.half() if given.half and value.dtype == torch.float32 and name != "timestep" else value for name, value in inputs.items()}


def save(graph: onnx.ModelProto, folder: Path, external: bool = False) -> None:
    """model.onnx, and its weights in model.onnx_data if they are to be outside."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx.checker.check_model(graph)
    options = {"save_as_external_data": True, "all_tensors_to_one_file": True, "location": f"{GRAPH}_data", "size_threshold": 256} if external else {}
    onnx.save_model(graph, str(folder / GRAPH), **options)


def write_json(file: Path, content: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
