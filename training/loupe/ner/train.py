"""Fine-tunes the cut-down MiniLM on marked sentences.

    python -m loupe.ner.train
"""
import time

from tokenizers import Tokenizer
from transformers import BertForTokenClassification

from loupe.encoder.minilm import cut_down, labelled
from loupe.encoder.training import Encoded, Trainer, outputs, save, seed_everything, shape_of, token_targets, training_parser
from loupe.encoder.vocabulary import build_tokenizer, load_tokenizer
from loupe.ner.align import piece_labels, word_labels
from loupe.ner.data import LABELS, Sentence, SpanScore, spans, split, vocabulary_texts
from loupe.weight_only import keep_rounded

TRAINING_LENGTH = 128


def encode(tokenizer: Tokenizer, sentences: list[Sentence]) -> list[Encoded]:
    """Ids with a label per piece."""
    encodings = tokenizer.encode_batch([sentence.text for sentence in sentences])
    return [Encoded(e.ids, e.type_ids, piece_labels(e, sentence)) for e, sentence in zip(encodings, sentences, strict=True)]


def span_f1(model: BertForTokenClassification, tokenizer: Tokenizer, sentences: list[Sentence]) -> float:
    """The span F1 of the model as it is."""
    score = SpanScore()
    found = outputs(model, encode(tokenizer, sentences), ["logits"])
    for sentence, (logits,) in zip(sentences, found, strict=True):
        encoding = tokenizer.encode(sentence.text)
        pieces = logits[: len(encoding.ids)].argmax(-1).tolist()
        score.add(spans(word_labels(encoding, sentence.words, pieces)), spans(sentence.labels))
    return score.f1


def main() -> None:
    parser = training_parser(__doc__.splitlines()[0], "ner", layers="0,1,2,3,4", vocabulary=8500, positions=256)
    parser.add_argument("--epochs", type=int, default=4, help="passes over the sentences")
    parser.add_argument("--rate", type=float, default=1e-4, help="highest learning rate")
    options = parser.parse_args()
    started, rng = time.time(), seed_everything(options.threads)

    shape = shape_of(options)
    old_ids = build_tokenizer(vocabulary_texts(options.data), shape.vocabulary, options.run)
    model = cut_down(BertForTokenClassification, shape, old_ids, **labelled(LABELS))
    tokenizer = load_tokenizer(options.run, TRAINING_LENGTH)
    train, dev, held_out = split(options.data)
    print("train", len(train), "dev", len(dev), "held-out", len(held_out), f"{time.time() - started:.0f} s", flush=True)

    trainer = Trainer(model, token_targets, lambda: span_f1(model, tokenizer, dev), rng)
    score = trainer.run([encode(tokenizer, train)] * options.epochs, options.rate, "ner", options.bits)
    keep_rounded(model)
    save(model, options.run, started, {"dev_score": score, "train": len(train), "dev": len(dev), "held_out": len(held_out)})


if __name__ == "__main__":
    main()
