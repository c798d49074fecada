"""Trains a MarianMTModel from nothing, on one thread. Stops and goes on where it was.

The learning rate follows a plan that ends at a number of steps, or after a number of minutes. In the last part the
weights are rounded as they will be stored, so that training makes up for the rounding.
"""
import json
import math
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import MarianConfig, MarianMTModel

from loupe.resources import peak_memory_megabytes
from loupe.seq2seq.tokenizer import END_ID, PAD_ID
from loupe.weight_only import is_quantised, rounded

IGNORED = -100
LABEL_SMOOTHING = 0.1
SMALLEST_RATE = 0.03
Pair = tuple[list[int], list[int]]


@dataclass(frozen=True)
class Plan:
    """How long and how fast. `minutes` overrides `steps` when it is not 0."""

    steps: int
    minutes: float
    peak_rate: float
    warm_up: int
    tokens: int
    bits: int
    round_from: float
    seed: int = 7

    def progress(self, step: int, seconds: float) -> float:
        return seconds / 60 / self.minutes if self.minutes else step / self.steps

    def rate(self, step: int, progress: float) -> float:
        """Warm-up, then half a cosine."""
        falling = SMALLEST_RATE + (1 - SMALLEST_RATE) * 0.5 * (1 + math.cos(math.pi * min(1.0, progress)))
        return self.peak_rate * min(1.0, (step + 1) / self.warm_up) * falling


def new_model(vocabulary: int, encoder_layers: int, decoder_layers: int, width: int, inner: int, heads: int, positions: int) -> MarianMTModel:
    """A model with one embedding for source, target and output. The target begins with the padding token, as in Marian."""
    config = MarianConfig(
        vocab_size=vocabulary, d_model=width, encoder_layers=encoder_layers, decoder_layers=decoder_layers, encoder_ffn_dim=inner, decoder_ffn_dim=inner,
        encoder_attention_heads=heads, decoder_attention_heads=heads, max_position_embeddings=positions, activation_function="swish",
        scale_embedding=True, dropout=0.0, attention_dropout=0.0, activation_dropout=0.0, init_std=width**-0.5, pad_token_id=PAD_ID,
        eos_token_id=END_ID, forced_eos_token_id=None, decoder_start_token_id=PAD_ID, tie_word_embeddings=True, share_encoder_decoder_embeddings=True,
    )
    model = MarianMTModel(config)
    for module in model.modules():
        if isinstance(module, nn.Linear) and module is not model.lm_head:
            nn.init.xavier_uniform_(module.weight)
    # Twice as fast as the other implementations for short texts on a CPU.
    model.set_attn_implementation("eager")
    return model


@torch.no_grad()
def begin_from(model: MarianMTModel, tokenizer: Tokenizer, folder: Path) -> None:
    """Takes over the layers of another trained model, as many as there are, and the embeddings of tokens that both know."""
    other = MarianMTModel.from_pretrained(folder).state_dict()
    for name, parameter in model.named_parameters():
        if ".layers." in name and name in other:
            parameter.copy_(other[name])
    known = Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab()
    shared, taken = model.model.shared.weight, 0
    for token, number in tokenizer.get_vocab().items():
        if token in known:
            shared[number] = other["model.shared.weight"][known[token]]
            taken += 1
    print(f"{taken} of {len(shared)} embeddings are those of {folder.name}", flush=True)


def encode_pairs(tokenizer: Tokenizer, pairs: list[tuple[str, str]], longest_source: int, longest_target: int) -> list[Pair]:
    """Ids with </s>; a source that is too long is cut, a target that is too long is left out."""
    sources, targets = (tokenizer.encode_batch([pair[side] for pair in pairs]) for side in (0, 1))
    encoded = [(source.ids, target.ids) for source, target in zip(sources, targets, strict=True)]
    return [(s if len(s) <= longest_source else [*s[: longest_source - 1], END_ID], t) for s, t in encoded if len(t) <= longest_target]


def batches(pairs: list[Pair], tokens: int, rng: random.Random) -> list[list[Pair]]:
    """Batches of like length in random order, each of so many tokens with its padding."""
    ordered = sorted(pairs, key=lambda pair: (len(pair[0]) + len(pair[1]) + rng.uniform(-1, 1), rng.random()))
    found, batch, longest = [], [], (0, 0)
    for pair in ordered:
        wider = (max(longest[0], len(pair[0])), max(longest[1], len(pair[1])))
        if batch and sum(wider) * (len(batch) + 1) > tokens:
            found.append(batch)
            batch, wider = [], (len(pair[0]), len(pair[1]))
        batch.append(pair)
        longest = wider
    if batch:
        found.append(batch)
    rng.shuffle(found)
    return found


def padded(rows: list[list[int]], value: int) -> Tensor:
    length = max(map(len, rows))
    return torch.tensor([row + [value] * (length - len(row)) for row in rows])


