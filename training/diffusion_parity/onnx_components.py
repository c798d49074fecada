"""ONNX Runtime in the place of PyTorch, also inside of diffusers' pipelines."""
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from diffusers.models.autoencoders.vae import DiagonalGaussianDistribution
from torch import Tensor

from diffusion_parity.graphs import GRAPH
from loupe.session import open_session

NUMPY_TYPES = {"tensor(float)": np.float32, "tensor(float16)": np.float16, "tensor(int64)": np.int64, "tensor(int32)": np.int32}


class Graph:
    """A session that takes and gives float32 tensors, whatever the graph wants."""

    def __init__(self, file: Path) -> None:
        self.session = open_session(file, 1)
        self.shapes = {value.name: value.shape for value in self.session.get_inputs()}
        self.types = {value.name: NUMPY_TYPES[value.type] for value in self.session.get_inputs()}
        self.half = np.float16 in self.types.values() or self.session.get_outputs()[0].type == "tensor(float16)"

    def __call__(self, **inputs: Tensor) -> dict[str, Tensor]:
        rows = len(next(iter(inputs.values())))
        if "timestep" in inputs:
            inputs["timestep"] = self.timestep(inputs["timestep"], rows)
        feeds = {name: inputs[name].numpy().astype(kind) for name, kind in self.types.items()}
        names = [value.name for value in self.session.get_outputs()]
        return {name: torch.from_numpy(value.astype(np.float32)) for name, value in zip(names, self.session.run(names, feeds))}

    def timestep(self, value: Tensor, rows: int) -> Tensor:
        """A scalar in the shape that is asked for."""
        shape = self.shapes["timestep"]
        return value.reshape(()) if not shape else value.reshape(1).expand(shape[0] if isinstance(shape[0], int) else rows if shape[0] == "batch_size" else 1)


def open_graphs(folder: Path) -> dict[str, Graph]:
    """The graphs of a model by the names of their folders."""
    return {file.parent.name: Graph(file) for file in sorted(folder.glob(f"*/{GRAPH}"))}


def run_on_onnx(parts: dict[str, Any], folder: Path) -> None:
    """Lets the components of a pipeline compute by the graphs of a model, in place."""
    graphs = open_graphs(folder)
    rows = next(iter(graphs["unet"].shapes.values()))[0]

    def text(input_ids: Tensor, attention_mask: None = None, output_hidden_states: bool = False) -> Any:
        one = [graphs["text_encoder"](input_ids=row[None]) for row in input_ids]
        found = {name: torch.cat([row[name] for row in one]) for name in one[0]}
        if output_hidden_states:
            return found, tuple(value for name, value in found.items() if name.startswith("hidden_states."))
        return [found["last_hidden_state"]]

    def unet(sample: Tensor, timestep: Tensor, encoder_hidden_states: Tensor, timestep_cond: Tensor | None = None, **rest: Any) -> tuple[Tensor]:
        whole = {"sample": sample, "encoder_hidden_states": encoder_hidden_states} | ({} if timestep_cond is None else {"timestep_cond": timestep_cond})
        # Missing rows of a fixed batch are filled with the last one.
        size = rows if isinstance(rows, int) else len(sample)
        made = []
        for start in range(0, len(sample), size):
            part = {name: value[start : start + size] for name, value in whole.items()}
            kept = len(part["sample"])
            full = {name: torch.cat([value, value[-1:].expand(size - kept, *value.shape[1:])]) for name, value in part.items()}
            made.append(graphs["unet"](**full, timestep=torch.as_tensor(timestep))["out_sample"][:kept])
        return (torch.cat(made),)

    def decode(latents: Tensor, return_dict: bool = True, generator: Any = None) -> tuple[Tensor]:
        return (torch.cat([graphs["vae_decoder"](latent_sample=row[None])["sample"] for row in latents]),)

    def encode(sample: Tensor) -> SimpleNamespace:
        return encoded(graphs["vae_encoder"](sample=sample))

    parts["text_encoder"].forward = text
    parts["unet"].forward = unet
    parts["vae"].decode = decode
    parts["vae"].encode = encode


def encoded(outputs: dict[str, Tensor]) -> SimpleNamespace:
    """What retrieve_latents of diffusers reads: a distribution, or the latents themselves."""
    if "latent_parameters" in outputs:
        return SimpleNamespace(latent_dist=DiagonalGaussianDistribution(outputs["latent_parameters"]))
    return SimpleNamespace(latents=outputs["latent_sample"])
