"""Trains the U-Net together with the text encoder.

    python -m loupe.scenes.diffusion [--steps 4400 | --minutes 60] [--weights flat1=1,sketch2=2,…]

The prediction is v, every noise level counts alike. In the first fifth come flat pictures alone, then all. The run goes on from its
checkpoint, with the learning rate of the length that is asked for; the data of a step depend on its number alone.
With --processes 2 a step is two batches, one of each process.
"""
import json
import math
import time
from dataclasses import dataclass, field
from pathlib import Path

import torch
from diffusers import UNet2DConditionModel
from torch import Tensor, nn
from torch.nn import functional
from transformers import CLIPTextModel

from loupe.paths import RUNS, argument_parser
from loupe.scenes.averages import Averages
from loupe.scenes.captions import FACTS
from loupe.scenes.latents import TOKENIZER, TrainingData, load_training_data
from loupe.scenes.models import build_scheduler, build_text_encoder, build_unet
from loupe.scenes.muon import build_optimisers, set_rate
from loupe.scenes.team import Team, run_team
from loupe.scenes.tokenizer import load_tokenizer

CHECKPOINT = "diffusion.pt"
BATCH, PEAK_RATE, LAST_RATE, WARM_UP, WEIGHT_DECAY, AVERAGING = 24, 1.2e-3, 1e-5, 150, 0.01, 0.998
TEXT_BATCH, TEXT_STEPS, TEXT_RATE = 96, 500, 1e-3
EMPTY_CAPTIONS = 0.1
FLAT_SHARE = 0.2  # of the training sees flat pictures alone
SAVE_EVERY = 180  # seconds
Sort = tuple[str, int]


def warm_up_text(model: CLIPTextModel, data: TrainingData) -> None:
    """The text encoder learns to name what a caption says from its last word's state."""
    sizes = [len(values) for values in FACTS.values()]
    heads = nn.Linear(model.config.hidden_size, sum(sizes))
    optimiser = torch.optim.AdamW([*model.parameters(), *heads.parameters()], TEXT_RATE, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, TEXT_RATE, TEXT_STEPS, pct_start=0.06)
    losses: list[float] = []
    for step in range(TEXT_STEPS):
        chosen, wording = torch.randint(len(data.ids), (TEXT_BATCH,)), torch.randint(data.ids.shape[1], (TEXT_BATCH,))
        facts = data.facts[chosen, wording]
        answers = heads(model(data.ids[chosen, wording]).pooler_output).split(sizes, 1)
        parts = [functional.cross_entropy(answer, facts[:, k], ignore_index=-1) for k, answer in enumerate(answers) if (facts[:, k] >= 0).any()]
        loss = torch.stack(parts).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        losses.append(loss.item())
        if step % 100 == 99:
            print(f"text step {step + 1}: loss {sum(losses) / len(losses):.3f}", flush=True)
            losses.clear()


class Run:
    """Models, optimiser and averages, with a checkpoint."""

    def __init__(self, run: Path, team: Team = Team()) -> None:
        self.file = run / CHECKPOINT
        self.text = build_text_encoder(load_tokenizer(run / TOKENIZER))
        self.unet = build_unet().to(memory_format=torch.channels_last)
        parameters = [*self.unet.parameters(), *self.text.parameters()]
        tables = self.text.text_model.embeddings
        ends = [tables.token_embedding.weight, tables.position_embedding.weight, self.unet.conv_in.weight, self.unet.conv_out.weight]
        self.parameters = parameters
        self.optimisers = build_optimisers(parameters, ends, PEAK_RATE, WEIGHT_DECAY, team)
        self.averages = Averages(parameters, AVERAGING)
        self.step, self.seconds, self.pictures, self.share_done = 0, 0.0, 0, 0.0

    def load(self) -> bool:
        if not self.file.exists():
            return False
        state = torch.load(self.file)
        self.text.load_state_dict(state["text"])
        self.unet.load_state_dict(state["unet"])
        for optimiser, kept in zip(self.optimisers, state["optimisers"]):
            optimiser.load_state_dict(kept)
        self.averages.load(state["averages"])
        self.step, self.seconds, self.pictures, self.share_done = (state[key] for key in ("step", "seconds", "pictures", "share_done"))
        return True

    def save(self) -> None:
        unfinished = self.file.with_suffix(".new")
        torch.save({
            "text": self.text.state_dict(), "unet": self.unet.state_dict(),
            "optimisers": [optimiser.state_dict() for optimiser in self.optimisers], "averages": self.averages.values, "step": self.step, "seconds": self.seconds, "pictures": self.pictures, "share_done": self.share_done,
        }, unfinished)
        unfinished.replace(self.file)


def load_averaged(run: Path) -> tuple[CLIPTextModel, UNet2DConditionModel, int]:
    """The text encoder and the U-Net with their averaged weights, and the step."""
    trained = Run(run)
    if not trained.load():
        raise FileNotFoundError(f"no checkpoint {trained.file}: train first")
    trained.averages.copy_to_model()
    return trained.text.eval(), trained.unet.eval(), trained.step


@dataclass
class Length:
    """How long to train: so many steps in all, or from where the run is for so many minutes."""

    steps: int
    minutes: float | None
    share_before: float = 0.0
    began: float = field(default_factory=time.time)

    def share_done(self, step: int) -> float:
        if self.minutes is None:
            return step / self.steps
        return self.share_before + (1 - self.share_before) * min(1, (time.time() - self.began) / (60 * self.minutes))


