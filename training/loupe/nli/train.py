"""Fine-tunes the cut-down MiniLM in two stages: on everything, then mostly on counterfactual SNLI.

    python -m loupe.nli.train

The weights after the first stage are kept in the folder `first` of the run; if they are there, only the second is run.
"""
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import BertForSequenceClassification

from loupe.encoder.minilm import cut_down, labelled
from loupe.encoder.training import Encoded, Trainer, accuracy, inputs, label_targets, save, seed_everything, shape_of, training_parser
from loupe.encoder.vocabulary import build_tokenizer, load_tokenizer
from loupe.nli.data import LABELS, NOT_ENTAILED, Pair, captions, counterfactual, other_sets, reversed_contradictions, vocabulary_texts
from loupe.nli.rewrites import rewritten
from loupe.nli.scenes import scene_pairs
from loupe.nli.topics import domain_sentences, everyday_pairs, topic_pairs
from loupe.weight_only import keep_rounded

TRAINING_LENGTH = 128
SCENES, REWRITES = 9_000, 14_000
CLINC, BANKING, EVERYDAY = 2_200, 400, 1_600
TARGETS = [*LABELS, NOT_ENTAILED]


class PairTrainer(Trainer):
    """A trainer that knows the label 'neutral or contradiction': the loss is of the sum of both."""

    def step(self, batch: list[Encoded], optimiser: torch.optim.Optimizer) -> float:
        labels = self.targets(batch, 0)["labels"]
        with torch.autocast("cpu", torch.bfloat16):
            logits = self.model(**inputs(batch)).logits
        shares = logits.float().log_softmax(-1)
        not_entailed = shares[:, 1:].logsumexp(-1, keepdim=True)
        loss = torch.nn.functional.nll_loss(torch.cat([shares, not_entailed], -1), labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        return loss.item()


def encode(tokenizer: Tokenizer, pairs: list[Pair]) -> list[Encoded]:
    """Premise and hypothesis with the number of their label."""
    encodings = tokenizer.encode_batch([pair.texts for pair in pairs])
    return [Encoded(e.ids, e.type_ids, TARGETS.index(pair.label)) for e, pair in zip(encodings, pairs, strict=True)]


def all_sets(data: Path, rng: random.Random) -> dict[str, list[Pair]]:
    """Every set of training pairs but counterfactual SNLI, by name."""
    set_aside = {sentence for _, _, sentence in domain_sentences(data, "val")}
    return {
        "made-up captions": scene_pairs(SCENES, rng),
        "rewritten captions": rewritten(captions(data), REWRITES, rng),
        **other_sets(data, rng),
        "topics of requests": topic_pairs(data, set_aside, CLINC, BANKING, rng),
        "everyday topics": everyday_pairs(data, EVERYDAY, rng),
    }


def main() -> None:
    parser = training_parser(__doc__.splitlines()[0], "nli", layers="0,1,2,3,4,5", vocabulary=8000, positions=256)
    parser.add_argument("--epochs", type=int, default=3, help="passes of the second stage")
    parser.add_argument("--rates", default="1.2e-4,1e-4", help="highest learning rate of the two stages")
    options = parser.parse_args()
    started, rng = time.time(), seed_everything(options.threads)
    rates = [float(rate) for rate in options.rates.split(",")]

    train, dev = counterfactual(options.data)
    sets = all_sets(options.data, rng)
    counts = {name: len(pairs) for name, pairs in sets.items()} | {"counterfactual SNLI": len(train)}
    first = options.run / "first"
    if first.exists():
        model = BertForSequenceClassification.from_pretrained(first)
    else:
        shape = shape_of(options)
        old_ids = build_tokenizer(vocabulary_texts(options.data, sets.values()), shape.vocabulary, options.run)
        model = cut_down(BertForSequenceClassification, shape, old_ids, **labelled(LABELS))
    tokenizer = load_tokenizer(options.run, TRAINING_LENGTH)
    encoded = {name: encode(tokenizer, pairs) for name, pairs in sets.items()}
    own, back, dev_rows = (encode(tokenizer, pairs) for pairs in (train, reversed_contradictions(train), dev))
    print(counts, "dev", len(dev), f"{time.time() - started:.0f} s", flush=True)

    trainer = PairTrainer(model, label_targets, lambda: accuracy(model, dev_rows), rng)
    if not first.exists():
        trainer.run([[row for rows in encoded.values() for row in rows] + own + back], rates[0], "first")
        model.save_pretrained(first)
    mixed = encoded["rewritten captions"] + encoded["made-up captions"] + encoded["Breaking NLI"]
    topics = encoded["topics of requests"] + encoded["everyday topics"]
    passes = [
        own + rng.sample(back, len(back) // 3) + rng.sample(mixed, 1500) + rng.sample(topics, 1800)
        for _ in range(options.epochs)
    ]
    score = trainer.run(passes, rates[1], "second", options.bits)
    keep_rounded(model)
    save(model, options.run, started, {"dev_score": score, "train": counts, "dev": len(dev), "passes": options.epochs})


if __name__ == "__main__":
    main()
