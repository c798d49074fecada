"""Scores the shipped ONNX files of the starter models and prints one table.

    training/run.sh evaluate [--only ner,qa]
"""
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from loupe.embed import evaluate as embed
from loupe.en_fr import evaluate as en_fr
from loupe.fill_mask import evaluate as fill_mask
from loupe.ner import evaluate as ner
from loupe.nli import evaluate as nli
from loupe.paths import MODELS, RUNS, argument_parser
from loupe.qa import evaluate as qa
from loupe.scenes import evaluate as scenes
from loupe.sentiment import evaluate as sentiment
from loupe.stories.evaluate import evaluate as evaluate_stories
from loupe.summarize import evaluate as summarize

ENCODERS = {"sentiment": sentiment, "ner": ner, "qa": qa, "nli": nli, "fill-mask": fill_mask, "embed": embed}
Row = tuple[str, str]


def file_rows(figures: dict[str, Any]) -> list[Row]:
    """What is said of the file of every encoder."""
    return [
        ("largest difference from the fixture", f"{figures['fixture_distance']:.1e}"),
        ("ONNX file, MB", f"{figures['megabytes']:.2f}"),
    ]


def story_rows(figures: dict[str, Any]) -> list[Row]:
    """The lines of loupe/stories."""
    rows = []
    for name in ("fairy tales", "picture books", "all real", "procedural"):
        part = figures[name]
        rows += [
            (f"perplexity per token, {name} ({part['stories']})", f"{part['perplexity_per_token']:.2f}"),
            (f"perplexity per word, {name}", f"{part['perplexity_per_word']:.1f}"),
            (f"bits per byte, {name}", f"{part['bits_per_byte']:.4f}"),
        ]
    file = figures["file"]
    return [*rows, ("fixtures reproduced", f"{file['fixtures_reproduced']} of {file['fixtures']}"), ("ONNX file, MB", f"{file['megabytes']:.2f}")]


def scorers() -> dict[str, tuple[Callable[[Path, Path, int], dict], Callable[[dict], list[Row]]]]:
    """For each model, what computes its figures and what makes lines of them."""
    found = {name: (module.evaluate, lambda figures, module=module: module.rows(figures) + file_rows(figures)) for name, module in ENCODERS.items()}
    return found | {
        "stories": (evaluate_stories, story_rows),
        "en-fr": (en_fr.evaluate, en_fr.rows),
        "summarize": (summarize.evaluate, summarize.rows),
        "scenes": (scenes.evaluate, scenes.rows),
    }


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="names of models, with commas between; all that are shipped without it")
    options = parser.parse_args()
    wanted = options.only.split(",") if options.only else [name for name in scorers() if (MODELS / name).exists()]
    figures, lines = {}, []
    for name in wanted:
        evaluate, rows = scorers()[name]
        figures[name] = evaluate(options.data, MODELS / name, options.threads)
        lines += [(f"loupe/{name}", *row) for row in rows(figures[name])]
    widths = [max(len(line[column]) for line in lines) for column in range(3)]
    for line in lines:
        print(f"{line[0]:<{widths[0]}}  {line[1]:<{widths[1]}}  {line[2]:>{widths[2]}}")
    RUNS.mkdir(exist_ok=True)
    (RUNS / "evaluation.json").write_text(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
