"""Pairs from made-up photo captions: who does what, where, in which clothes, and statements about each of these.

A caption is drawn as facts, so that for every statement it is known whether it follows, is unknown or is excluded.
"""
import random
from dataclasses import dataclass

from loupe.nli.data import LABELS, Pair
from loupe.nli.lexicon import UNKNOWN_ADJECTIVES, UNKNOWN_ENDINGS
from loupe.nli.tables import AGES, CLOTHES, COLOURS, DEEDS, GENERAL_CLOTHES, NUMBERS, PLACES, WHO

FOLLOWS, UNKNOWN, EXCLUDED = range(3)
DENIED_SHARE = 0.07
COMMON_WORDS = set("a an the in on at of to with their for something using having being".split())
INDOORS, OUTDOORS = ["inside", "indoors"], ["outside", "outdoors"]


def alternatives(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";")]


def several(noun: str) -> str:
    return f"{noun}es" if noun.endswith("s") else f"{noun}s"


@dataclass(frozen=True)
class Fact:
    """Phrases that say it, and what follows from it, is excluded by it and is unknown."""

    said: list[str]
    follows: list[str]
    excluded: list[str]
    unknown: list[str]
    where: str = ""


def fact(line: str, said: str, where: str) -> Fact:
    cells = [alternatives(cell) for cell in line.split("/")]
    return Fact(alternatives(said), *cells, where)


def parse_deed(line: str) -> Fact:
    said, rest = line.split(" : ")
    body, _, where = rest.partition("@")
    return fact(body, said, where.strip())


def parse_place(line: str) -> Fact:
    where, said, rest = line.partition(" : ")[0], *line.partition(" : ")[2].split(" / ", 1)
    return fact(rest.replace(" / ", "/"), said, where)


ALL_DEEDS = [parse_deed(line) for line in DEEDS]
# Said often as what is excluded, so also often as what is the case.
ASLEEP = [deed for deed in ALL_DEEDS if "asleep" in deed.follows]
ASLEEP_SHARE = 0.07
# What one can do beside something else.
LIGHT = ("smiling", "laughing", "crying", "talking", "holding", "carrying", "listening", "waiting", "standing", "hugging", "kissing", "using", "taking", "walking")
ALL_PLACES = [parse_place(line) for line in PLACES]


