"""The stories: real ones split by title, procedural ones by seed, and plain sentences."""
import json
import random
from dataclasses import dataclass
from pathlib import Path

from loupe.corpus import NearDuplicates, rank
from loupe.stories.procedural import story

SPLIT_SEED = "loupe/stories/1"
HELD_OUT_SHARE = 0.10
TRAINING_STORIES = 30_000
TRAINING_SEED = 1
HELD_OUT_STORIES = 200
HELD_OUT_SEED = 1_000_003
SENTENCES_PER_TEXT = 12
PLAIN = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u00a0": " ", "`": "'"})


@dataclass(frozen=True)
class Story:
    """A whole text and its title."""

    title: str
    text: str


def plain(text: str) -> str:
    """Typewriter quotes and dashes, one space between words, paragraphs apart by an empty line.

    Single line breaks are the layout of a picture book and become spaces.
    """
    paragraphs = text.translate(PLAIN).replace("\r", "").split("\n\n")
    return "\n\n".join(joined for paragraph in paragraphs if (joined := " ".join(paragraph.split())))


def fairytales(data: Path, part: str) -> list[Story]:
    """One part (train, val, test) of the fairy tales."""
    lines = (data / "text_lm" / f"fairytales_{part}.jsonl").read_text(encoding="utf-8").split("\n")
    return [Story(row["title"], plain(row["text"])) for row in map(json.loads, filter(None, lines))]


def childrens_stories(data: Path) -> tuple[list[Story], list[Story]]:
    """The English picture-book stories as (train, held_out); a title is in one part only."""
    train, held_out = [], []
    for line in (data / "text_lm" / "childrens_stories_ccby.jsonl").read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        row = json.loads(line)
        if row["lang"] == "en":
            part = held_out if rank(row["title"], SPLIT_SEED) < HELD_OUT_SHARE else train
            part.append(Story(row["title"], plain(row["text"])))
    return train, held_out


def held_out_stories(data: Path) -> list[Story]:
    """Real stories that no training text comes near."""
    return fairytales(data, "val") + fairytales(data, "test") + childrens_stories(data)[1]


def procedural_stories(count: int, seed: int) -> list[str]:
    """Stories of the grammar."""
    rng = random.Random(seed)
    return [story(rng) for _ in range(count)]


def training_texts(data: Path) -> dict[str, list[str]]:
    """Texts to train on by source, none a near-duplicate of a held-out story."""
    near = NearDuplicates((story.text for story in held_out_stories(data)), share=0.25)

    def clear(stories: list[Story]) -> list[str]:
        return [story.text for story in stories if not near.matches(story.text)]

    tiny = plain((data / "text_lm" / "tinystories_sample.txt").read_text(encoding="utf-8"))
    sentences = (data / "text_lm" / "tatoeba_en_sentences.txt").read_text(encoding="utf-8").translate(PLAIN).split("\n")
    random.Random(TRAINING_SEED).shuffle(sentences)
    grouped = [" ".join(sentences[i : i + SENTENCES_PER_TEXT]) for i in range(0, len(sentences), SENTENCES_PER_TEXT)]
    return {
        "procedural": procedural_stories(TRAINING_STORIES, TRAINING_SEED),
        "fairytales": clear(fairytales(data, "train")),
        "childrens": clear(childrens_stories(data)[0]),
        "tinystories": [tiny],
        "sentences": grouped,
    }
