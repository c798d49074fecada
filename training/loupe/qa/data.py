"""Questions with answers in a text: what is trained on, what chooses (dev), what is only scored (held-out)."""
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from loupe.corpus import NearDuplicates, rank
from loupe.encoder.vocabulary import general_texts

SPLIT_SEED = "loupe/qa/1"
HELD_OUT_SHARE = 0.15
DEV_SHARE = 0.09


@dataclass(frozen=True)
class Question:
    """A question, the text that answers it, where the answer begins there, and all answers that count as right."""

    question: str
    context: str
    answer: str
    start: int
    answers: tuple[str, ...]
    title: str


def read_questions(file: Path) -> list[Question]:
    """Lines of JSON; a set without titles has '' there."""
    rows = []
    for line in file.read_text(encoding="utf-8").split("\n"):
        if line:
            row = json.loads(line)
            answers = tuple(row.get("answers") or [row["answer"]])
            rows.append(Question(row["question"], row["context"], row["answer"], row["start"], answers, row.get("title", "")))
    return rows


def part_of(title: str) -> str:
    """Whether the questions about a Wikipedia article are trained on."""
    place = rank(title.replace("_", " "), SPLIT_SEED)
    return "held_out" if place < HELD_OUT_SHARE else "dev" if place < HELD_OUT_SHARE + DEV_SHARE else "train"


def squad(data: Path, part: str, sentences: bool = False) -> list[Question]:
    """The SQuAD questions of one part, with a whole paragraph or only the sentence of the answer as the text."""
    file = "squad11_dev_sentence_context.jsonl" if sentences else "squad11_dev_from_explorer.jsonl"
    return [row for row in read_questions(data / "qa" / file) if part_of(row.title) == part]


def qamr(data: Path, references: list[str]) -> list[Question]:
    """Questions about single sentences of Wikipedia and Wikinews, none of them near a reference text."""
    near = NearDuplicates(references)
    rows = read_questions(data / "qa" / "qamr_dev.jsonl")
    clear = {context: not near.matches(context) for context in {row.context for row in rows}}
    return [row for row in rows if clear[row.context]]


def training_sets(data: Path) -> dict[str, list[Question]]:
    """What is trained on, by name."""
    references = sorted({row.context for part in ("dev", "held_out") for row in squad(data, part)})
    near = NearDuplicates(references)
    paragraphs = squad(data, "train")
    clear = {context for context in {row.context for row in paragraphs} if not near.matches(context)}
    return {
        "SQuAD paragraphs": [row for row in paragraphs if row.context in clear],
        "SQuAD sentences": squad(data, "train", sentences=True),
        "QAMR": qamr(data, references),
    }


def sample(rows: list[Question], count: int, rng: random.Random) -> list[Question]:
    """So many of the rows, or all."""
    return rng.sample(rows, count) if len(rows) > count else rows


def window(row: Question, size: int, rng: random.Random) -> Question:
    """A run of at most so many words of the text that has the answer somewhere in it, to make training cheaper."""
    words = [(match.start(), match.end()) for match in re.finditer(r"\S+", row.context)]
    end = row.start + len(row.answer)
    inside = [i for i, (first, last) in enumerate(words) if first < end and last > row.start]
    if len(words) <= size or not inside:
        return row
    earliest, latest = max(0, inside[-1] + 1 - size), min(inside[0], len(words) - size)
    if earliest > latest:
        return row
    first = rng.randint(earliest, latest)
    begin = words[first][0]
    return replace(row, context=row.context[begin : words[first + size - 1][1]], start=row.start - begin)


def vocabulary_texts(data: Path) -> Iterator[tuple[str, int]]:
    """(text, weight) pairs from which the piece frequencies are counted."""
    for name, rows in training_sets(data).items():
        for text in sorted({row.context for row in rows}):
            yield text, 1 if name == "SQuAD sentences" else 4
        for row in rows:
            yield row.question, 2
    yield from general_texts(data)
