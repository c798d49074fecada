"""Writes the shipped files of loupe/fill-mask.

    python -m loupe.fill_mask.export
"""
from pathlib import Path
from typing import Any

import torch
from transformers import BertForMaskedLM

from loupe.encoder.export import export_options, load_rounded, ship, write_fixture
from loupe.encoder.vocabulary import load_tokenizer

FIXTURE_TEXTS = [
    "The cat sat on the [MASK].",
    "He opened the [MASK] and walked in.",
    "She drank a cup of [MASK].",
    "Paris is the [MASK] of France.",
    "It was so [MASK] that we put on our coats.",
]
TOP = 5


@torch.no_grad()
def fixture_row(model: BertForMaskedLM, folder: Path, text: str) -> dict[str, Any]:
    """A text, its ids, and the likeliest pieces for its mask; all logits of a text would be too many numbers."""
    tokenizer = load_tokenizer(folder, model.config.max_position_embeddings)
    ids = tokenizer.encode(text).ids
    place = ids.index(tokenizer.token_to_id("[MASK]"))
    best = model(input_ids=torch.tensor([ids])).logits[0, place].topk(TOP)
    return {
        "text": text, "input_ids": ids, "mask_position": place, "top_ids": best.indices.tolist(),
        "top_tokens": [tokenizer.id_to_token(number) for number in best.indices.tolist()],
        "top_logits": [round(value, 6) for value in best.values.tolist()],
    }


def main() -> None:
    options = export_options(__doc__.splitlines()[0], "fill-mask")
    model = load_rounded(BertForMaskedLM, options)
    ship(model, options, {"logits": True})
    write_fixture(options.out, [fixture_row(model, options.out, text) for text in FIXTURE_TEXTS])


if __name__ == "__main__":
    main()
