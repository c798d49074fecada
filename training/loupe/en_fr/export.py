"""Writes the shipped files of the translation model.

    python -m loupe.en_fr.export
"""
from pathlib import Path

import torch

from loupe.en_fr.train import BITS, POSITIONS
from loupe.paths import MODELS, RUNS, argument_parser
from loupe.seq2seq.check import check
from loupe.seq2seq.export import Form, export

FORM = Form(bits=BITS, longest_source=POSITIONS, longest_target=POSITIONS)
FIXTURE_TEXTS = [
    "Good morning!", "The cat is sleeping on the chair.", "Do you want to go to the beach with us tomorrow?", "My sister doesn't like coffee, but she loves tea.",
    "Mr. O'Neill bought 3 apples — and one kiwi.",
]


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "en-fr", help="folder of the trained weights")
    parser.add_argument("--out", type=Path, default=MODELS / "en-fr", help="folder of the shipped files")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    export(options.run, options.out, FORM, FIXTURE_TEXTS)
    print(check(options.out, options.threads))


if __name__ == "__main__":
    main()
