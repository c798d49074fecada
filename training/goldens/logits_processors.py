"""Writes what transformers' own processors make of a few logit vectors, one by one and together in the order in which
`generate` puts them, for the tests of workers/text/decoding.

    training/.venv/bin/python training/goldens/logits_processors.py
"""

import json
import random
from pathlib import Path

import torch
from toy_model import ToyModel, tables
from transformers import GenerationConfig, TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper
from transformers import __version__ as transformers_version

OUTPUT = Path(__file__).parents[2] / "workers/text/decoding/goldens"

# Prompt and continuation; the prompt is three tokens long.
IDS = [7, 3, 12, 7, 3, 5, 40, 7, 3]
PROMPT_LENGTH = 3
END_IDS = [0, 9]


def vectors() -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(7)
    return {
        "spread": torch.randn(48, generator=generator) * 3,
        "flat": torch.randn(48, generator=generator) * 0.05,
        "peaked": torch.cat([torch.tensor([12.0, 3.0]), torch.zeros(14)]),
        "ties": torch.tensor([2.0, 1.0, 1.0, 1.0, 0.0, -1.0, -1.0, 2.0]),
    }


def rounded(scores: torch.Tensor) -> list[float]:
    return [round(p, 8) for p in scores.double().softmax(-1)[0].tolist()]


def warper_cases() -> list[dict]:
    """Temperature, top_k and top_p on all vectors, equal logits included."""
    cases = []
    for name, logits in vectors().items():
        for temperature in (0.3, 1.0, 1.7):
            for top_k in (0, 1, 3, 10):
                for top_p in (0.1, 0.5, 0.9, 0.95, 1.0):
                    scores = logits.clone()[None]
                    if temperature != 1.0:
                        scores = TemperatureLogitsWarper(temperature)(None, scores)
                    if top_k > 0:
                        scores = TopKLogitsWarper(top_k)(None, scores)
                    if top_p < 1.0:
                        scores = TopPLogitsWarper(top_p)(None, scores)
                    named = {"vector": name, "temperature": temperature, "top_k": top_k, "top_p": top_p}
                    cases.append({**named, "probabilities": rounded(scores)})
    return cases


KNOBS = {
    "repetition_penalty": (0.7, 1.3, 2.0),
    "no_repeat_ngram_size": (1, 2, 3, 4),
    "bad_words_ids": ([[5]], [[7, 3, 12], [11]], [[0], [3, 8]]),
    "min_length": (9, 10, 20),
    "min_new_tokens": (6, 7, 20),
    "forced_eos_token_id": (9, [0, 9]),
    "suppress_tokens": ([1, 2, 3, 30],),
    "begin_suppress_tokens": ([4, 6],),
    "temperature": (0.3, 1.7),
    "top_k": (1, 3, 10),
    "top_p": (0.1, 0.5, 0.9),
    "min_p": (0.0, 0.05, 0.3, 1.0),
    "typical_p": (0.2, 0.5, 0.9),
}
SAMPLING = ("temperature", "top_k", "top_p", "min_p", "typical_p")


def option_sets():
    for name, values in KNOBS.items():
        for value in values:
            sampled = {"do_sample": True, "top_k": 0} if name in SAMPLING else {}
            yield {**sampled, name: value}
            if sampled:
                yield {**sampled, name: value, "num_beams": 3}
    yield {"forced_bos_token_id": 4}
    rng = random.Random(5)
    for _ in range(120):
        names = rng.sample([name for name in KNOBS if name != "forced_eos_token_id"], rng.randint(2, 7))
        sampled = any(name in SAMPLING for name in names)
        chosen = {name: rng.choice(KNOBS[name]) for name in sorted(names)}
        yield {"do_sample": sampled, "top_k": 0, **chosen, "num_beams": rng.choice((1, 1, 3))}


def processed(options: dict, logits: torch.Tensor, max_new_tokens: int, ids: list[int]) -> torch.Tensor:
    """What the processors of one `generate` call make of the scores of its next token."""
    model = ToyModel(tables())
    prompt_length = min(PROMPT_LENGTH, len(ids))
    lengths = {"max_length": prompt_length + max_new_tokens, "max_new_tokens": max_new_tokens}
    if "min_new_tokens" in options:
        lengths["min_length"] = prompt_length + options["min_new_tokens"]
    config = GenerationConfig(eos_token_id=END_IDS, pad_token_id=1, **{**options, **lengths})
    model._prepare_special_tokens(config, device=torch.device("cpu"))
    processors = model._get_logits_processor(config, input_ids_seq_length=prompt_length, device="cpu")
    return processors(torch.tensor([ids]), logits.clone()[None])


def combination_cases() -> list[dict]:
    cases = []
    for options in option_sets():
        forced = "forced_eos_token_id" in options
        for name in ("spread", "flat"):
            # The last step but one, where an end token is forced, or somewhere before.
            for max_new_tokens in (7, 30) if forced else (30,):
                ids = [7] if "forced_bos_token_id" in options else IDS
                scores = processed(options, vectors()[name], max_new_tokens, ids)
                # A token that is ruled out stays so; which ones are is part of what is compared.
                case = {"vector": name, "ids": ids, "max_new_tokens": max_new_tokens, "options": options}
                cases.append({**case, "probabilities": rounded(scores)})
    return cases


def main() -> None:
    made = {
        "made_with": {"transformers": transformers_version, "torch": torch.__version__},
        "vectors": {name: logits.tolist() for name, logits in vectors().items()},
    }
    (OUTPUT / "logits-processors.json").write_text(json.dumps({**made, "cases": warper_cases()}) + "\n")
    together = {**made, "prompt_length": PROMPT_LENGTH, "end_ids": END_IDS, "cases": combination_cases()}
    (OUTPUT / "processors-together.json").write_text(json.dumps(together, separators=(",", ":")) + "\n")
    print(len(together["cases"]), "combinations")


if __name__ == "__main__":
    main()