def loss_of(model: MarianMTModel, batch: list[Pair], smoothing: float) -> Tensor:
    """Mean loss per target token."""
    source = padded([pair[0] for pair in batch], PAD_ID)
    start = padded([[PAD_ID, *pair[1][:-1]] for pair in batch], PAD_ID)
    target = padded([pair[1] for pair in batch], IGNORED)
    with torch.autocast("cpu", torch.bfloat16):
        hidden = model.model(input_ids=source, attention_mask=(source != PAD_ID).long(), decoder_input_ids=start, use_cache=False).last_hidden_state
        kept = target != IGNORED
        logits = model.lm_head(hidden[kept])
    return F.cross_entropy(logits.float(), target[kept], label_smoothing=smoothing)


class RoundedWeights:
    """Within this context the model's matrices are as they will be stored; gradients pass through to the exact ones."""

    def __init__(self, model: nn.Module, bits: int) -> None:
        self.matrices = [p for p in model.parameters() if p.requires_grad and is_quantised(tuple(p.shape))]
        self.bits = bits

    def __enter__(self) -> None:
        with torch.no_grad():
            self.exact = [parameter.clone() for parameter in self.matrices]
            for parameter in self.matrices:
                parameter.copy_(rounded(parameter, self.bits))

    def __exit__(self, *_: object) -> None:
        with torch.no_grad():
            for parameter, exact in zip(self.matrices, self.exact, strict=True):
                parameter.copy_(exact)


class Unchanged:
    """A context that does nothing."""

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


@torch.no_grad()
def dev_loss(model: MarianMTModel, pairs: list[Pair]) -> float:
    """Loss in nats per target token."""
    model.eval()
    total = count = 0.0
    for batch in batches(pairs, 4000, random.Random(1)):
        tokens = sum(len(pair[1]) for pair in batch)
        total += loss_of(model, batch, 0.0).item() * tokens
        count += tokens
    model.train()
    return total / count


@dataclass
class Reached:
    """Where a training is."""

    step: int = 0
    epoch: int = 0
    batch: int = 0
    seconds: float = 0.0
    tokens: int = 0


def stream(reached: Reached, pass_of: Callable[[int], list[Pair]], plan: Plan) -> Iterator[list[Pair]]:
    """Batches from where the training is; the data of a pass depend on its number alone."""
    while True:
        rows = batches(pass_of(reached.epoch), plan.tokens, random.Random(f"{plan.seed}/{reached.epoch}"))
        for batch in rows[reached.batch :]:
            reached.batch += 1
            yield batch
        reached.epoch, reached.batch = reached.epoch + 1, 0


def train(
    model: MarianMTModel, plan: Plan, run: Path, pass_of: Callable[[int], list[Pair]], dev: list[Pair],
    report: Callable[[MarianMTModel], str], every_minutes: float,
) -> None:
    """Trains to the end of the plan, with a checkpoint and a report every few minutes."""
    torch.set_flush_denormal(True)
    torch.manual_seed(plan.seed)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    groups = [
        {"params": [p for p in trained if p.ndim > 1], "weight_decay": 0.01}, {"params": [p for p in trained if p.ndim == 1], "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups, lr=plan.peak_rate, betas=(0.9, 0.98), eps=1e-8, fused=True)
    reached, checkpoint = Reached(), run / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        reached = Reached(**state["reached"])
        # Dropout draws other numbers after a restart than it would have without.
        torch.manual_seed(plan.seed + reached.step)
    print(f"{sum(p.numel() for p in trained) / 1e6:.2f} M parameters, from step {reached.step}", flush=True)

    def save() -> None:
        partial = checkpoint.with_suffix(".new")
        torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "reached": asdict(reached)}, partial)
        partial.replace(checkpoint)
        with RoundedWeights(model, plan.bits):
            model.save_pretrained(run)
            print(f"step {reached.step} epoch {reached.epoch} dev loss {dev_loss(model, dev):.3f} rounded; {report(model)}", flush=True)
        figures = asdict(reached) | {"peak_memory_megabytes": peak_memory_megabytes(), "plan": asdict(plan)}
        (run / "training.json").write_text(json.dumps(figures, indent=2))

    model.train()
    before, started, saved, since = reached.seconds, time.time(), time.time(), 0.0
    for batch in stream(reached, pass_of, plan):
        reached.seconds = before + time.time() - started
        progress = plan.progress(reached.step, reached.seconds)
        if progress >= 1:
            break
        rate = plan.rate(reached.step, progress)
        for group in optimiser.param_groups:
            group["lr"] = rate
        with RoundedWeights(model, plan.bits) if progress >= plan.round_from else Unchanged():
            loss = loss_of(model, batch, LABEL_SMOOTHING)
            loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        optimiser.zero_grad()
        reached.step += 1
        reached.tokens += sum(len(pair[0]) + len(pair[1]) for pair in batch)
        since += loss.item()
        if reached.step % 100 == 0:
            print(
                f"step {reached.step} loss {since / 100:.3f} rate {rate:.2e} {reached.tokens / 1e6:.2f} M tokens {reached.seconds:.0f} s", flush=True,
            )
            since = 0.0
        if time.time() - saved > 60 * every_minutes:
            save()
            model.train()
            saved = time.time()
    save()
