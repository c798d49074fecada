"""Fine-tunes the cut-down MiniLM: first on every set, then on counterfactual SNLI and topics.

    python -m loupe.nli.train
"""
import time

from tokenizers import Tokenizer
from transformers import BertForSequenceClassification

from loupe.encoder.minilm import cut_down, labelled
from loupe.encoder.training import Encoded, Trainer, accuracy, label_targets, save, seed_everything, shape_of, training_parser
from loupe.encoder.vocabulary import build_tokenizer, load_tokenizer
from loupe.nli.data import LABELS, Pair, counterfactual, other_sets, vocabulary_texts
from loupe.nli.topics import domain_sentences, topic_pairs
from loupe.weight_only import keep_rounded

TRAINING_LENGTH = 128


def encode(tokenizer: Tokenizer, pairs: list[Pair]) -> list[Encoded]:
    """Premise and hypothesis with the number of their label."""
    encodings = tokenizer.encode_batch([pair.texts for pair in pairs])
    return [Encoded(e.ids, e.type_ids, LABELS.index(pair.label)) for e, pair in zip(encodings, pairs, strict=True)]


def main() -> None:
    parser = training_parser(__doc__.splitlines()[0], "nli", layers="0,1,2,3,4,5", vocabulary=5500, positions=256)
    parser.add_argument("--epochs", type=int, default=2, help="passes of the second stage")
    parser.add_argument("--more", type=int, default=0, help="go on from the trained weights for so many passes, at half the rate")
    parser.add_argument("--sentences", default="2000,600", help="how many CLINC150 and Banking77 sentences make topic pairs")
    parser.add_argument("--rate", type=float, default=1e-4, help="highest learning rate")
    options = parser.parse_args()
    started, rng = time.time(), seed_everything(options.threads)

    if options.more:
        model = BertForSequenceClassification.from_pretrained(options.run)
    else:
        shape = shape_of(options)
        old_ids = build_tokenizer(vocabulary_texts(options.data), shape.vocabulary, options.run)
        model = cut_down(BertForSequenceClassification, shape, old_ids, **labelled(LABELS))
    tokenizer = load_tokenizer(options.run, TRAINING_LENGTH)

    train, dev = counterfactual(options.data)
    sets = other_sets(options.data, rng)
    clinc, banking = (int(count) for count in options.sentences.split(","))
    set_aside = {sentence for _, _, sentence in domain_sentences(options.data, "val")}
    sets |= {"topics": topic_pairs(options.data, set_aside, clinc, banking, rng), "counterfactual SNLI": train}
    counts = {name: len(pairs) for name, pairs in sets.items()}
    encoded = {name: encode(tokenizer, pairs) for name, pairs in sets.items()}
    dev_rows = encode(tokenizer, dev)
    print(counts, "dev", len(dev), f"{time.time() - started:.0f} s", flush=True)

    own, topics = encoded["counterfactual SNLI"], encoded["topics"]
    everything = [row for rows in encoded.values() for row in rows]
    narrow = [own + rng.sample(topics, len(topics) // 4) for _ in range(options.more or options.epochs)]
    trainer = Trainer(model, label_targets, lambda: accuracy(model, dev_rows), rng)
    if options.more:
        score = trainer.run(narrow, options.rate / 2, "nli, more", options.bits)
    else:
        score = trainer.run([everything, *narrow], options.rate, "nli", options.bits)
    keep_rounded(model)
    save(model, options.run, started, {"dev_score": score, "train": counts, "dev": len(dev), "more": options.more})


if __name__ == "__main__":
    main()
