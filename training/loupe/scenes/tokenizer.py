"""A small vocabulary in CLIP's format: byte-level pairs, learnt from captions."""
import collections
import json
import random
import re
from pathlib import Path

from transformers import CLIPTokenizer, CLIPTokenizerFast
from transformers.models.clip.tokenization_clip import bytes_to_unicode

from loupe.scenes.captions import caption
from loupe.scenes.data import scenes_of

LENGTH, VOCABULARY = 32, 1024
BEGIN, END, END_OF_WORD = "<|startoftext|>", "<|endoftext|>", "</w>"
SEED, CAPTIONS = 3_000_000, 40_000
# Words that people may well try and that no caption has.
MORE_WORDS = "and or with near over under above below big small little two three sunny dark bright lake river road city grey gray black brown gold".split()
Pair = tuple[str, str]


def joined(pieces: list[str], pair: Pair) -> list[str]:
    """The pieces with every occurrence of the pair made one."""
    result: list[str] = []
    for piece in pieces:
        if result and (result[-1], piece) == pair and not result[-1].endswith(END_OF_WORD):
            result[-1] += piece
        else:
            result.append(piece)
    return result


def learn_pairs(words: collections.Counter[str], number: int) -> list[Pair]:
    """The pairs that byte-pair encoding joins, the most frequent first."""
    letters = bytes_to_unicode()
    split = {word: [letters[byte] for byte in word.encode()] for word in words}
    for pieces in split.values():
        pieces[-1] += END_OF_WORD
    pairs: list[Pair] = []
    while len(pairs) < number:
        counts: collections.Counter[Pair] = collections.Counter()
        for word, pieces in split.items():
            for pair in zip(pieces, pieces[1:]):
                counts[pair] += words[word]
        if not counts:
            break
        best = max(counts, key=lambda pair: (counts[pair], pair))
        pairs.append(best)
        split = {word: joined(pieces, best) for word, pieces in split.items()}
    return pairs


def write_tokenizer(folder: Path) -> None:
    """vocab.json, merges.txt, tokenizer_config.json and special_tokens_map.json, learnt from captions of other scenes."""
    rng = random.Random(SEED)
    words: collections.Counter[str] = collections.Counter({word: 1 for word in MORE_WORDS})
    for scene in scenes_of(SEED, CAPTIONS):
        words.update(re.findall(r"[a-z]+|,", caption(scene, rng).text))
    letters = list(bytes_to_unicode().values())
    alphabet = letters + [letter + END_OF_WORD for letter in letters]
    pairs = learn_pairs(words, VOCABULARY - len(alphabet) - 2)
    vocabulary = [*alphabet, *("".join(pair) for pair in pairs), BEGIN, END]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.json").write_text(json.dumps({token: number for number, token in enumerate(vocabulary)}, ensure_ascii=False), encoding="utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in pairs), encoding="utf-8")
    special = {"bos_token": BEGIN, "eos_token": END, "unk_token": END, "pad_token": END}
    config = {"tokenizer_class": "CLIPTokenizer", "model_max_length": LENGTH, "do_lower_case": True, "add_prefix_space": False, "errors": "replace", **special}
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")
    (folder / "special_tokens_map.json").write_text(json.dumps(special, indent=2) + "\n")


def load_tokenizer(folder: Path) -> CLIPTokenizer:
    """What StableDiffusionPipeline uses."""
    return CLIPTokenizer.from_pretrained(folder)


def encode_many(folder: Path, texts: list[str]) -> list[list[int]]:
    """Ids of many texts, all of the same length, by the faster implementation."""
    tokenizer = CLIPTokenizerFast(vocab_file=str(folder / "vocab.json"), merges_file=str(folder / "merges.txt"), pad_token=END, model_max_length=LENGTH)
    return tokenizer(texts, padding="max_length", truncation=True)["input_ids"]
