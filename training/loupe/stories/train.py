"""Trains the story model from nothing. Stops and goes on where it was: the data of a step depend on its number alone.

    python -m loupe.stories.train --steps 3520

Run again with more steps to train longer: the learning rate follows the new number of steps.
"""
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from transformers import LlamaConfig, LlamaForCausalLM

from loupe.paths import RUNS, argument_parser
from loupe.resources import peak_memory_megabytes
from loupe.stories.data import held_out_stories, training_texts
from loupe.stories.tokenizer import CONTEXT, END_OF_TEXT_ID, PAD_ID, VOCABULARY, train_tokenizer

SEED = 7
TOKENS_PER_STEP = 4096
LONG_FROM = 0.6
PEAK_RATE = 2e-3
WARM_UP_STEPS = 100
SHARES = {"procedural": 0.34, "fairytales": 0.30, "childrens": 0.20, "tinystories": 0.05, "sentences": 0.11}


def config() -> LlamaConfig:
    """About 5.4 million parameters, a million of them the shared input and output embedding."""
    return LlamaConfig(
        vocab_size=VOCABULARY, hidden_size=256, intermediate_size=688, num_hidden_layers=6, num_attention_heads=8, num_key_value_heads=8,
        max_position_embeddings=CONTEXT, rms_norm_eps=1e-5, rope_theta=10000.0, tie_word_embeddings=True, initializer_range=0.02,
        bos_token_id=END_OF_TEXT_ID, eos_token_id=END_OF_TEXT_ID, pad_token_id=PAD_ID,
    )


def prepare(data: Path, run: Path) -> tuple[Tokenizer, dict[str, np.ndarray]]:
    """The tokenizer and, per source, one stream of ids in which each text begins with <|endoftext|>. Kept in the run."""
    file, streams_file = run / "tokenizer.json", run / "streams.npz"
    if file.exists() and streams_file.exists():
        return Tokenizer.from_file(str(file)), dict(np.load(streams_file))
    texts = training_texts(data)
    corpus = [text for name, rows in texts.items() for text in (rows[:6000] if name == "procedural" else rows)]
    tokenizer = train_tokenizer(corpus, file)
    streams = {
        name: np.concatenate([np.array(encoding.ids, np.uint16) for encoding in tokenizer.encode_batch(rows)]) for name, rows in texts.items()
    }
    np.savez(streams_file, **streams)
    print({name: len(stream) for name, stream in streams.items()}, flush=True)
    return tokenizer, streams


def batch_of(step: int, length: int, streams: dict[str, np.ndarray]) -> torch.Tensor:
    """Ids [batch, length + 1]: windows at random places of sources drawn by their shares."""
    rng = np.random.default_rng((SEED, step))
    rows = []
    for name in rng.choice(list(SHARES), size=TOKENS_PER_STEP // length, p=list(SHARES.values())):
        stream = streams[str(name)]
        start = rng.integers(0, len(stream) - length - 1)
        rows.append(stream[start : start + length + 1])
    return torch.from_numpy(np.stack(rows).astype(np.int64))


def rate_at(step: int, steps: int) -> float:
    """Warm-up, then half a cosine down to 5 %."""
    if step < WARM_UP_STEPS:
        return PEAK_RATE * (step + 1) / WARM_UP_STEPS
    return PEAK_RATE * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * (step - WARM_UP_STEPS) / max(1, steps - WARM_UP_STEPS))))


@torch.no_grad()
def quick_loss(model: LlamaForCausalLM, ids: torch.Tensor) -> float:
    """Mean loss in nats per token over rows of ids, for the log only."""
    model.eval()
    logits = model(input_ids=ids[:, :-1]).logits
    model.train()
    return F.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten()).item()


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "stories", help="folder of checkpoint, tokenizer and weights")
    parser.add_argument("--steps", type=int, default=3520, help="steps in all, earlier ones counted")
    parser.add_argument("--save-every", type=int, default=200, help="steps between checkpoints")
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(SEED)
    tokenizer, streams = prepare(options.data, options.run)
    joined = [encoding.ids for encoding in tokenizer.encode_batch([story.text for story in held_out_stories(options.data)])]
    watched = torch.tensor([ids[:257] for ids in joined if len(ids) >= 257][:16])

    model = LlamaForCausalLM(config())
    matrices = [p for p in model.parameters() if p.ndim > 1]
    vectors = [p for p in model.parameters() if p.ndim <= 1]
    groups = [{"params": matrices, "weight_decay": 0.1}, {"params": vectors, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=PEAK_RATE, betas=(0.9, 0.95), fused=True)
    first, seconds = 0, 0.0
    checkpoint = options.run / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        first, seconds = state["step"], state["seconds"]
    print(f"{model.num_parameters() / 1e6:.2f} M parameters, from step {first} to {options.steps}", flush=True)

    def save(step: int, elapsed: float) -> None:
        torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "seconds": elapsed}, checkpoint)
        model.save_pretrained(options.run)
        figures = {"steps": step, "tokens": step * TOKENS_PER_STEP, "seconds": elapsed, "peak_memory_megabytes": peak_memory_megabytes()}
        (options.run / "training.json").write_text(json.dumps(figures, indent=2))

    started = time.time() - seconds
    for step in range(first, options.steps):
        length = CONTEXT if step >= LONG_FROM * options.steps else CONTEXT // 2
        ids = batch_of(step, length, streams)
        for group in optimiser.param_groups:
            group["lr"] = rate_at(step, options.steps)
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(input_ids=ids[:, :-1], use_cache=False).logits
        loss = F.cross_entropy(logits.float().flatten(0, 1), ids[:, 1:].flatten())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        if (step + 1) % 20 == 0:
            print(f"step {step + 1} loss {loss.item():.3f} {time.time() - started:.0f} s", flush=True)
        if (step + 1) % options.save_every == 0 or step + 1 == options.steps:
            print(f"step {step + 1} held-out loss {quick_loss(model, watched):.3f}", flush=True)
            save(step + 1, time.time() - started)


if __name__ == "__main__":
    main()
