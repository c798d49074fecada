"""Writes what transformers' CLIP tokenizers make of tricky strings, and what torch makes of weighted hidden states, for
the tests of workers/diffusion/prompt.

    training/.venv/bin/python training/goldens/prompts.py

The vocabulary has CLIP's shape and is learnt here, once: bytes, bytes at the end of a word, merges, begin, end.
CLIPTokenizer cleans texts with ftfy where that is installed, which it is not here: diffusers does not ask for it. The
figures of `automatic1111.json` come from AUTOMATIC1111's own functions with this vocabulary, and stay as they are.
"""

import json
import pydoc_data.topics
import re
import tempfile
from pathlib import Path

import torch
from offsets import PAGE
from offsets import STRINGS as TRICKY
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers
from transformers import CLIPTokenizer, CLIPTokenizerFast
from transformers import __version__ as transformers_version
from transformers.models.clip.tokenization_clip import bytes_to_unicode
from transformers.utils import logging

OUTPUT = Path(__file__).parents[2] / "workers/diffusion/prompt/goldens"
BEGIN, END = "<|startoftext|>", "<|endoftext|>"
MERGES = 3500

PROMPTS = [
    "a photo of an astronaut riding a horse on mars, highly detailed, 8k",
    "a red cottage by a lake at night, in watercolour, under a full moon, with two birches",
    "portrait of an old fisherman, oil painting, thick brush strokes, warm light, masterpiece, best quality",
    "masterpiece, best quality, 1girl, solo, long hair, looking at viewer, smile, open mouth, blue eyes, blonde hair",
    "lowres, bad anatomy, bad hands, text, error, missing fingers, extra digit, fewer digits, cropped, worst quality",
    "cinematic film still, shallow depth of field, vignette, epic, gorgeous, film grain, grainy",
    "isometric tiny cute cabin, soft smooth lighting, pastel colours, 3d blender render, trending on artstation",
    "the streets of tokyo at night in the rain, neon lights, reflections, by greg rutkowski and alphonse mucha",
]

