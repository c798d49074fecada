"""Compares the exported graphs with PyTorch."""
from pathlib import Path

import numpy as np
import torch
from diffusers.models.autoencoders.vae import DiagonalGaussianDistribution
from torch import Tensor

from diffusion_parity.onnx_components import Graph, open_graphs
from diffusion_parity.restore import load_components
from diffusion_parity.tokenizer import LENGTH

TOLERANCE = 3e-5
HALF_TOLERANCE = 2e-2


def difference(name: str, expected: Tensor, actual: Tensor, tolerance: float) -> float:
    """The largest difference, of the largest value if that is above 1."""
    found = float((expected - actual).abs().max()) / max(1.0, float(expected.abs().max()))
    if not found < tolerance:
        raise ValueError(f"{name} differs by {found:.1e}")
    return found


def rows_of(graph: Graph) -> list[int]:
    """Batches to try: the one that is fixed, or two others than the export's."""
    size = next(iter(graph.shapes.values()))[0]
    return [size] if isinstance(size, int) else [1, 3]


@torch.no_grad()
def check_graphs(folder: Path) -> str:
    """Runs all graphs of a model at several sizes. What was largest, in words; raises where one is too far off."""
    graphs, (text, unet, vae) = open_graphs(folder), load_components(folder)
    generator = torch.Generator().manual_seed(0)
    largest: dict[str, float] = {}

    def compare(part: str, output: str, expected: Tensor, actual: Tensor) -> None:
        tolerance = HALF_TOLERANCE if graphs[part].half else TOLERANCE
        largest[part] = max(largest.get(part, 0), difference(f"{folder.name}/{part} {output}", expected, actual, tolerance))

    for rows in rows_of(graphs["text_encoder"]):
        ids = torch.randint(text.config.vocab_size, (rows, LENGTH), generator=generator)
        expected = text(input_ids=ids, output_hidden_states=True)
        for name, actual in graphs["text_encoder"](input_ids=ids).items():
            kind, _, layer = name.partition(".")
            compare("text_encoder", name, expected[kind][int(layer)] if layer else expected[kind], actual)
    for rows in rows_of(graphs["unet"]):
        for height, width in ((8, 8), (4, 16), (12, 8)):
            sample = torch.randn(rows, unet.config.in_channels, height, width, generator=generator)
            words = torch.randn(rows, LENGTH, unet.config.cross_attention_dim, generator=generator)
            extra = {"timestep_cond": torch.randn(rows, unet.config.time_cond_proj_dim, generator=generator)} if unet.config.time_cond_proj_dim else {}
            for timestep in (1, 601, 999):
                actual = graphs["unet"](sample=sample, timestep=torch.tensor(timestep), encoder_hidden_states=words, **extra)["out_sample"]
                compare("unet", "out_sample", unet(sample, timestep, words, return_dict=False, **extra)[0], actual)
    for rows in rows_of(graphs["vae_decoder"]):
        for height, width in ((8, 8), (3, 5)):
            latents = 5 * torch.randn(rows, 4, height, width, generator=generator)
            compare("vae_decoder", "sample", vae.decode(latents).sample, graphs["vae_decoder"](latent_sample=latents)["sample"])
            if "vae_encoder" in graphs:
                pictures = torch.rand(rows, 3, 8 * height, 8 * width, generator=generator) * 2 - 1
                [(name, actual)] = graphs["vae_encoder"](sample=pictures).items()
                distribution = vae.encode(pictures).latent_dist
                if name == "latent_parameters":
                    compare("vae_encoder", name, distribution.parameters, actual)
                else:
                    check_drawn(distribution, actual)
    return "largest differences from PyTorch: " + ", ".join(f"{part} {value:.0e}" for part, value in largest.items())


def check_drawn(distribution: DiagonalGaussianDistribution, drawn: Tensor) -> None:
    """What a graph draws itself can only be compared in distribution."""
    normal = ((drawn - distribution.mean) / distribution.std).numpy()
    if not (abs(normal.mean()) < 5 / np.sqrt(normal.size) and abs(normal.std() - 1) < 5 / np.sqrt(normal.size)):
        raise ValueError(f"vae_encoder draws with mean {normal.mean():.2f} and deviation {normal.std():.2f}")
