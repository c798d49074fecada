"""What the summarizer reads: procedural reports, and abstracts of papers with one-sentence summaries."""
import json
import random
from dataclasses import dataclass
from pathlib import Path

from loupe.corpus import NearDuplicates
from loupe.summarize.procedural import LONGEST_WORDS, Report, report

REPORTS_PER_PASS = 6000
ABSTRACTS_PER_PASS = 300
HELD_OUT_REPORTS = 300
HELD_OUT_SEED = 1_000_003
DEV_SEED = 2_000_003
# The first passes have shorter texts: copying names is learned sooner there.
LONGEST_OF_PASS = [70, 90, 120]


@dataclass(frozen=True)
class Abstract:
    """An abstract and a summary in a sentence."""

    text: str
    summary: str


def plain(text: str) -> str:
    return " ".join(text.replace("\u2019", "'").split())


def abstracts(data: Path, part: str) -> list[Abstract]:
    """SciTLDR, train or dev: the abstract and the first of its summaries."""
    lines = (data / "summarization" / f"scitldr_abstract_{part}.jsonl").read_text(encoding="utf-8").split("\n")
    return [Abstract(plain(row["source"]), plain(row["target"][0])) for row in map(json.loads, filter(None, lines))]


def training_abstracts(data: Path) -> list[Abstract]:
    """The training part without abstracts that come near those of dev."""
    near = NearDuplicates((abstract.text for abstract in abstracts(data, "dev")), share=0.25)
    return [abstract for abstract in abstracts(data, "train") if not near.matches(abstract.text)]


def reports(count: int, seed: int | str, held_out: bool, longest: int = LONGEST_WORDS) -> list[Report]:
    """Reports of the grammar. Held-out ones have names, places and combinations that training never has."""
    rng = random.Random(f"loupe/summarize/{seed}")
    return [report(rng, held_out, longest) for _ in range(count)]


def pass_pairs(papers: list[Abstract], seed: int, epoch: int) -> list[tuple[str, str]]:
    """The texts and summaries of one pass."""
    longest = LONGEST_OF_PASS[epoch] if epoch < len(LONGEST_OF_PASS) else LONGEST_WORDS
    pairs = [(one.text, one.summary) for one in reports(REPORTS_PER_PASS, f"{seed}/{epoch}", False, longest)]
    chosen = random.Random(f"{seed}/{epoch}").sample(papers, ABSTRACTS_PER_PASS)
    return pairs + [(one.text, one.summary) for one in chosen]
