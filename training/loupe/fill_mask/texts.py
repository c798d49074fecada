"""The texts of loupe/fill-mask by source: documents as lists of sentences, some set aside as wholes."""
import html
import re
from collections.abc import Iterator
from pathlib import Path

from loupe.corpus import rank
from loupe.stories.data import childrens_stories, fairytales, plain

SPLIT_SEED = "loupe/fill-mask/1"
HELD_OUT_SHARE = {"Tatoeba": 0.02, "MASC": 0.05, "WikiText-2": 0.10, "speeches": 0.10}
BLOCK_LINES = 100
UNKNOWN = "[UNK]"
MOST_UNKNOWN = 2
SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"')]))\s+(?=[\"'(]*[A-Z0-9])")
TOKENISED = [
    (r" ?@ ?([-.,]) ?@ ?", r"\1"), (r" (n't|'(?:s|m|re|ve|ll|d)\b)", r"\1"), (r" ([.,;:!?)\]])", r"\1"), (r"([(\[]) ", r"\1"),
    (r"\b(\w+)- (?=\w)", r"\1-"),
]
TITLE = re.compile(r"^= ([^=]+) = ")
HEADING = re.compile(r"(= )+[^=]+( =)+ ")
ADDRESS = re.compile(r"PRESIDENT .*(ADDRESS|STATE OF THE UNION)", re.IGNORECASE)
Documents = list[list[str]]


def read(data: Path, name: str) -> str:
    """One file of the folder text_lm."""
    return (data / "text_lm" / name).read_text(encoding="utf-8", errors="replace")


def sentences(text: str) -> list[str]:
    """The sentences of a text, cut after a full stop, question or exclamation mark before a capital."""
    return [found for part in text.split("\n\n") for sentence in SENTENCE_END.split(part) if (found := " ".join(sentence.split()))]


def untokenised(line: str) -> str:
    """A line of spaced-out tokens as it would be written."""
    for pattern, replacement in TOKENISED:
        line = re.sub(pattern, replacement, line)
    return line


def wikitext(data: Path) -> Iterator[tuple[str, list[str]]]:
    """(title, sentences) of each article, without those of many unknown words."""
    for name in ("valid", "test"):
        title, found = "", []
        for line in read(data, f"wikitext2_{name}.txt").split("\n"):
            line = html.unescape(line).replace("< unk >", UNKNOWN).replace("<unk>", UNKNOWN)
            if match := TITLE.match(line):
                if found:
                    yield title, found
                title, found = match[1], []
            line = untokenised(HEADING.sub("", line)).strip()
            if line and line.count(UNKNOWN) <= MOST_UNKNOWN:
                found.append(line)
        yield title, found


def addresses(data: Path) -> Iterator[list[str]]:
    """The sentences of each State of the Union address."""
    found: list[str] = []
    for line in read(data, "state_union.txt").split("\n"):
        if ADDRESS.match(line):
            if found:
                yield found
            found = []
        else:
            found += sentences(plain(line))
    yield found


def blocks(lines: list[str]) -> Iterator[list[str]]:
    """Runs of lines: MASC does not say where a document ends."""
    for start in range(0, len(lines), BLOCK_LINES):
        yield lines[start : start + BLOCK_LINES]


def documents(data: Path) -> dict[str, tuple[Documents, Documents]]:
    """For each source, documents (lists of sentences) to train on, and documents that are set aside."""
    tatoeba = [[line] for line in map(plain, read(data, "tatoeba_en_sentences.txt").split("\n")) if line]
    masc = [plain(untokenised(line)) for line in read(data, "masc_untagged.txt").split("\n")]
    keyed = {
        "Tatoeba": [(document[0], document) for document in tatoeba],
        "MASC": [(" ".join(block), block) for block in blocks([line for line in masc if line and "_" not in line])],
        "WikiText-2": list(wikitext(data)),
        "speeches": [(" ".join(address[:5]), address) for address in addresses(data)],
    }
    found: dict[str, tuple[Documents, Documents]] = {}
    for source, rows in keyed.items():
        train: Documents = []
        held_out: Documents = []
        for key, document in rows:
            (held_out if rank(key, SPLIT_SEED) < HELD_OUT_SHARE[source] else train).append(document)
        found[source] = train, held_out
    books, scored_books = childrens_stories(data)
    tales, scored_tales = fairytales(data, "train"), fairytales(data, "val") + fairytales(data, "test")
    found["picture books"] = [sentences(story.text) for story in books], [sentences(story.text) for story in scored_books]
    found["fairy tales"] = [sentences(story.text) for story in tales], [sentences(story.text) for story in scored_tales]
    found["speeches"][0].extend(sentences(plain(line)) for line in read(data, "inaugural.txt").split("\n") if line.strip())
    found["TinyStories"] = [sentences(plain(text)) for text in read(data, "tinystories_sample.txt").split("\n\n")], []
    found["Genesis"] = [sentences(plain(read(data, "genesis_english-web.txt")))], []
    return found
