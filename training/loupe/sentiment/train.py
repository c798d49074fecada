"""Fine-tunes the cut-down MiniLM: first on every set, then on sentences only.

    python -m loupe.sentiment.train
"""
import time

from tokenizers import Tokenizer
from transformers import BertForSequenceClassification

from loupe.encoder.minilm import cut_down, labelled
from loupe.encoder.training import Encoded, Trainer, accuracy, label_targets, save, seed_everything, shape_of, training_parser
from loupe.encoder.vocabulary import build_tokenizer, load_tokenizer
from loupe.sentiment.data import LABELS, Example, extra, split, vocabulary_texts
from loupe.weight_only import keep_rounded

TRAINING_LENGTH = 128
PHRASES = 12_000


def encode(tokenizer: Tokenizer, rows: list[Example]) -> list[Encoded]:
    """Ids with the number of their label."""
    encodings = tokenizer.encode_batch([row.text for row in rows])
    return [Encoded(e.ids, e.type_ids, row.label) for e, row in zip(encodings, rows, strict=True)]


def main() -> None:
    parser = training_parser(__doc__.splitlines()[0], "sentiment", layers="0,1,2,3,4,5", vocabulary=8000)
    parser.add_argument("--epochs", type=int, default=3, help="passes over the sentences in the second stage")
    parser.add_argument("--rates", default="8e-5,4e-5", help="highest learning rate of the two stages")
    options = parser.parse_args()
    started, rng = time.time(), seed_everything(options.threads)

    shape = shape_of(options)
    old_ids = build_tokenizer(vocabulary_texts(options.data), shape.vocabulary, options.run)
    model = cut_down(BertForSequenceClassification, shape, old_ids, **labelled(LABELS))
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
    trainer = Trainer(model, label_targets, lambda: accuracy(model, dev_rows), rng)
    trainer.run([everything], rate_all, "all sets")
    score = trainer.run([sentences] * options.epochs, rate_own, "sentences", options.bits)
    keep_rounded(model)
    save(model, options.run, started, {
        "dev_score": score, "train": len(train), "dev": len(dev), "held_out": len(held_out),
        "extra": {name: len(rows) for name, rows in others.items()},
    })


if __name__ == "__main__":
    main()
