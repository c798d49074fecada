"""Writes what transformers' own warpers make of a few logit vectors, for the tests of workers/text/decoding.

    training/.venv/bin/python training/goldens/logits_processors.py
"""

import json
from pathlib import Path

import torch
from transformers import TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper
from transformers import __version__ as transformers_version

OUTPUT = Path(__file__).parents[2] / "workers/text/decoding/goldens/logits-processors.json"


def vectors() -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(7)
    return {
        "spread": torch.randn(48, generator=generator) * 3,
        "flat": torch.randn(48, generator=generator) * 0.05,
        "peaked": torch.cat([torch.tensor([12.0, 3.0]), torch.zeros(14)]),
        "ties": torch.tensor([2.0, 1.0, 1.0, 1.0, 0.0, -1.0, -1.0, 2.0]),
    }


def main() -> None:
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
                    probabilities = scores.double().softmax(-1)[0]
                    cases.append(
                        {
                            "vector": name,
                            "temperature": temperature,
                            "top_k": top_k,
                            "top_p": top_p,
                            "probabilities": [round(p, 8) for p in probabilities.tolist()],
                        }
                    )
    golden = {
        "made_with": {"transformers": transformers_version, "torch": torch.__version__},
        "vectors": {name: logits.tolist() for name, logits in vectors().items()},
        "cases": cases,
    }
    OUTPUT.write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
