"""Pairs from single sentences: a sentence and the same with words generalised, left out, added, exchanged or denied.

What is generalised or left out still follows; what is added or made more special is unknown; what is exchanged for
something that it excludes, or denied, is contradicted. Several changes add up: one contradiction decides, then one unknown.
"""
import random
import re
from collections import defaultdict
from dataclasses import dataclass

from loupe.nli.data import Pair
from loupe.nli.lexicon import ADJECTIVES, EXCLUSIVE, GENERAL, PEOPLE, SAME, THINGS, UNKNOWN_ADJECTIVES, UNKNOWN_COLOURS, UNKNOWN_ENDINGS

TOKEN = re.compile(r"[a-z0-9'-]+|,")
CUTS = set(
    "in on at by near with while as next behind under through during from for into over along across to around beside after wearing holding".split()
)
DENIALS = re.compile(r"\b(not|no|nobody|none|never|without|nothing|n't|if|only|or)\b|n't")
AFTER_NOUNS = {"and", ",", "is", "are", "of"}
ARTICLES = {"a", "an", "the", "his", "her", "their", "some"}
SPECIAL = defaultdict(list)
for narrow, wide in GENERAL.items():
    for word in wide:
        SPECIAL[word].append(narrow)
OTHERS = defaultdict(list)
for line in EXCLUSIVE:
    for word in line:
        OTHERS[word] += [other for other in line if other != word]
TWINS = defaultdict(list)
for one, other in SAME:
    TWINS[one].append(other)
    TWINS[other].append(one)


@dataclass
class Text:
    """Words, and which of them a later change must leave alone."""

    words: list[str]
    fixed: list[bool]

    @classmethod
    def of(cls, sentence: str) -> "Text":
        words = TOKEN.findall(sentence.lower())
        return cls(words, [False] * len(words))

    def copy(self) -> "Text":
        return Text(list(self.words), list(self.fixed))

    def put(self, place: int, word: str) -> None:
        self.words[place], self.fixed[place] = word, True

    def insert(self, place: int, word: str) -> None:
        self.words.insert(place, word)
        self.fixed.insert(place, True)

    def remove(self, place: int) -> None:
        del self.words[place], self.fixed[place]

    def sentence(self, rng: random.Random) -> str:
        """As text, with the right 'a' or 'an', often with a full stop."""
        words = [
            ("an" if following[:1] in "aeiou" else "a") if word in ("a", "an") and following else word
            for word, following in zip(self.words, [*self.words[1:], ""], strict=True)
        ]
        return " ".join(words).replace(" ,", ",").strip(", ") + rng.choice([".", ".", ""])


def places(text: Text, among: object) -> list[int]:
    """Where free words of a table or set are."""
    return [i for i, word in enumerate(text.words) if not text.fixed[i] and word in among]


def exchange(text: Text, table: dict[str, list[str]], rng: random.Random) -> bool:
    """One word for another one of its row in the table."""
    found = places(text, table)
    if not found:
        return False
    place = rng.choice(found)
    text.put(place, rng.choice(table[text.words[place]]))
    return True


def generalise(text: Text, rng: random.Random) -> bool:
    return exchange(text, GENERAL, rng)


def twin(text: Text, rng: random.Random) -> bool:
    return exchange(text, TWINS, rng)


def leave_out_adjective(text: Text, rng: random.Random) -> bool:
    """One describing word before another word."""
    found = [
        i for i in places(text, ADJECTIVES)
        if 0 < i < len(text.words) - 1 and text.words[i - 1] not in ("and", "is", "are") and text.words[i + 1] not in CUTS | AFTER_NOUNS
    ]
    if not found:
        return False
    text.remove(rng.choice(found))
    return True


def cut_end(text: Text, rng: random.Random) -> bool:
    """Everything from a preposition on."""
    found = [
        i for i in range(3, len(text.words))
        if text.words[i] in CUTS and text.words[i - 1] not in CUTS | ARTICLES | AFTER_NOUNS and not any(text.fixed[i:])
    ]
    if not found:
        return False
    place = rng.choice(found)
    del text.words[place:], text.fixed[place:]
    return True


def mention(text: Text, rng: random.Random) -> bool:
    """Only that the first person or thing is there."""
    found = [i for i, word in enumerate(text.words[:5]) if word in PEOPLE | set(GENERAL) and not word.endswith("ing")]
    if not found or any(text.fixed[found[0] + 1 :]):
        return False
    end = found[0] + 1
    del text.words[end:], text.fixed[end:]
    plural = text.words[-1].endswith("s") or text.words[-1] in ("people", "men", "women", "children")
    for word in reversed(["there", "are" if plural else "is"]):
        text.insert(0, word)
    return True


