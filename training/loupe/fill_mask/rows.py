"""Rows of word pieces for loupe/fill-mask: sentences joined to windows, batches of like length, masks."""
import random
from collections.abc import Iterator
from dataclasses import dataclass

from tokenizers import Tokenizer

from loupe.encoder.training import Encoded
from loupe.fill_mask.data import WORD
from loupe.fill_mask.texts import Documents
from loupe.wordpiece import SPECIAL

# How often each source is seen; everyday texts more than solemn ones.
PASSES = {
    "Tatoeba": 1.5, "picture books": 1.5, "TinyStories": 1.5, "fairy tales": 0.8, "MASC": 0.8, "WikiText-2": 0.8, "speeches": 0.5, "Genesis": 0.5,
}
WINDOW_PIECES = (16, 96)
MASKED_SHARE = 0.2
BATCH_PIECES = 2048
CHUNK_ROWS = 2000
MASK, CLS, SEP = (SPECIAL.index(name) for name in ("[MASK]", "[CLS]", "[SEP]"))


@dataclass(frozen=True)
class Row:
    """The ids of a text, and the places of its words that are one piece each: the ones that may be masked."""

    ids: list[int]
    words: list[int]


def windows(tokenizer: Tokenizer, documents: Documents, rng: random.Random) -> Iterator[Row]:
    """Whole sentences of a document, joined up to random lengths."""
    for document in documents:
        ids: list[int] = []
        places: list[int] = []
        room = rng.randint(*WINDOW_PIECES)
        for sentence, encoding in zip(document, tokenizer.encode_batch(document, add_special_tokens=False), strict=True):
            spans = {match.span() for match in WORD.finditer(sentence)}
            if ids and len(ids) + len(encoding.ids) > room:
                yield Row(ids, places)
                ids, places, room = [], [], rng.randint(*WINDOW_PIECES)
            places = places + [len(ids) + i for i, span in enumerate(encoding.offsets) if span in spans]
            ids = ids + encoding.ids
        yield Row(ids, places)


def training_rows(tokenizer: Tokenizer, sets: dict[str, Documents], rng: random.Random) -> list[Row]:
    """Windows of all sources, as often as PASSES says."""
    found: list[Row] = []
    for source, documents in sets.items():
        whole, part = divmod(PASSES[source], 1)
        for _ in range(int(whole)):
            found += windows(tokenizer, documents, rng)
        found += windows(tokenizer, rng.sample(documents, round(part * len(documents))), rng)
    return [Row(row.ids[: WINDOW_PIECES[1]], [i for i in row.words if i < WINDOW_PIECES[1]]) for row in found if row.words]


def batches(rows: list[Row], rng: random.Random) -> list[list[Row]]:
    """Shuffled batches of similar lengths, each of about as many pieces."""
    order = list(rows)
    rng.shuffle(order)
    groups: list[list[Row]] = []
    for start in range(0, len(order), CHUNK_ROWS):
        group: list[Row] = []
        for row in sorted(order[start : start + CHUNK_ROWS], key=lambda row: len(row.ids)):
            if group and (len(group) + 1) * (len(row.ids) + 2) > BATCH_PIECES:
                groups.append(group)
                group = []
            group.append(row)
        groups.append(group)
    rng.shuffle(groups)
    return groups


def mask(row: Row, rng: random.Random) -> Encoded:
    """The row with some of its words masked; the target has the places and the masked ids."""
    places = rng.sample(row.words, max(1, round(MASKED_SHARE * len(row.words))))
    ids = [CLS, *row.ids, SEP]
    target = [(place + 1, row.ids[place]) for place in places]
    for place, _ in target:
        ids[place] = MASK
    return Encoded(ids, [0] * len(ids), target)
