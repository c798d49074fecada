"""chrF of the shipped translation files on English sentences they were not trained on.

    python -m loupe.en_fr.evaluate
"""
import json
from pathlib import Path

from loupe.en_fr.data import split
from loupe.paths import MODELS, argument_parser
from loupe.seq2seq.check import check
from loupe.seq2seq.scoring import chrf
from loupe.seq2seq.shipped import Translator

BEAMS = 4


def evaluate(data: Path, folder: Path, threads: int) -> dict[str, float]:
    """Each held-out sentence with one French translation, drawn by a hash."""
    shipped = Translator(folder, threads)
    held_out = split(data).test
    english, references = [one.english for one in held_out], [one.reference() for one in held_out]
    greedy, beam = shipped.texts(english), shipped.beam_texts(english, BEAMS)
    return {
        "sentences": len(held_out), "chrf_greedy": chrf(greedy, references), "chrf_beam": chrf(beam, references), "chrf_copy": chrf(english, references),
        "among_translations": sum(text in one.french for one, text in zip(held_out, greedy, strict=True)) / len(held_out), **check(folder, threads),
    }


def rows(figures: dict[str, float]) -> list[tuple[str, str]]:
    """Lines of the table of all models."""
    return [
        (f"chrF, {figures['sentences']} held-out sentences, greedy", f"{figures['chrf_greedy']:.2f}"),
        (f"chrF, beam {BEAMS}", f"{figures['chrf_beam']:.2f}"),
        ("chrF of the English sentences themselves", f"{figures['chrf_copy']:.2f}"),
        ("equal to one of the translations, greedy", f"{figures['among_translations']:.4f}"),
        ("largest difference from the fixture", f"{figures['fixture_distance']:.1e}"),
        ("two ONNX files, MB", f"{figures['megabytes']:.2f}"),
    ]


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, default=MODELS / "en-fr", help="folder of the shipped files")
    options = parser.parse_args()
    print(json.dumps(evaluate(options.data, options.model, options.threads), indent=2))


if __name__ == "__main__":
    main()
