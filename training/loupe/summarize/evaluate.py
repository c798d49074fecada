"""ROUGE-L of the shipped summarization files, by kind of text, beside what the first sentences alone would get.

    python -m loupe.summarize.evaluate
"""
import json
import re
from collections.abc import Sequence
from pathlib import Path

from loupe.paths import MODELS, argument_parser
from loupe.seq2seq.check import check
from loupe.seq2seq.scoring import rouge_l
from loupe.seq2seq.shipped import Translator
from loupe.summarize.data import HELD_OUT_REPORTS, HELD_OUT_SEED, Abstract, abstracts, reports
from loupe.summarize.procedural import Report

ABSTRACTS_SCORED = 120
FAMILIAR_REPORTS = 100
SENTENCE_END = re.compile(r"(?<=[.!?]) (?=\S)")


def first_sentences(text: str, count: int) -> str:
    """The beginning of a text."""
    return " ".join(SENTENCE_END.split(text)[:count])


def mean_rouge(texts: Sequence[str], references: Sequence[str]) -> float:
    return sum(map(rouge_l, texts, references)) / len(references)


def score(found: list[str], texts: Sequence[Report | Abstract]) -> dict[str, float]:
    """ROUGE-L of summaries, and of the first, the first two and the first three sentences."""
    references = [one.summary for one in texts]
    figures = {"texts": len(texts), "rouge_l": mean_rouge(found, references)}
    for count in (1, 2, 3):
        figures[f"first_{count}"] = mean_rouge([first_sentences(one.text, count) for one in texts], references)
    return figures


def names_kept(found: list[str], texts: list[Report]) -> float:
    """The share of the names of the right summaries that the written ones have too."""
    pairs = [(name, summary) for one, summary in zip(texts, found, strict=True) for name in set(one.names) if name in one.summary]
    return sum(name in summary for name, summary in pairs) / len(pairs)


def evaluate(data: Path, folder: Path, threads: int) -> dict[str, dict[str, float]]:
    """Procedural reports with names and combinations of their own, and abstracts of SciTLDR's development part."""
    shipped = Translator(folder, threads)
    held_out, papers = reports(HELD_OUT_REPORTS, HELD_OUT_SEED, True), abstracts(data, "dev")[:ABSTRACTS_SCORED]
    found = shipped.texts([one.text for one in held_out])
    # New texts, but with first names, family names, places and combinations that training has too.
    familiar = reports(FAMILIAR_REPORTS, HELD_OUT_SEED, False)
    found_familiar = shipped.texts([one.text for one in familiar])
    exact = sum(summary == one.summary for summary, one in zip(found, held_out, strict=True)) / len(found)
    return {
        "reports": score(found, held_out) | {"names_kept": names_kept(found, held_out), "exact": exact},
        "familiar": score(found_familiar, familiar) | {"names_kept": names_kept(found_familiar, familiar)},
        "abstracts": score(shipped.texts([one.text for one in papers]), papers), "file": check(folder, threads),
    }


def rows(figures: dict[str, dict[str, float]]) -> list[tuple[str, str]]:
    """Lines of the table of all models."""
    reports_figures, papers = figures["reports"], figures["abstracts"]
    return [
        (f"ROUGE-L, {reports_figures['texts']} held-out reports", f"{reports_figures['rouge_l']:.4f}"),
        ("ROUGE-L of their first sentence", f"{reports_figures['first_1']:.4f}"),
        ("ROUGE-L of their first two sentences", f"{reports_figures['first_2']:.4f}"),
        ("names of the right summaries that are written", f"{reports_figures['names_kept']:.4f}"),
        (f"ROUGE-L, {figures['familiar']['texts']} reports with names of training", f"{figures['familiar']['rouge_l']:.4f}"),
        ("names of their right summaries that are written", f"{figures['familiar']['names_kept']:.4f}"),
        (f"ROUGE-L, {papers['texts']} abstracts of SciTLDR dev", f"{papers['rouge_l']:.4f}"),
        ("ROUGE-L of their first sentence", f"{papers['first_1']:.4f}"),
        ("largest difference from the fixture", f"{figures['file']['fixture_distance']:.1e}"),
        ("two ONNX files, MB", f"{figures['file']['megabytes']:.2f}"),
    ]


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, default=MODELS / "summarize", help="folder of the shipped files")
    options = parser.parse_args()
    print(json.dumps(evaluate(options.data, options.model, options.threads), indent=2))


if __name__ == "__main__":
    main()
