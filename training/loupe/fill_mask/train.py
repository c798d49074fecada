"""Trains the cut-down MiniLM to guess masked words over running text.

    python -m loupe.fill_mask.train

The state is kept every few hundred steps; started again, training goes on from there.
"""
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BertForMaskedLM

from loupe.encoder.minilm import cut_down
from loupe.encoder.training import SEED, Encoded, inputs, save, seed_everything, shape_of, training_parser
from loupe.encoder.vocabulary import build_tokenizer, load_tokenizer
from loupe.fill_mask.data import Masked, masked_words, training_documents, vocabulary_texts
from loupe.fill_mask.rows import MASK, Row, batches, mask, training_rows
from loupe.weight_only import keep_rounded, train_through_rounding

WARM_UP = 0.05
ROUNDED_FROM = 0.75
PRINTED_EVERY = 50
KEPT_EVERY = 200


def start_bias(model: BertForMaskedLM, rows: list[Row]) -> None:
    """The output starts from how frequent the words are."""
    counts = Counter(row.ids[place] for row in rows for place in row.words)
    shares = torch.tensor([counts[number] + 0.1 for number in range(model.config.vocab_size)])
    with torch.no_grad():
        model.cls.predictions.bias.copy_((shares / shares.sum()).log())


def masked_logits(model: BertForMaskedLM, batch: list[Encoded], places: list[list[int]]) -> Tensor:
    """[masked words, vocabulary]: the output layer is computed for the masked places only."""
    states = model.bert(**inputs(batch)).last_hidden_state
    chosen = torch.tensor([[number, place] for number, row in enumerate(places) for place in row])
    return model.cls(states[chosen[:, 0], chosen[:, 1]])


@torch.no_grad()
def top_five(model: BertForMaskedLM, tokenizer: Tokenizer, masked: list[Masked]) -> float:
    """The share of words among the five likeliest."""
    model.eval()
    right = 0
    order = sorted(masked, key=lambda row: len(row.text))
    for start in range(0, len(order), 32):
        part = order[start : start + 32]
        batch = [Encoded(e.ids, e.type_ids, None) for e in tokenizer.encode_batch([row.text for row in part])]
        with torch.autocast("cpu", torch.bfloat16):
            logits = masked_logits(model, batch, [[row.ids.index(MASK)] for row in batch])
        expected = torch.tensor([tokenizer.token_to_id(row.word.lower()) for row in part])
        right += int((logits.float().topk(5).indices == expected[:, None]).any(1).sum())
    model.train()
    return right / len(masked)


def groups_of(model: BertForMaskedLM) -> list[dict]:
    """Weights with decay, others without, the new head at twice the rate."""
    head = {id(p) for p in model.cls.predictions.transform.parameters()}
    named = list(model.parameters())
    return [
        {"params": [p for p in named if p.ndim > 1 and id(p) not in head], "weight_decay": 0.01, "factor": 1},
        {"params": [p for p in named if p.ndim <= 1 and id(p) not in head], "weight_decay": 0.0, "factor": 1},
        {"params": [p for p in named if id(p) in head], "weight_decay": 0.0, "factor": 2},
    ]


