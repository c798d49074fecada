"""Premises and hypotheses: what is trained on, what chooses (dev), what is only scored."""
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from loupe.corpus import NearDuplicates, rank
from loupe.encoder.vocabulary import general_texts

SPLIT_SEED = "loupe/nli/1"
DEV_SHARE = 0.05
LABELS = ["entailment", "neutral", "contradiction"]
# A fourth label of training pairs: neutral or contradiction, it is not known which.
NOT_ENTAILED = "non-entailment"
# name: (file, most pairs of each label)
OTHER_SETS = {
    "Breaking NLI": ("breaking_nli.tsv", 1500),
    "MED": ("med.tsv", 800),
    "HELP (and, or)": ("help_and_or.tsv", 400),
    "HANS": ("hans_generated.tsv", 400),
}
PARAPHRASES = 1000


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
    return [Pair(row[1].strip(), row[2].strip(), row[0]) for row in rows if len(row) == 3 and row[0] in (*LABELS, NOT_ENTAILED)]


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


def reversed_contradictions(pairs: list[Pair]) -> list[Pair]:
    """What contradicts is contradicted."""
    return [Pair(pair.hypothesis, pair.premise, pair.label) for pair in pairs if pair.label == "contradiction"]


def other_sets(data: Path, rng: random.Random) -> dict[str, list[Pair]]:
    """Samples of the other sets, nothing near a scored premise."""
    near = NearDuplicates(pair.premise for pair in scored(data))
    sets = {}
    for name, (file, count) in OTHER_SETS.items():
        pairs = [pair for pair in read_pairs(data / "nli" / file) if not near.matches(pair.premise)]
        sets[name] = [pair for label in (*LABELS, NOT_ENTAILED) for pair in some([p for p in pairs if p.label == label], count, rng)]
    rows = [line.split("\t") for line in (data / "embeddings" / "tatoeba_en_paraphrases.tsv").read_text(encoding="utf-8").split("\n")]
    alike = [Pair(row[0], row[1], "entailment") for row in rows if len(row) == 2]
    sets["Tatoeba paraphrases"] = some([pair for pair in alike if not near.matches(pair.premise)], PARAPHRASES, rng)
    return sets


def captions(data: Path) -> list[str]:
    """Sentences to be rewritten: premises of the training file and of Breaking NLI, none near a scored premise."""
    near = NearDuplicates(pair.premise for pair in scored(data))
    breaking = {pair.premise for pair in read_pairs(data / "nli" / "breaking_nli.tsv") if not near.matches(pair.premise)}
    return sorted(breaking | {pair.premise for pair in counterfactual(data)[0]})


def some(pairs: list[Pair], count: int, rng: random.Random) -> list[Pair]:
    """So many of the pairs, or all."""
    return rng.sample(pairs, count) if len(pairs) > count else pairs


def vocabulary_texts(data: Path, sets: Iterable[list[Pair]]) -> Iterator[tuple[str, int]]:
    """(text, weight) pairs from which the piece frequencies are counted."""
    for pair in counterfactual(data)[0]:
        yield f"{pair.premise} {pair.hypothesis}", 8
    for pairs in sets:
        for pair in pairs:
            yield f"{pair.premise} {pair.hypothesis}", 1
    yield from general_texts(data)
