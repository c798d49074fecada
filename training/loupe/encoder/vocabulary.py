"""The pruned tokenizer of an encoder and the general English text that helps to choose its pieces."""
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from tokenizers import Tokenizer

from loupe.encoder.minilm import base_folder
from loupe.wordpiece import count_pieces, prune


def build_tokenizer(texts: Iterable[tuple[str, int]], size: int, folder: Path) -> list[int]:
    """Writes a tokenizer.json with the pieces that (text, weight) pairs need most; returns the old id of each new one."""
    source = base_folder() / "tokenizer.json"
    spec, old_ids = prune(source, count_pieces(source, texts), size)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.json").write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
    return old_ids


def load_tokenizer(folder: Path, positions: int) -> Tokenizer:
    """The pruned tokenizer, which cuts at the number of positions; of a pair it cuts the longer text."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(positions)
    return tokenizer


def general_texts(data: Path) -> Iterator[tuple[str, int]]:
    """(line, 1) pairs of general English and of everyday requests."""
    for file in sorted((data / "text_lm").iterdir()):
        if not file.name.startswith("wikitext") and "_test" not in file.name and file.suffix in (".txt", ".jsonl"):
            for line in file.read_text(encoding="utf-8", errors="replace").split("\n"):
                yield line, 1
    for file in ("clinc150_train.tsv", "banking77_train.tsv"):
        for line in (data / "zeroshot_topics" / file).read_text(encoding="utf-8").split("\n"):
            yield line.partition("\t")[2], 1
