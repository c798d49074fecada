"""Where things are: the data, the intermediate runs and the shipped models."""
import argparse
import os
from pathlib import Path

TRAINING = Path(__file__).resolve().parent.parent
REPOSITORY = TRAINING.parent
RUNS = TRAINING / "runs"
MODELS = REPOSITORY / "public" / "models" / "loupe"


def argument_parser(description: str) -> argparse.ArgumentParser:
    """A parser with the two options that every command has."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--data", type=Path, default=REPOSITORY / ".." / "shared" / "data", help="folder of the training data")
    parser.add_argument("--threads", type=int, default=int(os.environ.get("OMP_NUM_THREADS", "1")), help="CPU threads")
    return parser
