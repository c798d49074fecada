"""Trains the autoencoder: pictures to latents of 4 channels at an eighth of the size, and back.

    python -m loupe.scenes.autoencoder [--steps 6400]              encoder and decoder
    python -m loupe.scenes.autoencoder --decoder-only --steps …    the decoder further; latents stay what they are

No layer looks at a whole picture, so it learns from crops. Crops begin at multiples of 8, where the blocks of the pixel
art begin too. Noise on the latents in training makes neighbouring latents decode to neighbouring pictures.
"""
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderTiny
from diffusers.models.unets.unet_2d_blocks import AutoencoderTinyBlock
from torch import Tensor, nn

from loupe.paths import RUNS, argument_parser
from loupe.scenes.averages import Averages
from loupe.scenes.data import PICTURES, UNSEEN, scenes_of
from loupe.scenes.drawing import SIZE, draw
from loupe.scenes.muon import build_optimisers, set_rate
from loupe.scenes.team import Team, run_team

FOLDER = "autoencoder"
CHECKPOINT = "autoencoder.pt"
CROP, BATCH, FACTOR = 64, 8, 8
NOISE = 0.08
WIDTH = 48
PEAK_RATE, LAST_RATE, WARM_UP = 3e-3, 1e-5, 100
UNSEEN_PICTURES = 500


def build() -> AutoencoderTiny:
    """The architecture, with fresh weights."""
    model = AutoencoderTiny(
        encoder_block_out_channels=(WIDTH,) * 4, decoder_block_out_channels=(WIDTH,) * 4,
        num_encoder_blocks=(0, 1, 2, 4), num_decoder_blocks=(6, 3, 1, 0), scaling_factor=1.0,
    )
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="linear")
        if isinstance(module, AutoencoderTinyBlock):
            nn.init.kaiming_normal_(module.conv[0].weight, nonlinearity="relu")
            nn.init.kaiming_normal_(module.conv[2].weight, nonlinearity="relu")
            module.conv[4].weight.data *= 0.2  # a block begins as little more than its skip connection
    model.decoder.layers[-1].weight.data *= 0.2
    return model


def as_input(pictures: np.ndarray) -> Tensor:
    """Pictures [number, height, width, 3] as [number, 3, height, width] from -1 to 1."""
    return (torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 127.5 - 1).contiguous(memory_format=torch.channels_last)


