"""Sentences with persons, organisations and places marked: what is trained on, what chooses (dev), what is only scored."""
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loupe.corpus import NearDuplicates, rank
from loupe.encoder.vocabulary import general_texts

SPLIT_SEED = "loupe/ner/1"
HELD_OUT_SHARE = 0.10
DEV_SHARE = 0.04
LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
SOURCES = ["wikigold", "uner_ewt_dev", "wnut17_train", "wnut17_dev", "btc_all"]
Span = tuple[int, int, str]


@dataclass(frozen=True)
class Sentence:
    """Words and one BIO label for each."""

    words: tuple[str, ...]
    labels: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)


def read_sentences(file: Path) -> list[Sentence]:
    """Blocks of `word TAB label` lines."""
    sentences = []
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line]
        if rows:
            words, labels = zip(*rows, strict=True)
            sentences.append(Sentence(words, one_mention_per_handle(words, labels)))
    return sentences


def one_mention_per_handle(words: tuple[str, ...], labels: tuple[str, ...]) -> tuple[str, ...]:
    """The Broad Twitter Corpus marks '@' and the name behind it as two mentions; here '@name' is one."""
    joined = list(labels)
    for i in range(1, len(words)):
        if words[i - 1] == "@" and joined[i - 1].startswith("B-") and joined[i] == joined[i - 1]:
            joined[i] = "I-" + joined[i][2:]
    return tuple(joined)


def split(data: Path) -> tuple[list[Sentence], list[Sentence], list[Sentence]]:
    """The merged set as (train, dev, held_out). A sentence's part depends on its words alone, so equal ones stay together.

    Training sentences that share half of their five-word runs with a dev or held-out one are left out.
    """
    train, dev, held_out = [], [], []
    for sentence in read_sentences(data / "ner" / "merged_PER_LOC_ORG.conll"):
        place = rank(sentence.text, SPLIT_SEED)
        part = held_out if place < HELD_OUT_SHARE else dev if place < HELD_OUT_SHARE + DEV_SHARE else train
        part.append(sentence)
    near_held_out = NearDuplicates(sentence.text for sentence in held_out)
    dev = [sentence for sentence in dev if not near_held_out.matches(sentence.text)]
    near = NearDuplicates(sentence.text for sentence in held_out + dev)
    train = [sentence for sentence in train if not near.matches(sentence.text)]
    return train, dev, held_out


def source_of(data: Path) -> dict[tuple[str, ...], str]:
    """Which of the merged sets a sentence comes from."""
    found = {}
    for name in SOURCES:
        for sentence in read_sentences(data / "ner" / f"{name}.conll"):
            found[sentence.words] = name.split("_")[0]
    return found


def spans(labels: list[str] | tuple[str, ...]) -> set[Span]:
    """(first word, word after the last, kind) of every mention; an I- that continues nothing begins a mention."""
    found, start, kind = set(), 0, ""
    for i, label in enumerate([*labels, "O"]):
        continues = label.startswith("I-") and label[2:] == kind
        if kind and not continues:
            found.add((start, i, kind))
            kind = ""
        if label != "O" and not continues:
            start, kind = i, label[2:]
    return found


@dataclass
class SpanScore:
    """Counts of marked, true and rightly marked mentions."""

    marked: int = 0
    true: int = 0
    right: int = 0

    def add(self, marked: set[Span], true: set[Span]) -> None:
        self.marked += len(marked)
        self.true += len(true)
        self.right += len(marked & true)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.marked)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.true)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.marked + self.true)


def vocabulary_texts(data: Path) -> Iterator[tuple[str, int]]:
    """(text, weight) pairs from which the piece frequencies are counted."""
    for sentence in split(data)[0]:
        yield sentence.text, 8
    yield from general_texts(data)
