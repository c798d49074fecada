"""What loupe/fill-mask is trained on, what is only scored, and the words that are masked in it."""
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from loupe.corpus import rank, without_near_duplicates
from loupe.fill_mask.texts import SPLIT_SEED, UNKNOWN, Documents, documents

SCORED = {"Tatoeba": 600, "picture books": 300, "fairy tales": 300, "MASC": 300, "WikiText-2": 300, "speeches": 200}
DEV_SENTENCES = 70
FEWEST_WORDS = 6
MOST_PIECES = 80
WORD = re.compile(r"(?<![\w'-])[A-Za-z]+(?![\w'-])")
FUNCTION_WORDS = set(
    "a an the and or but nor so yet if than then as because while when where whether though although until unless since of in on at by for "
    "with from to into onto out up down over under off about between through during before after against without within around near upon among "
    "i you he she it we they me him her us them my your his its our their mine yours hers ours theirs myself yourself himself herself itself "
    "ourselves themselves this that these those who whom whose which what how why is are was were be been being am do does did done doing have "
    "has had having will would shall should can could may might must not no yes there here all any some each every both either neither one".split()
)


@dataclass(frozen=True)
class Masked:
    """A sentence with [MASK] in the place of a word."""

    text: str
    word: str
    source: str

    @property
    def is_content(self) -> bool:
        return self.word.lower() not in FUNCTION_WORDS


def scored_sentences(data: Path, dev: bool = False) -> dict[str, list[str]]:
    """For each source, the sentences in which a word is masked, drawn by a hash; or the next ones, looked at while training."""
    found, parts = {}, documents(data)
    for source, count in SCORED.items():
        unique = {sentence for document in parts[source][1] for sentence in document if is_scorable(sentence)}
        found[source] = sorted(unique, key=lambda sentence: (rank(sentence, SPLIT_SEED + "/scored"), sentence))
        found[source] = found[source][count : count + DEV_SENTENCES] if dev else found[source][:count]
    return found


def is_scorable(sentence: str) -> bool:
    """True for a sentence of enough known words."""
    return len(WORD.findall(sentence)) >= FEWEST_WORDS and UNKNOWN not in sentence


def masked_words(data: Path, tokenizer: Tokenizer, dev: bool = False) -> list[Masked]:
    """One masked word for each scored sentence: any word, drawn at random, that is a single piece."""
    found = []
    for source, rows in scored_sentences(data, dev).items():
        for sentence in rows:
            spans = [match.span() for match in WORD.finditer(sentence) if is_one_piece(tokenizer, match[0])]
            if spans and len(tokenizer.encode(sentence).ids) <= MOST_PIECES:
                start, end = random.Random(f"{SPLIT_SEED}\n{sentence}").choice(spans)
                found.append(Masked(f"{sentence[:start]}[MASK]{sentence[end:]}", sentence[start:end], source))
    return found


def is_one_piece(tokenizer: Tokenizer, word: str) -> bool:
    """True for a word of one piece that the vocabulary has."""
    return tokenizer.token_to_id(word.lower()) is not None


def training_documents(data: Path) -> dict[str, Documents]:
    """Documents to train on by source, without sentences that are near a scored one."""
    references = [sentence for rows in scored_sentences(data).values() for sentence in rows]
    found: dict[str, Documents] = {}
    for source, (train, _) in documents(data).items():
        numbered = [(number, sentence) for number, document in enumerate(train) for sentence in document]
        clear = without_near_duplicates(numbered, [sentence for _, sentence in numbered], references)
        kept: dict[int, list[str]] = {}
        for number, sentence in clear:
            kept.setdefault(number, []).append(sentence)
        found[source] = list(kept.values())
    return found


def vocabulary_texts(rows: dict[str, Documents]) -> Iterable[tuple[str, int]]:
    """(sentence, weight) pairs from which the piece frequencies are counted; everyday texts count more."""
    for source, train in rows.items():
        weight = 2 if source in ("Tatoeba", "picture books", "TinyStories") else 1
        for document in train:
            for sentence in document:
                yield sentence, weight
