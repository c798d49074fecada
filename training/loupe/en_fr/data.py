"""Tatoeba pairs, split by English sentence, and the variations of them that are trained on."""
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from loupe.corpus import NearDuplicates, rank

SPLIT_SEED = "loupe/en-fr/1"
TEST_SHARE = 0.013
DEV_SHARE = 0.005
LONGEST_WORDS = 40
CHANGES = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u200b": None, "\u00ad": None, "“": '"', "”": '"', "‐": "-"})


@dataclass(frozen=True)
class Sentence:
    """An English sentence and all its French translations."""

    english: str
    french: tuple[str, ...]

    def reference(self) -> str:
        """One translation, drawn by a hash of its words."""
        return min(self.french, key=lambda text: (rank(text, SPLIT_SEED), text))


@dataclass(frozen=True)
class Split:
    """Sentences to train on, to choose by and to score; no English sentence is in two parts."""

    train: list[Sentence]
    dev: list[Sentence]
    test: list[Sentence]


def plain(text: str) -> str:
    """Typewriter apostrophes, ordinary spaces, one space between words."""
    return " ".join(text.translate(CHANGES).split())


def sentences(data: Path) -> list[Sentence]:
    """All English sentences; those of the same words (`Go!`, `Go.`) stay apart but fall into the same part."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for line in (data / "translation" / "tatoeba_eng_fra.tsv").read_text(encoding="utf-8").split("\n"):
        if line:
            english, french = map(plain, line.split("\t"))
            if max(len(english.split()), len(french.split())) <= LONGEST_WORDS:
                found[english][french] = None
    return [Sentence(english, tuple(french)) for english, french in found.items()]


def split(data: Path) -> Split:
    """Dev and test by a hash of the English words; training pairs that come near them in either language are left out."""
    train, dev, test = [], [], []
    for sentence in sentences(data):
        place = rank(sentence.english, SPLIT_SEED)
        part = test if place < TEST_SHARE else dev if place < TEST_SHARE + DEV_SHARE else train
        part.append(sentence)
    held_out = dev + test
    near_english = NearDuplicates(sentence.english for sentence in held_out)
    near_french = NearDuplicates(text for sentence in held_out for text in sentence.french)
    kept = []
    for sentence in train:
        french = tuple(text for text in sentence.french if not near_french.matches(text))
        if french and not near_english.matches(sentence.english):
            kept.append(Sentence(sentence.english, french))
    return Split(kept, dev, test)


def first_letter_small(text: str) -> str:
    """The text with its first letter in lower case, unless the word is I or begins with it."""
    return text if text[:2] in ("I ", "I'") else text[:1].lower() + text[1:]


def varied_pairs(train: list[Sentence], seed: int, epoch: int) -> list[tuple[str, str]]:
    """The pairs of one pass: a random translation of each sentence and half of the others; some as hasty people type
    them (small first letter, no full stop), some two at a time."""
    rng = random.Random(f"{seed}/{epoch}")
    pairs = []
    for sentence in train:
        count = 1 + (len(sentence.french) - 1) // 2
        pairs += [(sentence.english, french) for french in rng.sample(sentence.french, count)]
    rng.shuffle(pairs)
    varied = []
    for number, (english, french) in enumerate(pairs):
        if rng.random() < 0.06:
            first, second = pairs[number - 1]
            if len(first.split()) < 15 and first[-1] in ".?!" and second[-1] in ".?!":
                english, french = f"{first} {english}", f"{second} {french}"
        if rng.random() < 0.06 and english.endswith(".") and french.endswith("."):
            english, french = english[:-1], french[:-1]
        if rng.random() < 0.06:
            english = first_letter_small(english)
        varied.append((english, french))
    return varied