@dataclass
class Trainer:
    """A model, the batches of all steps, and where training is."""

    model: BertForMaskedLM
    steps: list[list[Row]]
    rate: float
    bits: int
    file: Path
    done: int = 0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self.optimiser = torch.optim.AdamW(groups_of(self.model), lr=self.rate, fused=True)
        if self.file.exists():
            self.load()

    def weights(self) -> list[Tensor]:
        """All parameters in the optimiser's order: the model's own changes when it computes through the rounding."""
        return [parameter for group in self.optimiser.param_groups for parameter in group["params"]]

    def load(self) -> None:
        """The kept state."""
        state = torch.load(self.file)
        with torch.no_grad():
            for parameter, saved in zip(self.weights(), state["weights"], strict=True):
                parameter.copy_(saved)
        self.optimiser.load_state_dict(state["optimiser"])
        self.done, self.seconds = state["step"], state["seconds"]

    def keep(self) -> None:
        """Writes the whole state, replaced at once."""
        weights = [parameter.detach() for parameter in self.weights()]
        state = {"weights": weights, "optimiser": self.optimiser.state_dict(), "step": self.done, "seconds": self.seconds}
        torch.save(state, self.file.with_suffix(".new"))
        self.file.with_suffix(".new").replace(self.file)

    def step(self) -> tuple[float, int]:
        """One change of the weights. Returns the loss and the number of words that it is the mean of."""
        share = self.done / len(self.steps)
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate * group["factor"] * min(share / WARM_UP, (1 - share) / (1 - WARM_UP))
        draw = random.Random(f"{SEED} {self.done}")
        batch = [mask(row, draw) for row in self.steps[self.done]]
        expected = torch.tensor([piece for row in batch for _, piece in row.target])
        with torch.autocast("cpu", torch.bfloat16):
            logits = masked_logits(self.model, batch, [[place for place, _ in row.target] for row in batch])
        loss = torch.nn.functional.cross_entropy(logits.float(), expected)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.done += 1
        return loss.item(), len(expected)

    def run(self, tokenizer: Tokenizer, dev: list[Masked]) -> None:
        """All steps that are left; the last ones through the rounding of the stored weights."""
        self.model.train()
        rounded_from = int(ROUNDED_FROM * len(self.steps)) if self.bits else len(self.steps)
        if self.done > rounded_from:
            train_through_rounding(self.model, self.bits)
        started, total, words = time.time() - self.seconds, 0.0, 0
        while self.done < len(self.steps):
            if self.done == rounded_from:
                train_through_rounding(self.model, self.bits)
            loss, count = self.step()
            total, words, self.seconds = total + loss * count, words + count, time.time() - started
            if self.done % PRINTED_EVERY == 0:
                print(f"step {self.done}/{len(self.steps)} loss {total / words:.3f} {self.seconds:.0f} s", flush=True)
                total, words = 0.0, 0
            if self.done % KEPT_EVERY == 0:
                self.keep()
                print(f"top five of {len(dev)} dev words {top_five(self.model, tokenizer, dev):.3f}", flush=True)
        keep_rounded(self.model)
        self.model.tie_weights()


def main() -> None:
    parser = training_parser(__doc__.splitlines()[0], "fill-mask", layers="0,1,2,3,4,5", vocabulary=8000, positions=256)
    parser.add_argument("--steps", type=int, default=600, help="batches to train on; all of one pass over the texts would be about 1,900")
    parser.add_argument("--rate", type=float, default=4e-4, help="highest learning rate")
    options = parser.parse_args()
    started, rng = time.time(), seed_everything(options.threads)

    sets = training_documents(options.data)
    shape = shape_of(options)
    old_ids = build_tokenizer(vocabulary_texts(sets), shape.vocabulary, options.run)
    tokenizer = load_tokenizer(options.run, shape.positions)
    model = cut_down(BertForMaskedLM, shape, old_ids)
    rows = training_rows(tokenizer, sets, rng)
    steps = batches(rows, rng)[: options.steps]
    start_bias(model, rows)
    dev = masked_words(options.data, tokenizer, dev=True)
    pieces = sum(len(row.ids) for batch in steps for row in batch)
    print(len(steps), "steps", pieces, "pieces", f"{time.time() - started:.0f} s", flush=True)

    Trainer(model, steps, options.rate, options.bits, options.run / "checkpoint.pt").run(tokenizer, dev)
    save(model.eval(), options.run, started, {
        "dev_score": top_five(model, tokenizer, dev), "pieces": pieces, "steps": len(steps),
        "sentences": {source: sum(map(len, documents)) for source, documents in sets.items()},
    })


if __name__ == "__main__":
    main()
