"""Premises and hypotheses: what is trained on, what chooses (dev), what is only scored."""
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loupe.corpus import NearDuplicates, rank
from loupe.encoder.vocabulary import general_texts

SPLIT_SEED = "loupe/nli/1"
DEV_SHARE = 0.05
LONGEST_PREMISE = 45
LABELS = ["entailment", "neutral", "contradiction"]
LETTERS = {name[0]: name for name in LABELS} | {name: name for name in LABELS}


@dataclass(frozen=True)
class Pair:
    """A premise, a hypothesis, and how the second relates to the first."""

    premise: str
    hypothesis: str
    label: str

    @property
    def texts(self) -> tuple[str, str]:
        return self.premise, self.hypothesis


def read_pairs(file: Path) -> list[Pair]:
    """Rows of `label TAB premise TAB hypothesis`."""
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").split("\n")]
    return [Pair(row[1].strip(), row[2].strip(), LETTERS[row[0]]) for row in rows if len(row) == 3 and row[0] in LETTERS]


def scored(data: Path) -> list[Pair]:
    """The pairs that are only scored: the development file of counterfactual SNLI."""
    return read_pairs(data / "nli" / "snli_counterfactual_dev.tsv")


def counterfactual(data: Path) -> tuple[list[Pair], list[Pair]]:
    """The training file of counterfactual SNLI as (train, dev), by premise; nothing near a scored premise."""
    near = NearDuplicates(pair.premise for pair in scored(data))
    train, dev = [], []
    for pair in read_pairs(data / "nli" / "snli_counterfactual_train.tsv"):
        if not near.matches(pair.premise):
            (dev if rank(pair.premise, SPLIT_SEED) < DEV_SHARE else train).append(pair)
    return train, dev


def other_sets(data: Path, rng: random.Random, wiki: int = 3500, skewed: int = 600) -> dict[str, list[Pair]]:
    """Samples of the other sets, nothing near a scored premise."""
    near = NearDuplicates(pair.premise for pair in scored(data))
    wiki_pairs = [
        pair for name in ("base", "sim", "translate") for pair in read_pairs(data / "nli" / f"semiauto_{name}_wiki_train.tsv")
        if len(pair.premise.split()) <= LONGEST_PREMISE
    ]
    sets = {"Semi-automatic NLI (Wikipedia)": rng.sample(wiki_pairs, min(wiki, len(wiki_pairs)))}
    for name, file in (("Breaking NLI", "breaking_nli.tsv"), ("MED", "med.tsv")):
        pairs = read_pairs(data / "nli" / file)
        balanced = [pair for label in LABELS for pair in some([p for p in pairs if p.label == label], skewed, rng)]
        sets[name] = balanced
    return {name: [pair for pair in pairs if not near.matches(pair.premise)] for name, pairs in sets.items()}


def some(pairs: list[Pair], count: int, rng: random.Random) -> list[Pair]:
    """So many of the pairs, or all."""
    return rng.sample(pairs, count) if len(pairs) > count else pairs


def vocabulary_texts(data: Path) -> Iterator[tuple[str, int]]:
    """(text, weight) pairs from which the piece frequencies are counted."""
    for pair in counterfactual(data)[0]:
        yield f"{pair.premise} {pair.hypothesis}", 8
    for file in sorted((data / "nli").glob("semiauto_*_train.tsv")):
        for pair in read_pairs(file):
            yield f"{pair.premise} {pair.hypothesis}", 1
    yield from general_texts(data)
