"""Fine-tunes the cut-down MiniLM: first on every set, then on sentences only.

    python -m loupe.sentiment.train
"""
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import BertForSequenceClassification

from loupe.paths import RUNS, argument_parser
from loupe.resources import peak_memory_megabytes
from loupe.sentiment.data import Example, extra, split
from loupe.sentiment.model import Shape, build_tokenizer, cut_down, load_tokenizer
from loupe.weight_only import keep_rounded, train_through_rounding

SEED = 20
BATCH = 32
TRAINING_LENGTH = 128
WARM_UP = 0.06
PHRASES = 12_000
Encoded = tuple[list[int], int]


def batches(encoded: list[Encoded], rng: random.Random) -> Iterator[list[Encoded]]:
    """Shuffled batches of similar lengths, so that little padding is computed."""
    order = list(encoded)
    rng.shuffle(order)
    chunk = BATCH * 50
    groups = []
    for start in range(0, len(order), chunk):
        part = sorted(order[start : start + chunk], key=lambda item: len(item[0]))
        groups += [part[i : i + BATCH] for i in range(0, len(part), BATCH)]
    rng.shuffle(groups)
    yield from groups


def tensors(batch: list[Encoded]) -> dict[str, torch.Tensor]:
    """Padded input_ids and attention_mask of shape [batch, length], and labels."""
    length = max(len(ids) for ids, _ in batch)
    ids = torch.tensor([ids + [0] * (length - len(ids)) for ids, _ in batch])
    mask = torch.tensor([[1] * len(ids) + [0] * (length - len(ids)) for ids, _ in batch])
    return {"input_ids": ids, "attention_mask": mask, "labels": torch.tensor([label for _, label in batch])}


def encode(tokenizer: Tokenizer, rows: list[Example]) -> list[Encoded]:
    """(ids, label) pairs."""
    encodings = tokenizer.encode_batch([row.text for row in rows])
    return [(encoding.ids, row.label) for encoding, row in zip(encodings, rows, strict=True)]


@torch.no_grad()
def accuracy(model: BertForSequenceClassification, encoded: list[Encoded]) -> float:
    """The share of right labels."""
    model.eval()
    right = 0
    for start in range(0, len(encoded), 64):
        batch = tensors(encoded[start : start + 64])
        labels = batch.pop("labels")
        right += int((model(**batch).logits.argmax(-1) == labels).sum())
    return right / len(encoded)


def run_stage(model, stages: list[list[Encoded]], rate: float, dev: list[Encoded], rng: random.Random, label: str, bits: int = 0) -> float:
    """One pass over each list in turn with a linearly falling learning rate. Returns the last dev accuracy.

    With `bits`, the last pass trains through the rounding of the stored weights.
    """
    decayed = [p for p in model.parameters() if p.ndim > 1]
    other = [p for p in model.parameters() if p.ndim <= 1]
    groups = [{"params": decayed, "weight_decay": 0.01}, {"params": other, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=rate, fused=True)
    total = sum((len(rows) + BATCH - 1) // BATCH + len(rows) // (BATCH * 50) for rows in stages)
    step, started, score = 0, time.time(), 0.0
    for epoch, rows in enumerate(stages):
        model.train()
        if bits and epoch == len(stages) - 1:
            train_through_rounding(model, bits)
        for batch in batches(rows, rng):
            share = step / total
            for group in optimiser.param_groups:
                group["lr"] = rate * min(share / WARM_UP, max(0.0, 1 - share) / (1 - WARM_UP))
            with torch.autocast("cpu", torch.bfloat16):
                output = model(**tensors(batch))
            output.loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            step += 1
            if step % 200 == 0:
                print(f"{label} step {step}/{total} loss {output.loss.item():.3f} {time.time() - started:.0f} s", flush=True)
        score = accuracy(model, dev)
        print(f"{label} pass {epoch + 1}/{len(stages)} dev accuracy {score:.4f} {time.time() - started:.0f} s", flush=True)
    return score


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "sentiment", help="folder of the trained weights")
    parser.add_argument("--layers", default="0,1,2,3,4,5", help="which of MiniLM's six layers stay")
    parser.add_argument("--intermediate-size", type=int, default=1536, help="feed-forward units that stay in each layer")
    parser.add_argument("--vocabulary", type=int, default=8000, help="word pieces that stay")
    parser.add_argument("--epochs", type=int, default=3, help="passes over the sentences in the second stage")
    parser.add_argument("--bits", type=int, default=4, help="bits per stored weight that the last pass trains for; 0 for none")
    parser.add_argument("--rates", default="8e-5,4e-5", help="highest learning rate of the two stages")
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    started = time.time()

    layers = tuple(int(layer) for layer in options.layers.split(","))
    shape = Shape(layers, options.intermediate_size, options.vocabulary)
    old_ids = build_tokenizer(options.data, shape.vocabulary, options.run)
    model = cut_down(shape, old_ids)
    tokenizer = load_tokenizer(options.run, TRAINING_LENGTH)

    train, dev, held_out = split(options.data)
    others = extra(options.data, [row.text for row in dev + held_out])
    print("train", len(train), "dev", len(dev), "held-out", len(held_out), {name: len(rows) for name, rows in others.items()}, flush=True)
    others["pros_cons"] = rng.sample(others["pros_cons"], PHRASES)
    encoded = {name: encode(tokenizer, rows) for name, rows in others.items()}
    own, dev_rows = encode(tokenizer, train), encode(tokenizer, dev)

    rate_all, rate_own = (float(rate) for rate in options.rates.split(","))
    everything = [row for rows in encoded.values() for row in rows] + own
    sentences = own + encoded["uci_amazon_yelp"] + encoded["product_reviews_sent"]
    run_stage(model, [everything], rate_all, dev_rows, rng, "all sets")
    score = run_stage(model, [sentences] * options.epochs, rate_own, dev_rows, rng, "sentences", options.bits)
    keep_rounded(model)

    model.save_pretrained(options.run)
    figures = {
        "dev_accuracy": score, "seconds": time.time() - started, "peak_memory_megabytes": peak_memory_megabytes(),
        "train": len(train), "dev": len(dev), "held_out": len(held_out), "extra": {name: len(rows) for name, rows in others.items()},
    }
    (options.run / "training.json").write_text(json.dumps(figures, indent=2))
    print(f"dev accuracy {score:.4f}, {time.time() - started:.0f} s in all")


if __name__ == "__main__":
    main()