def as_pictures(values: Tensor) -> np.ndarray:
    """The way back, rounded to uint8."""
    return ((values.clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1).numpy()


def crops(pictures: np.ndarray, step: int) -> Tensor:
    """A batch that depends on the number of the step alone."""
    rng = np.random.default_rng(step)
    batch = np.empty((BATCH, CROP, CROP, 3), np.uint8)
    for row in batch:
        number, (down, across) = rng.integers(len(pictures)), rng.integers((SIZE - CROP) // FACTOR + 1, size=2) * FACTOR
        row[:] = pictures[number, down : down + CROP, across : across + CROP]
    values = as_input(batch)
    return values.flip(3) if rng.random() < 0.5 else values


def loss_of(restored: Tensor, values: Tensor) -> tuple[Tensor, float]:
    """Absolute and squared error, and the error of the differences between neighbours, which keeps edges sharp."""
    error = restored - values
    squared = error.square().mean()
    edges = (error[..., 1:] - error[..., :-1]).abs().mean() + (error[..., 1:, :] - error[..., :-1, :]).abs().mean()
    return error.abs().mean() + 0.3 * edges + 5 * squared, squared.item()


@torch.no_grad()
def unseen_psnr(model: AutoencoderTiny, pictures: np.ndarray) -> tuple[float, float]:
    """Mean over the pictures of the decibels after rounding to bytes, and the spread of the latents."""
    decibels, latents = [], []
    for part in np.array_split(pictures, max(1, len(pictures) // 50)):
        latents.append(model.encode(as_input(part)).latents)
        restored = as_pictures(model.decode(latents[-1]).sample)
        error = np.square((restored.astype(np.float32) - part) / 255).mean((1, 2, 3))
        decibels += (-10 * np.log10(error)).tolist()
    return float(np.mean(decibels)), torch.cat(latents).std().item()


def train(model: AutoencoderTiny, pictures: np.ndarray, run: Path, steps: int, decoder_only: bool, team: Team) -> None:
    """Steps of Muon and Adam with a cosine, kept in the checkpoint every minute; the model ends as the average of its weights."""
    trained = list(model.decoder.parameters() if decoder_only else model.parameters())
    ends = [model.encoder.layers[0].weight, model.decoder.layers[-1].weight]
    optimisers = build_optimisers(trained, ends, PEAK_RATE, team=team)
    averages = Averages(trained, 0.998)
    file = run / (f"decoder-{CHECKPOINT}" if decoder_only else CHECKPOINT)
    first, peak = 0, PEAK_RATE * (0.6 if decoder_only else 1)
    if file.exists():
        state = torch.load(file)
        first = state["step"]
        model.load_state_dict(state["model"])
        for optimiser, kept in zip(optimisers, state["optimisers"]):
            optimiser.load_state_dict(kept)
        averages.load(state["averages"])
    began = saved = time.time()
    errors: list[float] = []

    def save(step: int) -> None:
        state = {
            "step": step, "model": model.state_dict(), "averages": averages.values,
            "optimisers": [optimiser.state_dict() for optimiser in optimisers],
        }
        torch.save(state, file.with_suffix(".new"))
        file.with_suffix(".new").replace(file)

    for step in range(first, steps):
        rate = min(1, (step + 1) / WARM_UP) * (LAST_RATE + (peak - LAST_RATE) * (0.5 + 0.5 * math.cos(math.pi * step / steps)))
        set_rate(optimisers, rate)
        values = crops(pictures, step * team.size + team.rank + (10_000_000 if decoder_only else 0))
        with torch.autocast("cpu", torch.bfloat16), torch.set_grad_enabled(not decoder_only):
            latents = model.encoder(values).float()
        noisy = latents.detach() if decoder_only else latents
        with torch.autocast("cpu", torch.bfloat16):
            restored = model.decoder(noisy + NOISE * torch.randn_like(noisy)).float()
        loss, squared = loss_of(restored, values)
        if not decoder_only:
            middle, spread = latents.mean((0, 2, 3)), latents.std((0, 2, 3))
            loss = loss + 0.01 * (middle.square().mean() + (spread - 1).square().mean())
        for optimiser in optimisers:
            optimiser.zero_grad()
        loss.backward()
        team.average_gradients(trained)
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        for optimiser in optimisers:
            optimiser.step()
        averages.update(step)
        errors.append(squared)
        if step % 100 == 99 and team.first:
            speed = (step + 1 - first) * BATCH * team.size / (time.time() - began)
            print(f"step {step + 1}: {10 * math.log10(4 / np.mean(errors)):.2f} dB in training, {speed:.0f} crops/s, spread {latents.std().item():.2f}", flush=True)
            errors.clear()
        if time.time() - saved > 60 and team.first:
            saved = time.time()
            save(step + 1)
    if team.first:
        save(steps)
    averages.copy_to_model()


def work(team: Team, run: Path, steps: int, decoder_only: bool) -> None:
    """One process of the training."""
    pictures = np.load(run / PICTURES, mmap_mode="r")
    model = AutoencoderTiny.from_pretrained(run / FOLDER, low_cpu_mem_usage=False) if decoder_only else build()
    model.to(memory_format=torch.channels_last)
    team.share(list(model.parameters()))
    torch.manual_seed(team.rank)
    train(model, pictures, run, steps, decoder_only, team)
    if not team.first:
        return
    psnr, spread = unseen_psnr(model, np.stack([draw(scene) for scene in scenes_of(UNSEEN, UNSEEN_PICTURES)]))
    if not decoder_only:
        model.register_to_config(scaling_factor=round(1 / spread, 4))
    model.save_pretrained(run / FOLDER)
    print(json.dumps({"psnr_unseen": psnr, "spread_of_latents": spread, "scaling_factor": model.config.scaling_factor}), flush=True)


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "scenes", help="folder of the run")
    parser.add_argument("--steps", type=int, default=6400)
    parser.add_argument("--processes", type=int, default=1, help="of one thread each, on as many cores")
    parser.add_argument("--decoder-only", action="store_true", help="go on with the decoder of a trained autoencoder")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    run_team(options.processes, work, options.run, options.steps, options.decoder_only)


if __name__ == "__main__":
    main()