MORE = [
    *PROMPTS,
    "DON'T I'm you're we've he'll she'd it's o'clock 'tis 'SALT 'Re 'VE 'lL", "'s't're've'm'll'd", "''s ' s '", "rock'n'roll isn't",
    "12345", "a1b2c3", "1,234.56", "½⅓ ² ³ ⅷ Ⅷ ①⓪ ੩ ٣", "0", "00000", "3d 4K 8k 2x2", "v1.5", "f/1.8 85mm iso100", "１２３",
    "!!!!", "!", "wow!", "!a!", "hi ! there", "?!?!", "...", "…", "—–-", "(((", "a,b,c", ", ,", "a ,b", "#tag @user", "$%^&*", "~`|\\/",
    "<|endoftext|>", "<|startoftext|>", "a <|endoftext|> b", "a<|endoftext|>b", "<|EndOfText|> x", "<|STARTOFTEXT|>", "<|endoftext|><|endoftext|>",
    "<|endoftext", "|endoftext|>", "< |endoftext|>", "<|ſtartoftext|>", "<|pad|>", "hello<|startoftext|>WORLD<|endoftext|>",
    "İ I ı i", "ΣΊΣΥΦΟΣ ΣΑΣ", "Σ", "ΑΣ. ΑΣΑ", "ẞ ß SS", "ſ 'ſ longſword", "K Å Ω", "Ǆ Ǉ", "ﬃ ﬁ ﬂ", "ϐ ϑ", "Ⓐ ⓐ", "Ꭰ ꭰ", "ა Ა",
    "é e\u0301 E\u0301", "\u0301", "a\u0345", "\u0345\u0345", "o\u0308\u0304", "q\u0323\u0307", "\u0344", "ç C\u0327", "n\u0303o", "g\u0306", "ằ \u0103\u0300",
    "क्षि", "தமிழ்", "ไทย", "ខ្មែរ", "བོད", "𐐀𐐨", "𝕳𝖊𝖑𝖑𝖔 𝓦𝓸𝓻𝓵𝓭", "𝟘𝟙𝟚", "𒀀", "ﷺ", "ｶﾞ", "がか\u3099", "한글 ᄒ\u1161ᆫ", "漢字かな交じり文", "中文，测试。", "日本語hello日本語", "㐀", "\U00020000\U0002ceaf", "豈 \ufa0c", "\U0002f800",
    "👩🏽‍🚀", "🏳️‍🌈🏴‍☠️", "🇩🇪🇫", "❤️‍🔥", "☺ ☺️", "a👍b", "😀😀 😀", "🫠", "©️ ®", "↔ ⌚ ♀", "\u20e3 5\u20e3",
    "a\tb\nc\rd\x0be\x0cf", "\x1c\x1d\x1e\x1f", "a\x1cb", "a\x85b", "a\xa0b", "a\u1680b", "a\u2003b", "a\u2028b\u2029c", "a\u202fb\u205fc\u3000d", "a\u180eb", "a\u200bb\u200c\u200dc", "\ufeffa\ufeffb", "a\u00adb", "a\u2060b", "\u202ea\u202c",
    "\x00", "a\x00b", "\x01\x02\x7f", "\ufffd", "a\ufffdb", "\ufffe\uffff", "\ue000", "\U000f0000", "\U000e0041", "\ufe0f", "\u0378",
    "   lead", "trail   ", " ", "\n\n", "a  b   c", "A" * 200, "antidisestablishmentarianism" * 12, "ab1" * 60, "-" * 100, "!?" * 50, "é" * 90, "日本" * 40, "😀" * 40, "word, " * 60,
    "</w>", "a</w>b", "Ġ Ċ ġ", "ĠhelloĠ", "[CLS] [SEP]", "\\(escaped\\)", "(word:1.3)", "BREAK", "a AND b", "{a|b}", "<lora:name:0.8>", "&amp; &lt;b&gt;", "“curly” ‘quotes’", "naïve cafÃ©", "ＦＵＬＬ width", "a_b__c_", "snake_case-kebab.dot", "http://a.b/c?d=e&f#g", "x²+y²=z²", "50% €5 £6 ¥7", "\u00b4 ` ¨", "…and", "AbCdEf", "iPhone15Pro", "don´t don’t",
]  # fmt: skip
STRINGS = list(dict.fromkeys([*TRICKY, *MORE]))
# Halves of surrogate pairs, which many readers of JSON refuse; CLIPTokenizerFast refuses them as well.
UNPAIRED = ["a\ud800b", "\udc00", "\ud800 x", "x\udfff\ud800y", "a \ud83dz", "wow\udead!"]


def learn_merges() -> list[list[str]]:
    """From the documentation that Python brings, some prompts and a page of other scripts."""
    tokenizer = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
    words = Regex(r"'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(words, "removed", invert=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    trainer = trainers.BpeTrainer(
        vocab_size=256 + 256 + MERGES, initial_alphabet=list(bytes_to_unicode().values()), end_of_word_suffix="</w>", show_progress=False
    )
    texts = [*pydoc_data.topics.topics.values(), *PROMPTS * 40, *PAGE * 20]
    tokenizer.train_from_iterator((re.sub(r"\s+", " ", text).lower() for text in texts), trainer)
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    return [merge if isinstance(merge, list) else merge.split(" ") for merge in merges[:MERGES]]


def known_merges() -> list[list[str]] | None:
    """Those of the goldens that exist: others build on them, and the trainer breaks ties by chance."""
    path = OUTPUT / "clip-tokenizer.json"
    return [merge.split(" ") for merge in json.loads(path.read_text())["merges"]] if path.exists() else None


