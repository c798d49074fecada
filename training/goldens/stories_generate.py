"""Writes what transformers' `generate` makes of the shipped story model, for e2e/decoding.spec.ts. The model is rebuilt from
the shipped ONNX file, so both compute with the same rounded weights.

    cd training && PYTHONPATH=. .venv/bin/python goldens/stories_generate.py
"""

import json
from pathlib import Path

import torch
from loupe.paths import MODELS
from loupe.restore import load_tokenizer, restore
from transformers import __version__ as transformers_version

OUTPUT = Path(__file__).parents[2] / "e2e/goldens/decoding.json"
FOLDER = MODELS / "stories"
OPENING = "Once upon a time there was a little dog named Max."

CASES = [
    {"max_new_tokens": 32},
    {"max_new_tokens": 40, "no_repeat_ngram_size": 2, "repetition_penalty": 1.2},
    {"max_new_tokens": 30, "num_beams": 4, "num_return_sequences": 2, "no_repeat_ngram_size": 2},
    {"max_new_tokens": 24, "num_beams": 4, "num_return_sequences": 4},
    {"max_new_tokens": 200, "num_beams": 4, "num_return_sequences": 2, "length_penalty": -1.0},
    {"max_new_tokens": 60, "num_beams": 3, "early_stopping": True, "length_penalty": 2.0, "stop_strings": ["."]},
    {"max_new_tokens": 8, "num_beams": 2, "min_new_tokens": 6},
    {"max_new_tokens": 40, "stop_strings": ["play", "ball"]},
    {"max_length": 30},
]


@torch.no_grad()
def main() -> None:
    torch.set_num_threads(1)
    model, tokenizer = restore(FOLDER), load_tokenizer(FOLDER)
    ids = [tokenizer.bos_token_id, *tokenizer(OPENING, add_special_tokens=False)["input_ids"]]
    start = len(ids)
    cases = []
    for options in CASES:
        output = model.generate(
            torch.tensor([ids]),
            attention_mask=torch.ones(1, start, dtype=torch.long),
            do_sample=False,
            return_dict_in_generate=True,
            output_scores=True,
            tokenizer=tokenizer,
            **options,
        )
        beams = options.get("num_beams", 1) > 1
        sequences = []
        for index, row in enumerate(output.sequences[:, start:].tolist()):
            end = row.index(tokenizer.eos_token_id) + 1 if tokenizer.eos_token_id in row else len(row)
            written = [token for token in row[:end] if token != tokenizer.pad_token_id]
            score = round(output.sequences_scores[index].item(), 6) if beams else None
            text = tokenizer.decode(written, skip_special_tokens=True, clean_up_tokenization_spaces=False)
            sequences.append({"token_ids": written, "text": text, "score": score})
        case = {"options": options, "sequences": sequences}
        if not beams:
            case["logprobs"] = [
                round(step[0].log_softmax(-1)[token].item(), 6)
                for step, token in zip(output.scores, sequences[0]["token_ids"])
            ]
        cases.append(case)
        print(options, repr(sequences[0]["text"]))
    golden = {
        "made_with": {"transformers": transformers_version, "torch": torch.__version__},
        "text": OPENING,
        "prompt_ids": ids,
        "cases": cases,
    }
    OUTPUT.write_text(json.dumps(golden, indent=2) + "\n")


if __name__ == "__main__":
    main()
