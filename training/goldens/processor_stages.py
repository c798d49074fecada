"""Writes the distributions that transformers' processors leave one after the other, in the order of `generate`, for the
tests of the decoding lab.

    cd training/goldens; ../.venv/bin/python processor_stages.py
"""
import json
import random
from pathlib import Path

import torch
from logits_processors import END_IDS, IDS, PROMPT_LENGTH, vectors
from toy_model import ToyModel, tables
from transformers import GenerationConfig
from transformers import __version__ as transformers_version

OUTPUT = Path(__file__).parents[2] / "workers/text/decoding/goldens/processor-stages.json"

# What each class of transformers is asked for by.
KNOB = {
    "RepetitionPenaltyLogitsProcessor": "repetition_penalty", "NoRepeatNGramLogitsProcessor": "no_repeat_ngram_size",
    "TemperatureLogitsWarper": "temperature", "TopKLogitsWarper": "top_k", "TopPLogitsWarper": "top_p",
    "MinPLogitsWarper": "min_p", "TypicalLogitsWarper": "typical_p",
}
VALUES = {
    "repetition_penalty": (0.7, 1.3, 2.0), "no_repeat_ngram_size": (2, 3), "temperature": (0.3, 0.8, 1.7), "top_k": (0, 3, 10),
    "top_p": (0.3, 0.5, 0.9), "min_p": (0.05, 0.3), "typical_p": (0.2, 0.9),
}


def stages(options: dict, logits: torch.Tensor) -> list[dict]:
    model = ToyModel(tables())
    config = GenerationConfig(eos_token_id=END_IDS, pad_token_id=1, max_length=PROMPT_LENGTH + 30, do_sample=True, **options)
    model._prepare_special_tokens(config, device=torch.device("cpu"))
    scores, made = logits.clone()[None], []
    for processor in model._get_logits_processor(config, input_ids_seq_length=PROMPT_LENGTH, device="cpu"):
        scores = processor(torch.tensor([IDS]), scores)
        probabilities = [round(p, 8) for p in scores.double().softmax(-1)[0].tolist()]
        made.append({"name": KNOB[type(processor).__name__], "probabilities": probabilities})
    return made


def main() -> None:
    rng = random.Random(3)
    cases = []
    for number in range(40):
        chosen = {name: rng.choice(VALUES[name]) for name in sorted(rng.sample(sorted(VALUES), rng.randint(2, len(VALUES))))}
        options = {"top_k": 0} | chosen
        vector = ("spread", "flat")[number % 2]
        cases.append({"vector": vector, "options": options, "stages": stages(options, vectors()[vector])})
    golden = {
        "made_with": {"transformers": transformers_version, "torch": torch.__version__},
        "ids": IDS, "prompt_length": PROMPT_LENGTH, "end_ids": END_IDS,
        "vectors": {name: vectors()[name].tolist() for name in ("spread", "flat")},
        "cases": cases,
    }
    OUTPUT.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
    print(len(cases), "cases,", OUTPUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
