"""A small vocabulary in the files of CLIP's tokenizer."""
import collections
import json
import re
from pathlib import Path

from transformers import CLIPTokenizer
from transformers.models.clip.tokenization_clip import bytes_to_unicode

from loupe.scenes.tokenizer import BEGIN, END, END_OF_WORD, learn_pairs
from parity.corpus import LINES

LENGTH, VOCABULARY = 77, 704
PROMPT_WORDS = "a an the of in on at with by photo painting watercolour red green blue house boat tree fox night snow sea lighthouse harbour blurry dark".split()


def write_tokenizer(folder: Path, padding: str) -> None:
    """vocab.json, merges.txt, tokenizer_config.json and special_tokens_map.json.

    The pad token stands only in special_tokens_map.json where it is another one than the end: so it is in Stable Diffusion 2,
    whose tokenizer_config.json says something else that transformers doesn't use.
    """
    words: collections.Counter[str] = collections.Counter(dict.fromkeys(PROMPT_WORDS, 20))
    for line in LINES:
        words.update(re.findall(r"[a-z]+|[^\sa-z0-9]+|[0-9]", line.lower()))
    # As in CLIP: printable characters first, so that '!' is 0.
    letters = list(bytes_to_unicode().values())
    alphabet = letters + [letter + END_OF_WORD for letter in letters]
    pairs = learn_pairs(words, VOCABULARY - len(alphabet) - 2)
    vocabulary = dict.fromkeys([*alphabet, *("".join(pair) for pair in pairs), BEGIN, END])  # two pairs may give the same token
    folder.mkdir(parents=True, exist_ok=True)
    numbered = {token: number for number, token in enumerate(vocabulary)}
    (folder / "vocab.json").write_text(json.dumps(numbered, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in pairs), encoding="utf-8")
    special = {"bos_token": BEGIN, "eos_token": END, "unk_token": END, "pad_token": END}
    config = {"tokenizer_class": "CLIPTokenizer", "model_max_length": LENGTH, "do_lower_case": True, "add_prefix_space": False, "errors": "replace", **special}
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")
    (folder / "special_tokens_map.json").write_text(json.dumps({**special, "pad_token": padding}, indent=2) + "\n")


def load_tokenizer(folder: Path) -> CLIPTokenizer:
    return CLIPTokenizer.from_pretrained(folder)
