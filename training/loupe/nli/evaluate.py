"""Scores the shipped files of loupe/nli: pairs of counterfactual SNLI, and the domain of requests.

    python -m loupe.nli.evaluate
"""
from pathlib import Path
from typing import Any

import numpy as np

from loupe.corpus import rank
from loupe.encoder.shipped import ShippedEncoder, file_figures, print_figures
from loupe.nli.data import LABELS, scored
from loupe.nli.topics import NEVER_TRAINED, SCORED_TEMPLATE, domain_sentences, domains, name_of

SENTENCES = 1000


def logits(shipped: ShippedEncoder, pairs: list[tuple[str, str]]) -> np.ndarray:
    """[pairs, 3] in the order of LABELS."""
    assert [shipped.config["id2label"][str(i)] for i in range(len(LABELS))] == LABELS
    return np.stack([row for (row,) in shipped.run_all(shipped.tokenizer.encode_batch(pairs), batch=32)])


def best_topics(shipped: ShippedEncoder, sentences: list[str], topics: list[str], template: str = SCORED_TEMPLATE) -> np.ndarray:
    """The number of the topic whose hypothesis is entailed most, for each sentence."""
    pairs = [(sentence, template.format(topic)) for sentence in sentences for topic in topics]
    entailed = logits(shipped, pairs)[:, LABELS.index("entailment")]
    return entailed.reshape(len(sentences), len(topics)).argmax(1)


def topic_accuracy(data: Path, shipped: ShippedEncoder) -> dict[str, float]:
    """The share of right domains: of all sentences, and of those whose domain no training pair had."""
    rows = sorted(domain_sentences(data, "val"), key=lambda row: rank(row[2], "loupe/nli/topics"))[:SENTENCES]
    names = list(domains(data))
    found = best_topics(shipped, [sentence for _, _, sentence in rows], [name_of(name) for name in names])
    right = np.array([names[number] == domain for number, (domain, _, _) in zip(found, rows, strict=True)])
    unseen = np.array([domain in NEVER_TRAINED for domain, _, _ in rows])
    return {
        "sentences": len(rows), "all": float(right.mean()), "trained": float(right[~unseen].mean()),
        "unseen": float(right[unseen].mean()), "unseen_sentences": int(unseen.sum()),
    }


def evaluate(data: Path, folder: Path, threads: int) -> dict[str, Any]:
    """Accuracy on counterfactual SNLI dev, per class too, and of the domains."""
    shipped = ShippedEncoder(folder, threads)
    pairs = scored(data)
    labels = np.array([LABELS.index(pair.label) for pair in pairs])
    right = logits(shipped, [pair.texts for pair in pairs]).argmax(1) == labels
    return {
        "pairs": len(pairs), "accuracy": float(right.mean()),
        "by_label": {name: float(right[labels == number].mean()) for number, name in enumerate(LABELS)},
        "topics": topic_accuracy(data, shipped),
        **file_figures(shipped, folder),
    }


def rows(figures: dict[str, Any]) -> list[tuple[str, str]]:
    """The lines of the table of all models."""
    topics = figures["topics"]
    return [
        (f"accuracy, {figures['pairs']} pairs of counterfactual SNLI dev", f"{figures['accuracy']:.4f}"),
        (f"right one of ten domains, {topics['sentences']} sentences", f"{topics['all']:.4f}"),
        (f"of them of the two domains never trained, {topics['unseen_sentences']}", f"{topics['unseen']:.4f}"),
    ]


if __name__ == "__main__":
    print_figures(__doc__.splitlines()[0], "nli", evaluate)