def add_ending(text: Text, rng: random.Random) -> bool:
    for word in rng.choice(UNKNOWN_ENDINGS).lower().split():
        text.insert(len(text.words), word)
    return True


def add_adjective(text: Text, rng: random.Random) -> bool:
    """An unknown quality of a person or a thing."""
    found = [i for i in places(text, PEOPLE | THINGS) if i and text.words[i - 1] in ARTICLES | {"two", "three", "four", "of"}]
    if not found:
        return False
    place = rng.choice(found)
    text.insert(place, rng.choice(UNKNOWN_ADJECTIVES if text.words[place] in PEOPLE else UNKNOWN_COLOURS))
    return True


def specialise(text: Text, rng: random.Random) -> bool:
    return exchange(text, SPECIAL, rng)


def exclude(text: Text, rng: random.Random) -> bool:
    return exchange(text, OTHERS, rng)


def deny(text: Text, rng: random.Random) -> bool:
    """'is not', or 'nobody' for a person at the start."""
    found = [i for i, word in enumerate(text.words) if word in ("is", "are", "was", "were")]
    if not found or DENIALS.search(" ".join(text.words)):
        return False
    place = found[0]
    if text.words[place - 1] in PEOPLE and place <= 3 and not any(text.fixed[:place]) and rng.random() < 0.4:
        del text.words[: place + 1], text.fixed[: place + 1]
        for word in reversed(rng.choice([["nobody", "is"], ["no", "one", "is"], ["there", "is", "no", "one"]])):
            text.insert(0, word)
    else:
        text.insert(place + 1, "not")
    return True


def deny_another(text: Text, rng: random.Random) -> bool:
    """'is not sitting' for 'is standing'."""
    found = [i + 1 for i, word in enumerate(text.words[:-1]) if word in ("is", "are") and text.words[i + 1] in OTHERS and not text.fixed[i + 1]]
    if not found:
        return False
    text.put(found[0], rng.choice(OTHERS[text.words[found[0]]]))
    text.insert(found[0], "not")
    return True


KEEPING = [(deny_another, 1), (generalise, 5), (twin, 2), (leave_out_adjective, 4), (cut_end, 5), (mention, 1)]
UNKNOWN = [(add_ending, 3), (add_adjective, 4), (specialise, 4)]
# How often something is added before: so that such words do not give a label away.
ADDED_BEFORE = 0.3
CONTRARY = [(exclude, 9), (deny, 2)]


def change(text: Text, kinds: list, rng: random.Random, tries: int = 6) -> bool:
    """One change of these kinds."""
    functions, weights = zip(*kinds, strict=True)
    return any(rng.choices(functions, weights)[0](text, rng) for _ in range(tries))


def keep_some(text: Text, rng: random.Random, least: int) -> bool:
    """From `least` to two or three changes after which it still follows."""
    return sum([change(text, KEEPING, rng) for _ in range(rng.choice([least, 1, 2, 3]))]) >= least


def rewrite(sentence: str, label: str, rng: random.Random) -> Pair | None:
    """The sentence and a changed one of the label, or None when no change fits."""
    text = Text.of(sentence)
    if DENIALS.search(" ".join(text.words)) or not 4 <= len(text.words) <= 30:
        return None
    if rng.random() < ADDED_BEFORE and change(text, UNKNOWN[:2], rng):
        sentence = text.sentence(rng)
        text = Text.of(sentence)
    if label == "entailment":
        done = keep_some(text, rng, 1)
        return Pair(sentence, text.sentence(rng), label) if done else None
    if label == "neutral" and rng.random() < 0.35:
        done = any([change(text, [(leave_out_adjective, 3), (cut_end, 4), (generalise, 3)], rng) for _ in range(2)])
        return Pair(text.sentence(rng), sentence, label) if done else None
    done = change(text, UNKNOWN if label == "neutral" else CONTRARY, rng)
    keep_some(text, rng, 0)
    if label == "contradiction" and rng.random() < 0.2:
        change(text, UNKNOWN, rng)
    if not done:
        return None
    pair = Pair(sentence, text.sentence(rng), label)
    return Pair(pair.hypothesis, pair.premise, label) if label == "contradiction" and rng.random() < 0.3 else pair


def rewritten(sentences: list[str], count: int, rng: random.Random) -> list[Pair]:
    """So many pairs, the three labels equally often."""
    found: list[Pair] = []
    for _ in range(20 * count):
        if len(found) == count:
            break
        label = ("entailment", "neutral", "contradiction")[len(found) % 3]
        pair = rewrite(rng.choice(sentences), label, rng)
        if pair and pair.premise.strip(". ").lower() != pair.hypothesis.strip(". ").lower():
            found.append(pair)
    return found
