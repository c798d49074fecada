"""Goldens of the parts of the diffusion loop: pictures as VaeImageProcessor resizes them, masks, guidance, latents drawn.

    python goldens/diffusion_parts.py
"""
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers.image_processor import VaeImageProcessor
from diffusers.models.autoencoders.vae import DiagonalGaussianDistribution
from diffusers.pipelines.stable_diffusion.pipeline_stable_diffusion import StableDiffusionPipeline, rescale_noise_cfg
from PIL import Image
from torch import Tensor

WORKERS = Path(__file__).parents[2] / "workers" / "diffusion"


def write(file: str, content: dict[str, Any]) -> None:
    (WORKERS / file).parent.mkdir(parents=True, exist_ok=True)
    (WORKERS / file).write_text(json.dumps(content) + "\n")


def numbers(values: Tensor) -> list[float]:
    return [round(value, 7) for value in values.flatten().tolist()]


def picture() -> Image.Image:
    """Slopes, a curve and noise: edges and smooth parts."""
    y, x = np.mgrid[0:15, 0:21]
    pixels = np.stack([(x * 8) % 256, (y * 11 + x * 3) % 256, ((x - 10) ** 2 + (y - 7) ** 2) % 256], -1).astype(np.uint8)
    pixels[5:9, 10:18] = np.random.default_rng(0).integers(0, 256, (4, 8, 3))
    return Image.fromarray(pixels)


def images() -> dict[str, Any]:
    image = picture()
    processor = VaeImageProcessor(vae_scale_factor=1)
    sizes = [(8, 8), (24, 8), (6, 20), (30, 30)]
    resized = [
        {"mode": mode, "width": width, "height": height, "data": np.array(processor.resize(image, height=height, width=width, resize_mode=mode)).flatten().tolist()}
        for mode in ("default", "crop", "fill") for width, height in sizes
    ]
    masks = VaeImageProcessor(vae_scale_factor=8, do_normalize=False, do_binarize=True, do_convert_grayscale=True)
    mask = masks.preprocess(image, height=16, width=24)
    small = torch.nn.functional.interpolate(mask, size=(3, 5))
    return {
        "picture": {"width": 21, "height": 15, "data": np.array(image).flatten().tolist()},
        "resized": resized,
        "mask": {"width": 24, "height": 16, "data": mask.flatten().int().tolist()},
        "nearest": {"width": 5, "height": 3, "data": small.flatten().int().tolist()},
    }


def guidance() -> dict[str, Any]:
    without, prompted = torch.randn(2, 4, 2, 2), torch.randn(2, 4, 2, 2)
    guided = without + 7.5 * (prompted - without)
    embedding = StableDiffusionPipeline.get_guidance_scale_embedding
    return {
        "unconditional": numbers(without), "conditional": numbers(prompted), "guided": numbers(guided),
        "rescaled": numbers(rescale_noise_cfg(guided, prompted, 0.7)),
        "embeddings": {str(scale): numbers(embedding(None, torch.tensor([scale - 1.0]), embedding_dim=16)) for scale in (1.5, 8.5)},
    }


def distribution() -> dict[str, Any]:
    parameters = torch.randn(1, 8, 2, 3) * 3
    parameters[0, 4], parameters[0, 5] = 40, -40  # beyond what the variance is cut at
    sample = DiagonalGaussianDistribution(parameters).sample(torch.Generator().manual_seed(3))
    return {"parameters": numbers(parameters), "seed": 3, "shape": list(sample.shape), "sample": sample.flatten().tolist()}


if __name__ == "__main__":
    torch.manual_seed(0)
    write("image/goldens/images.json", images())
    write("guidance/goldens/guidance.json", guidance())
    write("vae/goldens/distribution.json", distribution())
