"""Reading text, splitting it reproducibly, and keeping training text clear of held-out text."""
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

WORD = re.compile(r"[a-z0-9]+")
SHINGLE = 5
Row = TypeVar("Row")


def words(text: str) -> list[str]:
    """The lower-case letter and digit runs of a text: what is compared to find duplicates."""
    return WORD.findall(text.lower())


def rank(key: str, seed: str) -> float:
    """A number in [0, 1) that depends on the key and the seed only, not on the order of the file."""
    digest = hashlib.sha256(f"{seed}\n{' '.join(words(key))}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def shingles(text: str) -> set[tuple[str, ...]]:
    """All runs of five words; a shorter text is one shingle."""
    tokens = words(text)
    if len(tokens) <= SHINGLE:
        return {tuple(tokens)}
    return {tuple(tokens[i : i + SHINGLE]) for i in range(len(tokens) - SHINGLE + 1)}


class NearDuplicates:
    """Finds texts that share at least half of the shingles of some reference text, or the reverse."""

    def __init__(self, references: Iterable[str], share: float = 0.5) -> None:
        self.share = share
        self.sizes: list[int] = []
        self.index: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, reference in enumerate(references):
            found = shingles(reference)
            self.sizes.append(len(found))
            for shingle in found:
                self.index[shingle].append(number)

    def matches(self, text: str) -> bool:
        """True when the text contains, or is contained in, half of a reference text."""
        found = shingles(text)
        common: dict[int, int] = defaultdict(int)
        for shingle in found:
            for number in self.index.get(shingle, ()):
                common[number] += 1
        return any(count >= self.share * min(len(found), self.sizes[number]) for number, count in common.items())


def without_near_duplicates(rows: Sequence[Row], texts: Sequence[str], references: Iterable[str]) -> list[Row]:
    """The rows whose text is no near-duplicate of a reference text."""
    near = NearDuplicates(references)
    return [row for row, text in zip(rows, texts, strict=True) if not near.matches(text)]