class Batches:
    """Draws latents and captions."""

    def __init__(self, data: TrainingData, weights: dict[Sort, float]) -> None:
        self.data, self.sorts = data, list(data.sorts)
        self.weights = torch.tensor([weights.get(sort, 1.0) for sort in self.sorts])

    def draw(self, seed: int, share_done: float, size: int) -> tuple[Tensor, Tensor]:
        """Latents [size, 4, 16, 16] and ids [size, 32]."""
        random = torch.Generator().manual_seed(seed)
        weights = self.weights * torch.tensor([1.0 if style == "flat" or share_done >= FLAT_SHARE else 0.0 for style, _ in self.sorts])
        pools = [self.data.sorts[self.sorts[k]] for k in torch.multinomial(weights, size, replacement=True, generator=random)]
        numbers = torch.stack([pool[torch.randint(len(pool), (), generator=random)] for pool in pools])
        ids = self.data.ids[numbers, torch.randint(self.data.ids.shape[1], (size,), generator=random)]
        ids[torch.rand(size, generator=random) < EMPTY_CAPTIONS] = self.data.empty
        return self.data.latents[numbers].float().contiguous(memory_format=torch.channels_last), ids


def train(run: Run, batches: Batches, length: Length, team: Team) -> None:
    """Muon and AdamW with a cosine."""
    kept = build_scheduler().alphas_cumprod
    last_saved = last_shown = time.time()
    losses: list[float] = []
    shown = run.step
    while (share_done := team.agree(length.share_done(run.step))) < 1:
        run.share_done = share_done
        rate = min(1, (run.step + 1) / WARM_UP) * (LAST_RATE + (PEAK_RATE - LAST_RATE) * (0.5 + 0.5 * math.cos(math.pi * share_done)))
        set_rate(run.optimisers, rate)
        latents, ids = batches.draw(run.step * team.size + team.rank, share_done, BATCH)
        timesteps = ((torch.arange(BATCH) + torch.rand(BATCH)) / BATCH * len(kept)).long()
        signal = kept[timesteps].sqrt()[:, None, None, None]
        spread = (1 - kept[timesteps]).sqrt()[:, None, None, None]
        noise = torch.randn_like(latents)
        with torch.autocast("cpu", torch.bfloat16):
            words = run.text(ids).last_hidden_state
            predicted = run.unet(signal * latents + spread * noise, timesteps, words, return_dict=False)[0].float()
        loss = functional.mse_loss(predicted, signal * noise - spread * latents)
        for optimiser in run.optimisers:
            optimiser.zero_grad()
        loss.backward()
        team.average_gradients(run.parameters)
        nn.utils.clip_grad_norm_(run.parameters, 1.0)
        for optimiser in run.optimisers:
            optimiser.step()
        run.averages.update(run.step)
        run.step, run.pictures = run.step + 1, run.pictures + BATCH * team.size
        losses.append(loss.item())
        now = time.time()
        if run.step % 200 == 0 and team.first:
            print(f"step {run.step}: loss {sum(losses) / len(losses):.4f}, rate {rate:.1e}, {(run.step - shown) * BATCH * team.size / (now - last_shown):.0f} pictures/s", flush=True)
            run.seconds += now - last_shown
            losses, last_shown, shown = [], now, run.step
        if now - last_saved > SAVE_EVERY and team.first:
            last_saved = now
            run.save()
    if team.first:
        run.save()


def sort_weights(text: str) -> dict[Sort, float]:
    """'flat1=1,sketch2=1.5': the weights of the sorts of scene, 1 for the others."""
    pairs = [part.split("=") for part in text.split(",") if part]
    return {(name[:-1], int(name[-1])): float(weight) for name, weight in pairs}


def work(team: Team, folder: Path, steps: int, minutes: float | None, weights: dict[Sort, float]) -> None:
    """One process of the training."""
    data, run = load_training_data(folder), Run(folder, team)
    if not run.load():
        if team.first:
            counts = [sum(p.numel() for p in model.parameters()) / 1e6 for model in (run.unet, run.text)]
            print("U-Net {:.2f} M, text encoder {:.2f} M".format(*counts), flush=True)
            warm_up_text(run.text, data)
        team.share(run.parameters)
        run.averages = Averages(run.parameters, AVERAGING)
    torch.manual_seed(run.step * team.size + team.rank)
    train(run, Batches(data, weights), Length(steps, minutes, run.share_done), team)
    if team.first:
        (folder / "diffusion.json").write_text(json.dumps({"steps": run.step, "pictures": run.pictures, "data": len(data.latents), "seconds": round(run.seconds)}))


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "scenes", help="folder of the run")
    parser.add_argument("--steps", type=int, default=4400)
    parser.add_argument("--minutes", type=float, help="train for this time instead, from where the run is")
    parser.add_argument("--processes", type=int, default=1, help="of one thread each, on as many cores")
    parser.add_argument("--weights", default="", help="how often sorts of scene are drawn, such as flat1=1,sketch2=2; 1 where nothing is said")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    run_team(options.processes, work, options.run, options.steps, options.minutes, sort_weights(options.weights))


if __name__ == "__main__":
    main()
