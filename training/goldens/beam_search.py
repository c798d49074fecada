"""Writes what transformers' `generate` makes of the toy model: greedy decoding with each processor, and beam search with
many combinations of its knobs, for the tests of workers/text/decoding.

    training/.venv/bin/python training/goldens/beam_search.py
"""

import itertools
import json
import warnings
from pathlib import Path

import torch
from toy_model import ToyModel, tables
from transformers import __version__ as transformers_version
from transformers.utils import logging

OUTPUT = Path(__file__).parents[2] / "workers/text/decoding/goldens/beam-search.json"

PROMPTS = [[5, 9, 2], [11, 3, 7]]


def greedy_cases():
    yield {}
    yield {"repetition_penalty": 1.4}
    yield {"repetition_penalty": 0.8}
    for size in (1, 2, 3):
        yield {"no_repeat_ngram_size": size}
    yield {"bad_words_ids": [[6], [4, 8], [0]]}
    yield {"min_length": 9}
    yield {"min_new_tokens": 7}
    yield {"min_new_tokens": 3, "min_length": 12}
    yield {"forced_eos_token_id": 0}
    yield {"suppress_tokens": [2, 4, 10]}
    yield {"begin_suppress_tokens": [10, 3, 4, 0]}
    yield {"max_length": 6, "max_new_tokens": None}
    yield {"max_length": 4, "max_new_tokens": 6}
    yield {"eos_token_id": [0, 4, 10]}
    yield {"repetition_penalty": 1.2, "no_repeat_ngram_size": 2, "min_new_tokens": 8, "bad_words_ids": [[13]]}


def beam_cases():
    stopping = (False, True, "never")
    penalties = (-1.0, 0.0, 0.6, 1.0, 2.0)
    extras = ({}, {"min_new_tokens": 5}, {"no_repeat_ngram_size": 2}, {"min_new_tokens": 4, "no_repeat_ngram_size": 2})
    for beams, early, penalty, extra in itertools.product((2, 3, 5), stopping, penalties, extras):
        yield {"num_beams": beams, "early_stopping": early, "length_penalty": penalty, "num_return_sequences": beams, **extra}
    for early, penalty in itertools.product(stopping, penalties):
        shared = {"num_beams": 4, "early_stopping": early, "length_penalty": penalty}
        yield {**shared, "num_return_sequences": 1, "max_new_tokens": 20}
        yield {**shared, "num_return_sequences": 2, "eos_token_id": [0, 4]}
        yield {**shared, "num_return_sequences": 3, "repetition_penalty": 1.3, "min_length": 6}
    for length in (1, 2, 3):
        yield {"num_beams": 4, "num_return_sequences": 4, "max_new_tokens": length}
    for case in greedy_cases():
        yield {"num_beams": 3, "num_return_sequences": 2, **case}


def main() -> None:
    warnings.simplefilter("ignore")
    logging.set_verbosity_error()
    model = ToyModel(tables()).eval()
    cases = []
    for options in [*greedy_cases(), *beam_cases()]:
        asked = {"max_new_tokens": 12, **options}
        output = model.generate(
            torch.tensor(PROMPTS),
            attention_mask=torch.ones(2, 3, dtype=torch.long),
            use_cache=False,
            do_sample=False,
            return_dict_in_generate=True,
            output_scores=True,
            **asked,
        )
        returned = asked.get("num_return_sequences", 1)
        rows = [trim(row, asked.get("eos_token_id", 0)) for row in output.sequences[:, 3:].tolist()]
        scores = output.sequences_scores.tolist() if asked.get("num_beams", 1) > 1 else [None] * len(rows)
        together = [{"ids": ids, "score": score} for ids, score in zip(rows, scores)]
        cases.append({"options": asked, "prompts": [together[:returned], together[returned:]]})
    golden = {
        "made_with": {"transformers": transformers_version, "torch": torch.__version__},
        "prompts": PROMPTS,
        "tables": tables().tolist(),
        "cases": cases,
    }
    OUTPUT.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
    print(len(cases), "cases,", OUTPUT.stat().st_size, "bytes")


def trim(ids: list[int], eos: int | list[int]) -> list[int]:
    """Without the padding after the end token."""
    ends = [eos] if isinstance(eos, int) else eos
    first = next((place for place, token in enumerate(ids) if token in ends), len(ids) - 1)
    return ids[: first + 1]


if __name__ == "__main__":
    main()
