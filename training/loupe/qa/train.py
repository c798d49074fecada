"""Fine-tunes the cut-down MiniLM: first on questions about single sentences, then about paragraphs.

    python -m loupe.qa.train
"""
import time

import numpy as np
from tokenizers import Tokenizer
from transformers import BertForQuestionAnswering

from loupe.encoder.minilm import cut_down
from loupe.encoder.training import Encoded, Trainer, outputs, save, seed_everything, shape_of, span_targets, training_parser
from loupe.encoder.vocabulary import build_tokenizer, load_tokenizer
from loupe.qa.data import Question, sample, squad, training_sets, vocabulary_texts, window
from loupe.qa.spans import answer_tokens, best_answer, prepare, word_f1
from loupe.weight_only import keep_rounded


def encode(tokenizer: Tokenizer, rows: list[Question]) -> list[Encoded]:
    """Question and text with the first and the last token of the answer; without the rows whose answer is cut off."""
    encodings = tokenizer.encode_batch([(row.question, row.context) for row in rows])
    pairs = [(encoding, answer_tokens(encoding, row)) for encoding, row in zip(encodings, rows, strict=True)]
    return [Encoded(encoding.ids, encoding.type_ids, target) for encoding, target in pairs if target]


def answer_f1(model: BertForQuestionAnswering, tokenizer: Tokenizer, rows: list[Question]) -> float:
    """The mean word F1 of the model's answers as it is."""
    encodings = tokenizer.encode_batch([(row.question, row.context) for row in rows])
    found = outputs(model, [Encoded(e.ids, e.type_ids, None) for e in encodings], ["start_logits", "end_logits"], batch=16)
    answers = [
        best_answer(encoding, row.context, start.numpy(), end.numpy())
        for row, encoding, (start, end) in zip(rows, encodings, found, strict=True)
    ]
    return float(np.mean([word_f1(answer, row.answers) for answer, row in zip(answers, rows, strict=True)]))


def main() -> None:
    parser = training_parser(__doc__.splitlines()[0], "qa", layers="0,1,2,3,4,5", vocabulary=5500, positions=384)
    parser.add_argument("--qamr", type=int, default=4000, help="how many of the QAMR questions are used")
    parser.add_argument("--window", type=int, default=90, help="most words of a paragraph in training")
    parser.add_argument("--epochs", type=int, default=1, help="passes over the paragraphs")
    parser.add_argument("--rate", type=float, default=1e-4, help="highest learning rate")
    options = parser.parse_args()
    started, rng = time.time(), seed_everything(options.threads)

    shape = shape_of(options)
    old_ids = build_tokenizer(vocabulary_texts(options.data), shape.vocabulary, options.run)
    model = cut_down(BertForQuestionAnswering, shape, old_ids)
    tokenizer = prepare(load_tokenizer(options.run, options.positions), options.positions)
    sets, dev = training_sets(options.data), squad(options.data, "dev")
    sets["QAMR"] = sample(sets["QAMR"], options.qamr, rng)
    sets["SQuAD paragraphs"] = [window(row, options.window, rng) for row in sets["SQuAD paragraphs"]]
    encoded = {name: encode(tokenizer, rows) for name, rows in sets.items()}
    counts = {name: len(rows) for name, rows in encoded.items()}
    print(counts, "dev", len(dev), f"{time.time() - started:.0f} s", flush=True)

    trainer = Trainer(model, span_targets, lambda: answer_f1(model, tokenizer, dev), rng, batch=16)
    passes = [encoded["QAMR"] + encoded["SQuAD sentences"]] + [encoded["SQuAD paragraphs"]] * options.epochs
    score = trainer.run(passes, options.rate, "qa", options.bits)
    keep_rounded(model)
    save(model, options.run, started, {"dev_score": score, "train": counts, "dev": len(dev)})


if __name__ == "__main__":
    main()
