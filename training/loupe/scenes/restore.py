"""Rebuilds Python's StableDiffusionPipeline from the shipped files alone.

    from loupe.scenes.restore import load_pipeline
    load_pipeline()('a red house on the left in the snow at night', height=128, width=128, num_inference_steps=20).images[0].save('house.png')
"""
from pathlib import Path

import onnx
from diffusers import AutoencoderTiny, DDIMScheduler, StableDiffusionImg2ImgPipeline, StableDiffusionPipeline, UNet2DConditionModel
from torch import nn
from transformers import CLIPTextConfig, CLIPTextModel

from loupe.paths import MODELS
from loupe.scenes.export import GRAPH
from loupe.scenes.storage import stored_weights
from loupe.scenes.tokenizer import load_tokenizer


def fill(model: nn.Module, file: Path) -> None:
    """Copies the weights of a graph into a model of the class it came from."""
    wanted = dict(model.named_parameters())
    found = stored_weights(onnx.load(str(file)), wanted)
    missing, unexpected = model.load_state_dict(found, strict=False)
    if unexpected or set(missing) & set(wanted):
        raise ValueError(f"{file} does not fit: {missing} {unexpected}")
    model.eval()


def load_components(folder: Path = MODELS / "scenes") -> tuple[CLIPTextModel, UNet2DConditionModel, AutoencoderTiny]:
    """Text encoder, U-Net and autoencoder with the shipped weights."""
    text = CLIPTextModel(CLIPTextConfig.from_pretrained(folder / "text_encoder"))
    unet = UNet2DConditionModel.from_config(UNet2DConditionModel.load_config(folder / "unet"))
    autoencoder = AutoencoderTiny.from_config(AutoencoderTiny.load_config(folder / "vae"))
    fill(text, folder / "text_encoder" / GRAPH)
    fill(unet, folder / "unet" / GRAPH)
    fill(autoencoder.encoder, folder / "vae_encoder" / GRAPH)
    fill(autoencoder.decoder, folder / "vae_decoder" / GRAPH)
    return text, unet, autoencoder.eval()


def load_pipeline(folder: Path = MODELS / "scenes") -> StableDiffusionPipeline:
    """Text to picture."""
    text, unet, autoencoder = load_components(folder)
    return StableDiffusionPipeline(
        vae=autoencoder, text_encoder=text, tokenizer=load_tokenizer(folder / "tokenizer"), unet=unet,
        scheduler=DDIMScheduler.from_pretrained(folder / "scheduler"), safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    )


def load_image_pipeline(folder: Path = MODELS / "scenes") -> StableDiffusionImg2ImgPipeline:
    """Picture and text to picture."""
    return StableDiffusionImg2ImgPipeline(**load_pipeline(folder).components, requires_safety_checker=False)
