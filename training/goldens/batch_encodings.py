"""Writes what Python's transformers make of batches: padding, truncation, pairs; for the tests of workers/inside/tokenizer.

    training/.venv/bin/python training/goldens/batch_encodings.py
"""

import json
from pathlib import Path

import transformers
from transformers import PreTrainedTokenizerFast

ROOT = Path(__file__).parents[2]
OUTPUT = ROOT / "workers/inside/tokenizer/goldens/batch-encodings.json"

TOKENIZERS = {
    "ner": "public/models/loupe/ner",
    "stories": "public/models/loupe/stories",
    "en-fr": "public/models/loupe/en-fr",
    "roberta": "parity/models/roberta-text-classification",
    "albert": "parity/models/albert-fill-mask",
    "t5": "parity/models/t5-translation",
    "llama": "parity/models/llama-text-generation",
    "qwen2": "parity/models/qwen2-text-generation",
}

BATCHES = [
    {"text": ["Hello world", "", "The quick brown fox jumps over the lazy dog, and the dog does not mind at all."]},
    {"text": ["I 😀 you", "東京は日本の首都です。", "cafe\u0301 naïve"]},
    {
        "text": ["Who built the tower?", "One two three four five six seven eight nine ten", "short"],
        "text_pair": ["It was built by Gustave Eiffel's company.", "ten nine", "A much longer second text, which goes on for a while."],
    },
]

CALLS = [
    {},
    {"add_special_tokens": False},
    {"padding": True},
    {"padding": "longest", "pad_to_multiple_of": 8},
    {"padding": "max_length", "max_length": 24},
    {"padding": "max_length", "max_length": 10, "truncation": True},
    {"truncation": True, "max_length": 7},
    {"truncation": "longest_first", "max_length": 12, "padding": True},
    {"truncation": "longest_first", "max_length": 9, "add_special_tokens": False},
    {"truncation": "only_first", "max_length": 30},
    {"truncation": "only_second", "max_length": 26},
]
SIDES = [{"padding": True, "padding_side": side, "truncation": True, "max_length": 8, "truncation_side": other} for side, other in (("left", "left"), ("right", "left"), ("left", "right"))]


def call(tokenizer, batch: dict, options: dict) -> dict | str:
    """What the tokenizer answers, or the name of what it raises."""
    options = dict(options)
    tokenizer.truncation_side = options.pop("truncation_side", tokenizer.init_kwargs.get("truncation_side", "right"))
    if options.get("truncation") == "only_second" and "text_pair" not in batch:
        return "skipped"
    # `None` would truncate to a max_length that is given.
    options.setdefault("truncation", False)
    try:
        encoded = tokenizer(**batch, **options, return_special_tokens_mask=True, return_token_type_ids=True)
    except Exception as error:  # noqa: BLE001: whatever it is, the other side has to refuse, too
        return type(error).__name__
    return {name: encoded[name] for name in ("input_ids", "attention_mask", "token_type_ids", "special_tokens_mask")}


def main() -> None:
    cases = {}
    for name, folder in TOKENIZERS.items():
        tokenizer = PreTrainedTokenizerFast.from_pretrained(ROOT / folder)
        cases[name] = {
            "folder": folder,
            "answers": [[call(tokenizer, batch, options) for options in (*CALLS, *SIDES)] for batch in BATCHES],
        }
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    golden = {"transformers": transformers.__version__, "batches": BATCHES, "calls": [*CALLS, *SIDES], "tokenizers": cases}
    OUTPUT.write_text(json.dumps(golden, ensure_ascii=True, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
