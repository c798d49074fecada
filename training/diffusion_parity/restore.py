"""Python's pipelines with the weights of the ONNX files."""
import json
from pathlib import Path
from typing import Any

import diffusers
import onnx
from diffusers import AutoencoderKL, UNet2DConditionModel
from onnx import numpy_helper
from torch import nn
import torch
from transformers import CLIPTextConfig, CLIPTextModel

from diffusion_parity.graphs import GRAPH
from diffusion_parity.tokenizer import load_tokenizer


def read_json(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def fill(model: nn.Module, *folders: Path) -> None:
    """Copies the initializers of graphs, as float32. What none of them has is an error, except for the encoder of a VAE without one."""
    found = {}
    for folder in folders:
        if (folder / GRAPH).exists():
            found |= {tensor.name: torch.tensor(numpy_helper.to_array(tensor)).float() for tensor in onnx.load(str(folder / GRAPH)).graph.initializer}
    wanted = dict(model.named_parameters())
    missing = [name for name in wanted if name not in found and not name.startswith(("encoder.", "quant_conv."))]
    if missing:
        raise ValueError(f"{folders[0]} lacks {missing}")
    model.load_state_dict({name: found[name] for name in wanted if name in found}, strict=False)
    model.eval().requires_grad_(False)


def load_components(folder: Path) -> tuple[CLIPTextModel, UNet2DConditionModel, AutoencoderKL]:
    text = CLIPTextModel(CLIPTextConfig.from_pretrained(folder / "text_encoder"))
    unet = UNet2DConditionModel.from_config(UNet2DConditionModel.load_config(folder / "unet"))
    vae = AutoencoderKL.from_config(AutoencoderKL.load_config(folder / "vae_decoder"))
    fill(text, folder / "text_encoder")
    fill(unet, folder / "unet")
    fill(vae, folder / "vae_decoder", folder / "vae_encoder")
    return text, unet, vae


def load_parts(folder: Path) -> dict[str, Any]:
    """The components of all of Stable Diffusion's pipelines."""
    text, unet, vae = load_components(folder)
    config = read_json(folder / "scheduler" / "scheduler_config.json")
    return {
        "vae": vae, "text_encoder": text, "tokenizer": load_tokenizer(folder / "tokenizer"), "unet": unet,
        "scheduler": getattr(diffusers, config["_class_name"]).from_config(config), "safety_checker": None, "feature_extractor": None,
    }
