"""The tiny models: shaped like those of the Hub, a thousandth of their size."""
from dataclasses import dataclass, field
from typing import Any

from diffusers import AutoencoderKL, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from diffusion_parity.tokenizer import LENGTH
from loupe.scenes.attention import ExplicitAttention
from loupe.scenes.tokenizer import END

WIDTH = 24  # of the text encoder
SIDE = 8  # of the latents
GUIDANCE_WIDTH = 32  # of lcm's timestep_cond

BETAS = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "num_train_timesteps": 1000, "trained_betas": None}
# What the scheduler_config.json of the models on the Hub say, and no more: what is absent has the default of the class.
PNDM = {"_class_name": "PNDMScheduler", "_diffusers_version": "0.6.0", **BETAS, "set_alpha_to_one": False, "skip_prk_steps": True, "steps_offset": 1, "clip_sample": False}
DDIM_V = {**PNDM, "_class_name": "DDIMScheduler", "_diffusers_version": "0.8.0", "prediction_type": "v_prediction"}
EULER_A_TRAILING = {
    **PNDM, "_class_name": "EulerAncestralDiscreteScheduler", "_diffusers_version": "0.24.0.dev0", "interpolation_type": "linear",
    "prediction_type": "epsilon", "sample_max_value": 1.0, "timestep_spacing": "trailing", "use_karras_sigmas": False,
}
LCM = {
    "_class_name": "LCMScheduler", "_diffusers_version": "0.22.0.dev0", **BETAS, "clip_sample": False, "clip_sample_range": 1.0,
    "dynamic_thresholding_ratio": 0.995, "original_inference_steps": 50, "prediction_type": "epsilon", "rescale_betas_zero_snr": False,
    "sample_max_value": 1.0, "set_alpha_to_one": True, "steps_offset": 1, "thresholding": False, "timestep_scaling": 10.0, "timestep_spacing": "leading",
}


@dataclass(frozen=True)
class Inputs:
    """How the graphs take what they are given."""

    timestep: str = "int64"
    # Sizes and names of the dimensions of timestep; () is a scalar.
    timestep_shape: tuple[int | str, ...] = ()
    ids: str = "int64"
    half: bool = False
    # Numbers where a batch is fixed.
    unet_batch: int | None = None
    text_batch: int | None = None
    decoder_batch: int | None = None
    # What vae_encoder gives: the distribution, something drawn from it, or there is no such graph.
    encoder: str | None = "latent_parameters"
    hidden_states: bool = False
    external_data: bool = False


@dataclass(frozen=True)
class TinyModel:
    """A model of `parity/diffusion/models`."""

    name: str
    scheduler: dict[str, Any]
    inputs: Inputs
    pipeline: str = "StableDiffusionPipeline"
    padding: str = END
    text_layers: int = 2
    text: dict[str, Any] = field(default_factory=dict)
    unet: dict[str, Any] = field(default_factory=dict)


MODELS = [
    TinyModel("sd15", PNDM, Inputs(hidden_states=True), text_layers=3, text={"hidden_act": "quick_gelu"}),
    TinyModel(
        "sd2-v", DDIM_V, Inputs(timestep="float32", timestep_shape=(1,), ids="int32", encoder="latent_sample"), padding="!", text={"hidden_act": "gelu"},
        unet={"attention_head_dim": [1, 2, 4], "use_linear_projection": True},
    ),
    TinyModel("turbo", EULER_A_TRAILING, Inputs(timestep_shape=("steps",), ids="int32", half=True), padding="!", text={"hidden_act": "gelu"}),
    TinyModel(
        "lcm", LCM, Inputs(timestep="float32"), "LatentConsistencyModelPipeline", text={"hidden_act": "quick_gelu"}, unet={"time_cond_proj_dim": GUIDANCE_WIDTH},
    ),
    TinyModel(
        "batch2", PNDM, Inputs(timestep_shape=(2,), unet_batch=2, text_batch=1, decoder_batch=1, encoder=None, external_data=True),
        text={"hidden_act": "quick_gelu"},
    ),
    TinyModel(
        "inpaint9", PNDM, Inputs(timestep="float32", timestep_shape=("batch_size",)), "StableDiffusionInpaintPipeline", text={"hidden_act": "quick_gelu"},
        unet={"in_channels": 9},
    ),
]


def build_text_encoder(tiny: TinyModel, tokenizer: CLIPTokenizer) -> CLIPTextModel:
    return CLIPTextModel(CLIPTextConfig(
        vocab_size=tokenizer.vocab_size, hidden_size=WIDTH, intermediate_size=2 * WIDTH, num_hidden_layers=tiny.text_layers, num_attention_heads=4,
        max_position_embeddings=LENGTH, projection_dim=WIDTH, bos_token_id=tokenizer.bos_token_id, eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id, attn_implementation="eager", **tiny.text,
    ))


def build_unet(tiny: TinyModel) -> UNet2DConditionModel:
    """Two levels with cross-attention and one without."""
    options: dict[str, Any] = {
        "sample_size": SIDE, "in_channels": 4, "out_channels": 4, "block_out_channels": (8, 8, 16), "layers_per_block": 1,
        "down_block_types": ("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
        "cross_attention_dim": WIDTH, "attention_head_dim": 4, "norm_num_groups": 2,
    }
    unet = UNet2DConditionModel(**(options | tiny.unet))
    unet.set_attn_processor(ExplicitAttention())
    return unet


def build_vae() -> AutoencoderKL:
    """Four levels: a picture is eight times as wide as its latents."""
    vae = AutoencoderKL(
        sample_size=8 * SIDE, block_out_channels=(4, 4, 8, 8), down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=1, latent_channels=4, norm_num_groups=1,
    )
    vae.set_attn_processor(AttnProcessor())
    return vae