def write_tokenizer(folder: Path, tokens: list[str], merges: list[list[str]]) -> None:
    (folder / "vocab.json").write_text(json.dumps({token: number for number, token in enumerate(tokens)}))
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges), encoding="utf-8")


def ids(tokenizer, text: str) -> list[int]:
    return tokenizer(text, add_special_tokens=False)["input_ids"]


def cut(tokenizer: CLIPTokenizer, text: str) -> dict:
    """As StableDiffusionPipeline.encode_prompt: one input of the encoder, and the text that it warns about."""
    length = tokenizer.model_max_length
    whole = tokenizer(text, padding="longest", return_tensors="pt").input_ids
    kept = tokenizer(text, padding="max_length", max_length=length, truncation=True, return_tensors="pt").input_ids
    removed = tokenizer.batch_decode(whole[:, length - 1 : -1])[0] if whole.shape[-1] > length else None
    return {"text": text, "ids": kept[0].tolist(), "removed": removed}


def tokenizer_goldens(tokens: list[str], merges: list[list[str]]) -> dict:
    long = [", ".join(PROMPTS), "the quick brown fox " * 30, "wow! " * 50, "日本語 " * 60, PROMPTS[0], ""]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_tokenizer(folder, tokens, merges)
        files = {"vocab_file": str(folder / "vocab.json"), "merges_file": str(folder / "merges.txt"), "model_max_length": 77}
        slow, fast = CLIPTokenizer(**files), CLIPTokenizerFast(**files)
        slow_padded, fast_padded = CLIPTokenizer(**files, pad_token="!"), CLIPTokenizerFast(**files, pad_token="!")
        all_slow = [ids(slow, text) for text in STRINGS]
        return {
            "transformers": transformers_version,
            "tokens": tokens,
            "merges": [" ".join(merge) for merge in merges],
            "strings": STRINGS,
            "unpaired": [{"units": [ord(unit) for unit in text], "slow": ids(slow, text)} for text in UNPAIRED],
            "slow": all_slow,
            "fast": [ids(fast, text) for text in STRINGS],
            "slow_padded_with_exclamation_mark": [ids(slow_padded, text) for text in STRINGS],
            "fast_padded_with_exclamation_mark": [ids(fast_padded, text) for text in STRINGS],
            "decoded": [slow.decode(one) for one in all_slow],
            "cut": [cut(slow, text) for text in long],
            "cut_padded_with_exclamation_mark": [cut(slow_padded, text) for text in long],
        }


def weight_goldens() -> list[dict]:
    """AUTOMATIC1111's emphasis: each token times its weight, then all scaled to the mean from before."""
    cases = []
    for seed, (tokens, width, weights) in enumerate(
        [(6, 4, [1, 1.1, 1.1, 0.5, 1, 1]), (5, 8, [1, 1.5730000000000004, 0.9090909090909091, 1.2, 1]), (3, 5, [1, 1, 1]), (4, 3, [1, -1, 0, 2])]
    ):
        hidden = torch.randn(tokens, width, generator=torch.Generator().manual_seed(seed)) + 0.3
        weighted = hidden * torch.tensor(weights)[:, None]
        weighted = weighted * (hidden.mean() / weighted.mean())
        cases.append({"weights": weights, "hidden": hidden.flatten().tolist(), "weighted": weighted.flatten().tolist()})
    return cases


def main() -> None:
    logging.set_verbosity_error()
    alphabet = list(bytes_to_unicode().values())
    merges = known_merges() or learn_merges()
    tokens = [*alphabet, *(letter + "</w>" for letter in alphabet), *("".join(merge) for merge in merges), BEGIN, END]
    OUTPUT.mkdir(parents=True, exist_ok=True)
    for name, golden in {"clip-tokenizer": tokenizer_goldens(tokens, merges), "weight-embeddings": weight_goldens()}.items():
        (OUTPUT / f"{name}.json").write_text(json.dumps(golden, ensure_ascii=True, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
