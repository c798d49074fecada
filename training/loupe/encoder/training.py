"""Fine-tuning of a cut-down encoder on one CPU: batches of like length, bfloat16, a last pass through the rounding."""
import argparse
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from transformers import BertPreTrainedModel

from loupe.encoder.minilm import Shape
from loupe.paths import RUNS, argument_parser
from loupe.resources import peak_memory_megabytes
from loupe.weight_only import train_through_rounding

SEED = 20
WARM_UP = 0.06
CHUNK_BATCHES = 50


@dataclass(frozen=True)
class Encoded:
    """The token ids of one text or pair, the segment of each token, and what is to be learned from it."""

    ids: list[int]
    types: list[int]
    target: Any


Targets = Callable[[list[Encoded], int], dict[str, Tensor]]


def label_targets(batch: list[Encoded], length: int) -> dict[str, Tensor]:
    """One label per text."""
    return {"labels": torch.tensor([row.target for row in batch])}


def token_targets(batch: list[Encoded], length: int) -> dict[str, Tensor]:
    """One label per token; padding is not learned."""
    return {"labels": torch.tensor([row.target + [-100] * (length - len(row.target)) for row in batch])}


def span_targets(batch: list[Encoded], length: int) -> dict[str, Tensor]:
    """The first and the last token of the answer."""
    starts, ends = zip(*(row.target for row in batch), strict=True)
    return {"start_positions": torch.tensor(starts), "end_positions": torch.tensor(ends)}


def inputs(batch: list[Encoded]) -> dict[str, Tensor]:
    """input_ids, attention_mask and token_type_ids of shape [batch, length], padded on the right."""
    length = max(len(row.ids) for row in batch)

    def padded(rows: list[list[int]]) -> Tensor:
        return torch.tensor([row + [0] * (length - len(row)) for row in rows])

    return {
        "input_ids": padded([row.ids for row in batch]),
        "attention_mask": padded([[1] * len(row.ids) for row in batch]),
        "token_type_ids": padded([row.types for row in batch]),
    }


def batches(encoded: list[Encoded], size: int, rng: random.Random) -> Iterator[list[Encoded]]:
    """Shuffled batches of similar lengths, so that little padding is computed."""
    order = list(encoded)
    rng.shuffle(order)
    chunk = size * CHUNK_BATCHES
    groups = []
    for start in range(0, len(order), chunk):
        part = sorted(order[start : start + chunk], key=lambda row: len(row.ids))
        groups += [part[i : i + size] for i in range(0, len(part), size)]
    rng.shuffle(groups)
    yield from groups


@dataclass
class Trainer:
    """Trains a model on encoded rows and prints a dev score after every pass."""

    model: BertPreTrainedModel
    targets: Targets
    score: Callable[[], float]
    rng: random.Random
    batch: int = 32

    def optimiser(self, rate: float) -> torch.optim.Optimizer:
        """AdamW; biases and normalisations are not decayed."""
        decayed = [p for p in self.model.parameters() if p.ndim > 1]
        other = [p for p in self.model.parameters() if p.ndim <= 1]
        groups = [{"params": decayed, "weight_decay": 0.01}, {"params": other, "weight_decay": 0.0}]
        return torch.optim.AdamW(groups, lr=rate, fused=True)

    def run(self, passes: list[list[Encoded]], rate: float, label: str, bits: int = 0) -> float:
        """One pass over each list in turn with a linearly falling learning rate. Returns the last dev score.

        With `bits`, the last pass trains through the rounding of the stored weights.
        """
        optimiser = self.optimiser(rate)
        total = sum((len(rows) + self.batch - 1) // self.batch + len(rows) // (self.batch * CHUNK_BATCHES) for rows in passes)
        step, started, score = 0, time.time(), 0.0
        for number, rows in enumerate(passes):
            self.model.train()
            if bits and number == len(passes) - 1:
                train_through_rounding(self.model, bits)
            for batch in batches(rows, self.batch, self.rng):
                share = step / total
                for group in optimiser.param_groups:
                    group["lr"] = rate * min(share / WARM_UP, max(0.0, 1 - share) / (1 - WARM_UP))
                loss = self.step(batch, optimiser)
                step += 1
                if step % 200 == 0:
                    print(f"{label} step {step}/{total} loss {loss:.3f} {time.time() - started:.0f} s", flush=True)
            self.model.eval()
            score = self.score()
            print(f"{label} pass {number + 1}/{len(passes)} dev score {score:.4f} {time.time() - started:.0f} s", flush=True)
        return score

    def step(self, batch: list[Encoded], optimiser: torch.optim.Optimizer) -> float:
        """One change of the weights. Returns the loss."""
        fed = inputs(batch)
        fed |= self.targets(batch, fed["input_ids"].shape[1])
        with torch.autocast("cpu", torch.bfloat16):
            loss = self.model(**fed).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        return loss.item()


@torch.no_grad()
def outputs(model: BertPreTrainedModel, encoded: list[Encoded], names: list[str], batch: int = 64) -> list[tuple[Tensor, ...]]:
    """The named outputs of the model for each row, in the order of the rows."""
    found: dict[int, tuple[Tensor, ...]] = {}
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
    for start in range(0, len(order), batch):
        part = order[start : start + batch]
        with torch.autocast("cpu", torch.bfloat16):
            result = model(**inputs([encoded[i] for i in part]))
        for row, i in enumerate(part):
            found[i] = tuple(result[name][row].float() for name in names)
    return [found[i] for i in range(len(encoded))]


def accuracy(model: BertPreTrainedModel, encoded: list[Encoded]) -> float:
    """The share of right labels of a classifier as it is."""
    logits = torch.stack([row for (row,) in outputs(model, encoded, ["logits"])])
    return float((logits.argmax(-1) == torch.tensor([row.target for row in encoded])).float().mean())


def training_parser(description: str, name: str, layers: str, vocabulary: int, positions: int = 512) -> argparse.ArgumentParser:
    """The options that every encoder's training has, with the defaults of the shipped recipe."""
    parser = argument_parser(description)
    parser.add_argument("--run", type=Path, default=RUNS / name, help="folder of the trained weights")
    parser.add_argument("--layers", default=layers, help="which of MiniLM's six layers stay")
    parser.add_argument("--intermediate-size", type=int, default=1536, help="feed-forward units that stay in each layer")
    parser.add_argument("--vocabulary", type=int, default=vocabulary, help="word pieces that stay")
    parser.add_argument("--positions", type=int, default=positions, help="most tokens of an input")
    parser.add_argument("--bits", type=int, default=4, help="bits per stored weight that the last pass trains for; 0 for none")
    return parser


def shape_of(options: argparse.Namespace) -> Shape:
    """The shape that the options ask for."""
    layers = tuple(int(layer) for layer in options.layers.split(","))
    return Shape(layers, options.intermediate_size, options.vocabulary, options.positions)


def seed_everything(threads: int) -> random.Random:
    """Fixed seeds and fast arithmetic. Returns the generator that shuffles."""
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(SEED)
    return random.Random(SEED)


def save(model: BertPreTrainedModel, folder: Path, started: float, figures: dict[str, Any]) -> None:
    """The weights, and what the run took and was given (training.json)."""
    model.save_pretrained(folder)
    figures |= {"seconds": time.time() - started, "peak_memory_megabytes": peak_memory_megabytes()}
    (folder / "training.json").write_text(json.dumps(figures, indent=2))
    print(f"dev score {figures['dev_score']:.4f}, {figures['seconds']:.0f} s in all")
