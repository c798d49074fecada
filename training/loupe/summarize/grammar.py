"""Expands templates: [one|another] is a choice, {slot} a value, choices may lie within choices."""
import random
import re
from collections.abc import Mapping

INNERMOST = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)\}")
ARTICLE = re.compile(r"\b([Aa]) (?=[aeiou8]|11\b|18\b)")
SPACES = re.compile(r" {2,}")


def expand(template: str, values: Mapping[str, str], rng: random.Random) -> str:
    """One text of a template. A value may itself be a template."""
    text = template
    while "[" in text or "{" in text:
        text = INNERMOST.sub(lambda match: rng.choice(match[1].split("|")), text)
        text = SLOT.sub(lambda match: values[match[1]], text)
    text = SPACES.sub(" ", text).replace(" ,", ",").replace(" .", ".").strip()
    return ARTICLE.sub(r"\1n ", text)


def sentence(template: str, values: Mapping[str, str], rng: random.Random) -> str:
    """The same with a capital letter in front, or after an opening quotation mark."""
    text = expand(template, values, rng)
    place = next(index for index, character in enumerate(text) if character.isalnum())
    return text[:place] + text[place].upper() + text[place + 1 :]
