"""The labelled sentences: what is trained on, what chooses the recipe (dev), what is only scored (held-out)."""
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loupe.corpus import rank, without_near_duplicates
from loupe.encoder.vocabulary import general_texts

SPLIT_SEED = "loupe/sentiment/1"
HELD_OUT_SHARE = 0.10
DEV_SHARE = 0.05
PIECE_WORDS = 80
LABELS = ["NEGATIVE", "POSITIVE"]


@dataclass(frozen=True)
class Example:
    """One text and the number of its label in LABELS."""

    text: str
    label: int


def read_rows(file: Path) -> list[Example]:
    """Rows of `label TAB text`."""
    rows = []
    for line in file.read_text(encoding="utf-8").split("\n"):
        label, _, text = line.partition("\t")
        if label in ("0", "1") and text.strip():
            rows.append(Example(text.strip(), int(label)))
    return rows


def split(data: Path) -> tuple[list[Example], list[Example], list[Example]]:
    """rt_polarity as (train, dev, held_out). A line's part depends on its words alone, so equal lines stay together."""
    train, dev, held_out = [], [], []
    for row in read_rows(data / "sentiment" / "rt_polarity.tsv"):
        place = rank(row.text, SPLIT_SEED)
        part = held_out if place < HELD_OUT_SHARE else dev if place < HELD_OUT_SHARE + DEV_SHARE else train
        part.append(row)
    references = [row.text for row in held_out]
    dev = without_near_duplicates(dev, [row.text for row in dev], references)
    references += [row.text for row in dev]
    train = without_near_duplicates(train, [row.text for row in train], references)
    return train, dev, held_out


def pieces(row: Example) -> Iterator[Example]:
    """The opening and the closing words of a long review; a short one whole. The verdict is usually at an end."""
    tokens = row.text.split()
    if len(tokens) <= PIECE_WORDS:
        yield row
        return
    yield Example(" ".join(tokens[-PIECE_WORDS:]), row.label)
    if len(tokens) >= 2 * PIECE_WORDS:
        yield Example(" ".join(tokens[:PIECE_WORDS]), row.label)


def extra(data: Path, references: list[str]) -> dict[str, list[Example]]:
    """The other sets by name, long reviews cut into pieces, nothing near a reference text."""
    sets: dict[str, list[Example]] = {}
    for name in ("pros_cons", "product_reviews_sent", "uci_amazon_yelp", "movie_reviews_docs"):
        sets[name] = read_rows(data / "sentiment" / f"{name}.tsv")
    sets["imdb_counterfactual"] = [
        row for part in ("train", "dev", "test") for row in read_rows(data / "sentiment" / f"imdb_counterfactual_{part}.tsv")
    ]
    for name, rows in sets.items():
        cut = [piece for row in rows for piece in pieces(row)]
        sets[name] = without_near_duplicates(cut, [piece.text for piece in cut], references)
    return sets


def vocabulary_texts(data: Path) -> Iterator[tuple[str, int]]:
    """(text, weight) pairs from which the piece frequencies are counted; opinions count more than general English."""
    for file in sorted((data / "sentiment").glob("*.tsv")):
        main_set = file.name == "rt_polarity.tsv"
        weight = 8 if main_set else 2
        rows = split(data)[0] if main_set else read_rows(file)
        for row in rows:
            yield row.text, weight
    yield from general_texts(data)
