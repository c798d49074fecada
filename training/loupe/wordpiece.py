"""Prunes a BERT WordPiece vocabulary to the pieces that a corpus really uses."""
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def count_pieces(tokenizer_file: Path, texts: Iterable[tuple[str, int]]) -> Counter[str]:
    """How often each piece occurs in (text, weight) pairs."""
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    counts: Counter[str] = Counter()
    by_weight: dict[int, list[str]] = {}
    for text, weight in texts:
        by_weight.setdefault(weight, []).append(text)
    for weight, group in by_weight.items():
        for start in range(0, len(group), 2000):
            for encoding in tokenizer.encode_batch(group[start : start + 2000], add_special_tokens=False):
                for piece in encoding.tokens:
                    counts[piece] += weight
    return counts


def is_character(piece: str) -> bool:
    """A single character of a script that English text may contain: all but CJK and other far scripts.

    Every such character stays, so a word that lost its own piece can still be spelled.
    """
    bare = piece.removeprefix("##")
    return len(bare) == 1 and (ord(bare) < 0x0590 or 0x2000 <= ord(bare) < 0x2C00)


def prune(tokenizer_file: Path, counts: Counter[str], size: int) -> tuple[dict, list[int]]:
    """The pruned tokenizer.json and, for each new id, the id that the piece had before."""
    spec = json.loads(tokenizer_file.read_text(encoding="utf-8"))
    old: dict[str, int] = spec["model"]["vocab"]
    kept = set(SPECIAL) | {piece for piece in old if is_character(piece)}
    for piece, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if len(kept) >= size:
            break
        if piece in old:
            kept.add(piece)
    order = SPECIAL + sorted(kept - set(SPECIAL), key=lambda piece: old[piece])
    spec["model"]["vocab"] = {piece: number for number, piece in enumerate(order)}
    spec["added_tokens"] = [token | {"id": SPECIAL.index(token["content"])} for token in spec["added_tokens"]]
    for token in spec["post_processor"].get("special_tokens", {}).values():
        token["ids"] = [SPECIAL.index(name) for name in token["tokens"]]
    for name in ("sep", "cls"):
        if name in spec["post_processor"]:
            content = spec["post_processor"][name][0]
            spec["post_processor"][name] = [content, SPECIAL.index(content)]
    spec["truncation"] = None
    spec["padding"] = None
    return spec, [old[piece] for piece in order]
