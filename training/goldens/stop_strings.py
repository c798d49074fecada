"""Writes after which tokens transformers' StopStringCriteria stops, for the tests of workers/text/decoding.

    training/.venv/bin/python training/goldens/stop_strings.py
"""

import json
import random
from pathlib import Path

import torch
from transformers import StopStringCriteria
from transformers import __version__ as transformers_version

OUTPUT = Path(__file__).parents[2] / "workers/text/decoding/goldens/stop-strings.json"

WORDS = ["s", "st", "sto", "stop", "top", "op", "opera", "pper", "pped", "to", "p", "las", "topper", " ", "at", "o", "abcdef"]
STRINGS = [["stop"], ["p"], ["top "], ["stop", "at"], ["opp"], ["ss"], ["s s", "tot"]]


class WordTokenizer:
    """As much of a tokenizer as StopStringCriteria asks for; text is the tokens one after the other."""

    def get_vocab(self):
        return {word: index for index, word in enumerate(WORDS)}

    def __call__(self, text, add_special_tokens=False):
        return {"input_ids": [WORDS.index(text)]}

    def _convert_id_to_token(self, index):
        return WORDS[index]

    def convert_tokens_to_string(self, tokens):
        return "".join(tokens)


def main() -> None:
    rng = random.Random(2)
    usable = len(WORDS) - 1
    sequences = [[rng.randrange(usable) for _ in range(rng.randint(1, 7))] for _ in range(400)]
    cases = []
    for strings in STRINGS:
        criteria = StopStringCriteria(WordTokenizer(), strings)
        stops = [int(criteria(torch.tensor([ids]), None)[0]) for ids in sequences]
        cases.append({"strings": strings, "stops": stops})
        print(strings, sum(stops))
    made_with = {"transformers": transformers_version, "torch": torch.__version__}
    golden = {"made_with": made_with, "words": WORDS, "sequences": sequences, "cases": cases}
    OUTPUT.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
