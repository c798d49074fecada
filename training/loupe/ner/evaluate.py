"""Scores the shipped files of loupe/ner on the held-out sentences.

    python -m loupe.ner.evaluate
"""
from collections import defaultdict
from pathlib import Path
from typing import Any

from loupe.encoder.shipped import ShippedEncoder, file_figures, print_figures
from loupe.ner.align import word_labels
from loupe.ner.data import LABELS, SpanScore, source_of, spans, split

KINDS = ["PER", "ORG", "LOC"]


def mark(shipped: ShippedEncoder, sentences: list[list[str]]) -> list[list[str]]:
    """A label for each word: that of its first piece."""
    encodings = [shipped.tokenizer.encode(" ".join(words)) for words in sentences]
    found = shipped.run_all(encodings)
    return [
        word_labels(encoding, words, logits[: len(encoding.ids)].argmax(-1))
        for words, encoding, (logits,) in zip(sentences, encodings, found, strict=True)
    ]


def evaluate(data: Path, folder: Path, threads: int) -> dict[str, Any]:
    """Span precision, recall and F1 on the held-out sentences; F1 per kind and per source."""
    shipped = ShippedEncoder(folder, threads)
    assert [shipped.config["id2label"][str(i)] for i in range(len(LABELS))] == LABELS
    held_out, sources = split(data)[2], source_of(data)
    scores: dict[str, SpanScore] = defaultdict(SpanScore)
    for sentence, labels in zip(held_out, mark(shipped, [list(sentence.words) for sentence in held_out]), strict=True):
        marked, true = spans(labels), spans(sentence.labels)
        scores["all"].add(marked, true)
        scores[sources[sentence.words]].add(marked, true)
        for kind in KINDS:
            scores[kind].add({span for span in marked if span[2] == kind}, {span for span in true if span[2] == kind})
    return {
        "held_out_sentences": len(held_out), "mentions": scores["all"].true, "f1": scores["all"].f1,
        "precision": scores["all"].precision, "recall": scores["all"].recall,
        "f1_by_kind": {kind: scores[kind].f1 for kind in KINDS},
        "f1_by_source": {name: scores[name].f1 for name in ("wikigold", "uner", "wnut17", "btc")},
        **file_figures(shipped, folder),
    }


def rows(figures: dict[str, Any]) -> list[tuple[str, str]]:
    """The lines of the table of all models."""
    return [(f"span F1, {figures['held_out_sentences']} held-out sentences", f"{figures['f1']:.4f}")]


if __name__ == "__main__":
    print_figures(__doc__.splitlines()[0], "ner", evaluate)