class Scene:
    """The facts of one caption."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.deed = rng.choice(ASLEEP if rng.random() < ASLEEP_SHARE else ALL_DEEDS)
        where = self.deed.where.split()[0]
        fitting = [place for place in ALL_PLACES if where == "any" and place.where != "water" or place.where == where]
        self.place = rng.choice(fitting) if rng.random() < 0.65 else None
        self.spot = rng.choice(self.place.said) if self.place else ""
        cells = rng.choice(WHO).split("|")
        self.singular, self.plural = cells[0], cells[1]
        self.general, self.generals, self.other, self.role = (alternatives(cell) for cell in cells[2:])
        self.count = 1 if rng.random() < 0.62 else rng.randint(2, 4)
        if self.deed.said[0] in ("kissing", "fighting"):
            self.count = 2
        self.quality = rng.choice(list(AGES)) if rng.random() < 0.35 else ""
        self.item = rng.choice(CLOTHES) if rng.random() < 0.45 else ""
        self.colour = rng.choice(COLOURS)
        self.ending = rng.choice(UNKNOWN_ENDINGS).lower() if rng.random() < 0.15 else ""

    @property
    def be(self) -> str:
        return "is" if self.count == 1 else "are"

    def named(self, singular: str, plural: str, quality: str = "") -> str:
        """'a young man', 'two men', 'some men'."""
        quality = f"{quality} " if quality else ""
        if self.count == 1:
            article = "" if singular == "somebody" else self.rng.choice(["a ", "a ", "a ", "the ", "one "])
            return f"{article}{quality}{singular}"
        return f"{self.number()} {quality}{plural}"

    def number(self) -> str:
        return NUMBERS[self.count - 2]

    def caption(self) -> str:
        """The premise: all facts in one of a few orders."""
        rng = self.rng
        who = self.named(self.singular, self.plural, self.quality)
        wearing = ""
        if self.item:
            item = f"a {self.colour} {self.item}" if self.count == 1 else f"{self.colour} {several(self.item)}"
            wearing = rng.choice([f" in {item}", f" wearing {item}", f" with {item}"])
        place = f" {self.spot}" if self.place else ""
        verb = rng.choice([f" {self.be}", f" {self.be}", ""])
        deed = f" {rng.choice(self.deed.said)}"
        if self.ending:
            return f"{who}{wearing}{verb}{deed}{place} {self.ending}"
        if wearing and rng.random() < 0.2:
            return f"{who}{verb}{deed}{place} while{wearing.replace(' in ', ' wearing ').replace(' with ', ' wearing ')}"
        if place and rng.random() < 0.12:
            return f"{who}{wearing}{place}{verb}{deed}"
        return f"{who}{wearing}{verb}{deed}{place}"

    def subject(self) -> tuple[str, int]:
        """Who a statement is about, and what that alone makes of it."""
        rng = self.rng
        roll = rng.random()
        if roll < 0.42:
            return self.named(self.singular, self.plural, rng.choice([self.quality, ""])), FOLLOWS
        if roll < 0.84:
            name = rng.randrange(len(self.general))
            return self.named(self.general[name], self.generals[min(name, len(self.generals) - 1)]), FOLLOWS
        if roll < 0.9 and self.count > 1:
            return rng.choice([f"the {self.plural}", f"some {self.plural}", "people", f"a group of {self.plural}"]), FOLLOWS
        if roll < 0.94:
            return self.named(self.singular, self.plural, rng.choice(UNKNOWN_ADJECTIVES[1:])), UNKNOWN
        other = rng.choice(self.other)
        return self.named(other, other + "s" if not other.endswith("man") else other[:-2] + "en"), EXCLUDED

    def about_deed(self, label: int) -> str:
        rng = self.rng
        if label == FOLLOWS and rng.random() < DENIED_SHARE:
            return f"not {rng.choice(self.deed.excluded)}"
        if label == FOLLOWS:
            said = rng.choice([*self.deed.follows, *self.deed.follows, *self.deed.said])
            return f"{said} {self.ending}".strip() if rng.random() < 0.5 else said
        if label == UNKNOWN:
            denial = "not " if rng.random() < DENIED_SHARE else ""
            ending = rng.choice([ending for ending in UNKNOWN_ENDINGS if ending.lower() != self.ending]).lower()
            return denial + rng.choice([*self.deed.unknown, f"{rng.choice(self.deed.said)} {ending}"])
        roll = rng.random()
        if roll < 0.12:
            return f"not {rng.choice([*self.deed.follows, *self.deed.said])}"
        other = rng.choice(ALL_DEEDS)
        if roll < 0.6 and self.excludes(other):
            return rng.choice([*other.follows, *other.said])
        return rng.choice(self.deed.excluded)

    def excludes(self, other: Fact) -> bool:
        """True when nobody does both at once."""
        mine, theirs = ({word for phrase in [*deed.said, *deed.follows] for word in phrase.split()} - COMMON_WORDS for deed in (self.deed, other))
        return not mine & theirs and not self.deed.said[0].startswith(LIGHT) and not other.said[0].startswith(LIGHT)

    def about_place(self, label: int) -> str:
        """Where it is; a deed alone often says so."""
        rng = self.rng
        out = self.deed.where.split()[0] in ("out", "water")
        if not self.place:
            if label == UNKNOWN:
                return rng.choice(["in a big city", "near a school", "in a small town", "in California", "near a church", "at a party"])
            if self.deed.where.startswith("any"):
                return ""
            right, wrong = (OUTDOORS, INDOORS) if out else (INDOORS, OUTDOORS)
            return rng.choice(right if label == FOLLOWS else wrong)
        if label == FOLLOWS:
            return rng.choice([*self.place.follows, *self.place.follows, self.spot])
        return rng.choice(self.place.unknown if label == UNKNOWN else self.place.excluded)

    def about_clothes(self, label: int) -> str:
        rng = self.rng

        def items(colour: str, item: str) -> str:
            return " ".join(f"a {colour} {item}".split()) if self.count == 1 else f"{colour} {several(item)}".strip()

        bare = items("", self.item)
        if label == FOLLOWS:
            return "wearing " + rng.choice([bare, items(self.colour, self.item), GENERAL_CLOTHES.get(self.item, bare), "clothes"])
        if label == UNKNOWN:
            other = rng.choice(["watch", "belt", "scarf", "necklace", "backpack"])
            described = items(rng.choice(["new", "expensive", "dirty"]), self.item)
            return "wearing " + rng.choice([described, items("", other), items(rng.choice(COLOURS), other)])
        wrong = items(rng.choice([colour for colour in COLOURS if colour != self.colour]), self.item)
        return rng.choice([f"wearing {wrong}", f"wearing {wrong}", f"not wearing {bare}", "naked"])

    def statement(self, label: int) -> str:
        """A hypothesis of the label."""
        rng = self.rng
        if rng.random() < 0.06:
            return self.of_number(label)
        who, found = self.subject()
        if found > label:
            who, found = self.named(self.singular, self.plural), FOLLOWS
        kinds = ["deed"] * 5 + ["place"] * (3 if self.place else 1) + ["clothes"] * (2 if self.item else 0)
        chosen = rng.sample(sorted(set(rng.choices(kinds, k=2))), 1) if rng.random() < 0.7 else sorted(set(rng.choices(kinds, k=3)))
        deciding = rng.choice(chosen) if found < label else ""
        if found == label and label != FOLLOWS and rng.random() < 0.5:
            deciding = ""
        said = {}
        for kind in chosen:
            each = label if kind == deciding else FOLLOWS if label == FOLLOWS or rng.random() < 0.7 else rng.randint(FOLLOWS, label)
            said[kind] = {"deed": self.about_deed, "place": self.about_place, "clothes": self.about_clothes}[kind](each)
        if not any(said.values()) or deciding and not said[deciding]:
            said = {"deed": self.about_deed(label)}
        parts = [said.get("deed", ""), said.get("place", ""), said.get("clothes", "")]
        rest = " and ".join(part for part in [" ".join(parts[:2]).strip(), parts[2]] if part)
        roll = rng.random()
        if label == EXCLUDED and roll < 0.05 and set(said) == {"deed"}:
            return f"nobody is {rng.choice([*self.deed.follows, *self.deed.said])}"
        return f"{who} {self.be} {rest}" if roll < 0.92 else f"there {self.be} {who} {rest}".replace("there is the", "the").replace("is one ", "is a ")

    def of_number(self, label: int) -> str:
        """How many there are."""
        rng = self.rng
        if label == UNKNOWN:
            role = rng.choice(self.role)
            return f"a {role} is {rng.choice(self.deed.said)}" if self.count == 1 else f"the {role}s are {rng.choice(self.deed.said)}"
        one, many, deed = self.singular, self.plural, self.deed.said[0]
        if self.count == 1 and label == FOLLOWS:
            return rng.choice([f"there is a {one}", f"a {one} is present", f"a {one} is doing something"])
        if self.count == 1:
            return rng.choice(["nobody is there", f"two {many} are {deed}", f"there is no {one}", f"a group of {many} are {deed}"])
        if label == FOLLOWS:
            phrases = ["there are {0} {1}", "there are {1}", "more than one {2} is there", "multiple {1} are there", "{1} are together", "{0} {1} are {3}"]
            return rng.choice(phrases).format(self.number(), many, one, deed)
        other = rng.choice([number for number in NUMBERS[:4] if number != self.number()])
        return rng.choice([f"{other} {many} are {deed}", f"a {one} is alone", f"only one {one} is there", "nobody is there"])


def finish(text: str, rng: random.Random) -> str:
    """With the right 'a' or 'an', often with a full stop."""
    words = text.split()
    words = [
        ("an" if following[:1] in "aeio" else "a") if word == "a" and following else word
        for word, following in zip(words, [*words[1:], ""], strict=True)
    ]
    return " ".join(words) + rng.choice([".", ".", ""])


def scene_pairs(count: int, rng: random.Random) -> list[Pair]:
    """So many pairs, about as many of each label."""
    found = []
    while len(found) < count:
        scene = Scene(rng)
        caption = finish(scene.caption(), rng)
        for label in rng.sample(range(3), 2):
            found.append(Pair(caption, finish(scene.statement(label), rng), LABELS[label]))
    return found[:count]
