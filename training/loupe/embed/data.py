"""The sentences that choose the vocabulary and may be learned from, and the pairs that are only scored."""
from collections.abc import Iterator
from pathlib import Path

from loupe.encoder.vocabulary import general_texts

ScoredPair = tuple[str, str, float]


def scored_pairs(data: Path) -> list[ScoredPair]:
    """STS-B dev: two sentences and how alike people found them, 0 to 5. For evaluation only."""
    rows = [line.split("\t") for line in (data / "embeddings" / "stsb_dev.tsv").read_text(encoding="utf-8").split("\n")]
    return [(row[3], row[4], float(row[2])) for row in rows if len(row) == 5]


def paraphrases(data: Path) -> list[tuple[str, str]]:
    """English sentences of Tatoeba that share a translation."""
    rows = [line.split("\t") for line in (data / "embeddings" / "tatoeba_en_paraphrases.tsv").read_text(encoding="utf-8").split("\n")]
    return [(row[0], row[1]) for row in rows if len(row) == 2]


def vocabulary_texts(data: Path) -> Iterator[tuple[str, int]]:
    """(text, weight) pairs from which the piece frequencies are counted; nothing of STS-B."""
    for one, other in paraphrases(data):
        yield f"{one} {other}", 2
    for name in ("semiauto_base_wiki_train", "semiauto_sim_wiki_train", "snli_counterfactual_train"):
        for line in (data / "nli" / f"{name}.tsv").read_text(encoding="utf-8").split("\n"):
            yield line.partition("\t")[2], 2
    yield from general_texts(data)
