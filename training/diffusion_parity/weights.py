"""Weights of the tiny models: random, and a U-Net that has learned for a few seconds.

An untrained U-Net would blow the latents up instead of removing noise; all pictures would look alike and small differences grow.
"""
import torch
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from torch import Tensor, nn
from transformers import CLIPTextModel, CLIPTokenizer

from diffusion_parity.architectures import SIDE
from parity.corpus import LINES

STEPS, BATCH = 240, 16
CONTRAST = 0.45  # standard deviation of the decoder's pictures


@torch.no_grad()
def randomise(model: nn.Module, gain: float, embedding: float = 1.0) -> None:
    """No two parameters are alike, so that none is stored under another's name."""
    for module in model.modules():
        for name, parameter in module.named_parameters(recurse=False):
            if isinstance(module, nn.Embedding):
                parameter.normal_(std=embedding)
            elif "norm" in type(module).__name__.lower() and name == "weight":
                parameter.normal_(1, 0.1)
            elif parameter.dim() < 2:
                parameter.normal_(std=0.05)
            else:
                parameter.normal_(std=gain / parameter[0].numel() ** 0.5)


def smooth(number: int) -> Tensor:
    """Random latents whose neighbours are alike, of variance 1: [number, 4, SIDE, SIDE]."""
    coarse = torch.randn(number, 4, SIDE // 2, SIDE // 2)
    latents = nn.functional.interpolate(coarse, size=(SIDE, SIDE), mode="bicubic", align_corners=False)
    return latents / latents.std()


@torch.no_grad()
def prompts(text: CLIPTextModel, tokenizer: CLIPTokenizer) -> Tensor:
    """Word vectors of the sentences of the corpus, and of nothing at all: [sentences, tokens, WIDTH]."""
    ids = tokenizer(["", *LINES[:64]], padding="max_length", truncation=True, return_tensors="pt").input_ids
    return text(input_ids=ids).last_hidden_state


def train(unet: UNet2DConditionModel, words: Tensor, prediction_type: str) -> float:
    """Learns to remove noise from latents that hang together with the prompt. The last loss."""
    noises = DDPMScheduler(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", prediction_type=prediction_type)
    patterns = torch.randn(len(words), 4, 2, 2)  # what each sentence looks like
    patterns = nn.functional.interpolate(patterns, size=(SIDE, SIDE), mode="bilinear")
    optimizer = torch.optim.Adam(unet.parameters(), lr=4e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS)
    loss = torch.tensor(0.0)
    for _ in range(STEPS):
        chosen = torch.randint(len(words), (BATCH,))
        clean = 0.6 * smooth(BATCH) + 0.8 * patterns[chosen]
        noise, timesteps = torch.randn_like(clean), torch.randint(1000, (BATCH,))
        noisy = noises.add_noise(clean, noise, timesteps)
        wanted = noise if prediction_type == "epsilon" else noises.get_velocity(clean, noise, timesteps)
        found = unet(with_mask(unet, noisy, clean), timesteps, words[chosen], timestep_cond=guidance(unet), return_dict=False)[0]
        loss = (found - wanted).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return loss.item()


def with_mask(unet: UNet2DConditionModel, noisy: Tensor, clean: Tensor) -> Tensor:
    """The further channels of an inpainting U-Net: where to paint, and the picture elsewhere."""
    if unet.config.in_channels == noisy.shape[1]:
        return noisy
    mask = (smooth(len(noisy))[:, :1] > 0).float()
    return torch.cat([noisy, mask, clean * (1 - mask)], 1)


def guidance(unet: UNet2DConditionModel) -> Tensor | None:
    width = unet.config.time_cond_proj_dim
    return torch.randn(BATCH, width).clamp(-1, 1) if width else None


@torch.no_grad()
def scale_vae(vae: AutoencoderKL) -> None:
    """Latents of variance 1 after scaling, drawn with a visible spread, and pictures with contrast."""
    factor = vae.config.scaling_factor
    picture = vae.decoder(vae.post_quant_conv(smooth(16) / factor))
    vae.decoder.conv_out.weight.mul_(CONTRAST / picture.std())
    vae.decoder.conv_out.bias.zero_().sub_(vae.decode(smooth(16) / factor).sample.mean((0, 2, 3)))
    pictures = nn.functional.interpolate(smooth(16)[:, :3], scale_factor=8, mode="bilinear").mul(CONTRAST).clamp(-1, 1)
    moments = vae.encode(pictures).latent_dist.parameters
    spread = moments.std((0, 2, 3))
    # Means of the spread that the U-Net knows, and about 0 for the logarithm of the variance.
    wanted = torch.cat([torch.full((4,), 0.9 / factor), torch.full((4,), 0.5)])
    vae.quant_conv.weight.mul_((wanted / spread)[:, None, None, None])
    vae.quant_conv.bias.zero_().sub_(vae.encode(pictures).latent_dist.parameters.mean((0, 2, 3)))


def make_weights(text: CLIPTextModel, unet: UNet2DConditionModel, vae: AutoencoderKL, tokenizer: CLIPTokenizer, prediction_type: str) -> float:
    """Fills all three. The caller seeds torch. Returns the U-Net's loss."""
    randomise(text, 1.0)
    randomise(unet, 0.7)
    randomise(vae, 1.0)
    loss = train(unet.train(), prompts(text, tokenizer), prediction_type)
    scale_vae(vae)
    for model in (text, unet, vae):
        model.eval().requires_grad_(False)
    return loss
