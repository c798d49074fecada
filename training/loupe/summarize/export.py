"""Writes the shipped files of the summarization model.

    python -m loupe.summarize.export
"""
from pathlib import Path

import torch

from loupe.paths import MODELS, RUNS, argument_parser
from loupe.seq2seq.check import check
from loupe.seq2seq.export import Form, export
from loupe.summarize.data import reports
from loupe.summarize.train import BITS, LONGEST_TARGET, POSITIONS

FORM = Form(bits=BITS, longest_source=POSITIONS, longest_target=LONGEST_TARGET)
FIXTURE_SEED = 3_000_003


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "summarize", help="folder of the trained weights")
    parser.add_argument("--out", type=Path, default=MODELS / "summarize", help="folder of the shipped files")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    export(options.run, options.out, FORM, [one.text for one in reports(4, FIXTURE_SEED, True)])
    print(check(options.out, options.threads))


if __name__ == "__main__":
    main()
