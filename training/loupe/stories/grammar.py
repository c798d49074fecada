"""Fills story templates: alternatives in [a|b|c], slots in {name} or {name.form}.

A slot is a string or a Character; forms of a character are its pronouns (he, him, his, himself; He, His at the start of
a sentence), `kind` ("a little girl") and `type` ("girl").
"""
import random
import re
from dataclasses import dataclass

INNERMOST = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?\}")
PRONOUNS = {
    "he": {"he": "he", "him": "him", "his": "his", "himself": "himself"},
    "she": {"he": "she", "him": "her", "his": "her", "himself": "herself"},
}


@dataclass(frozen=True)
class Character:
    """Someone in a story, with one name and one set of pronouns throughout."""

    name: str
    pronoun: str
    type: str
    kind: str

    def form(self, form: str) -> str:
        if form in ("type", "kind"):
            return getattr(self, form)
        word = PRONOUNS[self.pronoun][form.lower()]
        return word.capitalize() if form[0].isupper() else word


def fill(template: str, slots: dict[str, "str | Character"], rng: random.Random) -> str:
    """Chooses the alternatives, innermost first, then replaces the slots."""
    while "[" in template:
        template = INNERMOST.sub(lambda match: rng.choice(match.group(1).split("|")), template)

    def value(match: re.Match[str]) -> str:
        slot = slots[match.group(1)]
        if isinstance(slot, Character):
            return slot.form(match.group(2)) if match.group(2) else slot.name
        return slot.capitalize() if match.group(2) == "Cap" else slot

    return tidy(SLOT.sub(value, template))


def tidy(text: str) -> str:
    """`a apple` becomes `an apple`; doubled spaces go; a sentence starts with a capital letter."""
    text = re.sub(r"\b([Aa]) (?=[aeiouAEIOU])(?!one\b|un[io]|useful)", r"\1n ", text)
    text = re.sub(r" +", " ", text).strip()
    return re.sub(r'(^|[.!?] +|\n)("?)([a-z])', lambda match: match.group(1) + match.group(2) + match.group(3).upper(), text)
