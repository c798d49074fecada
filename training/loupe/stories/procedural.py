"""Writes short children's stories from a grammar.

Real stories that may be used are few, and a small model learns from many plain ones that names and pronouns persist,
that speech has its quotes and that a story has an end.

    python -m loupe.stories.procedural --count 3
"""
import argparse
import random

from loupe.stories import words
from loupe.stories.grammar import Character, fill
from loupe.stories.plots import DAYS, ENDINGS, OPENINGS, PLOTS, TRAITS

GROWN_UPS = {
    "Mom": "she", "Mama": "she", "Mother": "she", "Grandma": "she", "Granny": "she", "Aunt Rosa": "she",
    "Dad": "he", "Papa": "he", "Father": "he", "Grandpa": "he", "Uncle Jo": "he",
}


def character(rng: random.Random, taken: set[str]) -> Character:
    """A child or an animal with a name that nobody else in the story has."""
    if rng.random() < 0.6:
        pronoun, names, type_ = rng.choice([("she", words.GIRLS, "girl"), ("he", words.BOYS, "boy")])
        kind = f"a {rng.choice(words.SIZES)} {type_}"
    else:
        pronoun, names, type_ = rng.choice(["she", "he"]), words.PET_NAMES, rng.choice(words.ANIMALS)
        kind = f"a {rng.choice(words.SIZES)} {rng.choice(words.COATS)} {type_}" if rng.random() < 0.5 else f"a {rng.choice(words.SIZES)} {type_}"
    name = rng.choice([name for name in names if name not in taken])
    taken.add(name)
    return Character(name, pronoun, type_, kind)


def plain_slots(rng: random.Random) -> dict[str, str]:
    """Everything a plot may mention but its characters."""
    place, at, sight, feature = rng.choice(words.PLACES)
    helper, helper_name, helper_he = rng.choice(words.HELPERS)
    hiding = rng.sample(words.HIDING_PLACES, 3)
    trait, trait2 = rng.sample(words.TRAITS, 2)
    slots = {
        "place": place, "at": at, "sight": sight, "feature": feature, "trait": trait, "trait2": trait2,
        "helper": helper, "helper_name": helper_name, "helper_name_low": helper_name[0].lower() + helper_name[1:], "helper_he": helper_he,
        "hide1": hiding[0][0], "hide2": hiding[1][0], "hide3": hiding[2][1],
        "colour": rng.choice(words.COLOURS), "toy": rng.choice(words.TOYS), "foods": rng.choice(words.FOODS),
    }
    groups = [
        (("skill", "success", "fail"), words.SKILLS), (("fear", "moment", "scary", "trying", "found"), words.FEARS),
        (("thing_built", "collapse", "better"), words.BUILDINGS), (("creature", "injury", "ability", "leaving"), words.HURT_CREATURES),
        (("gift", "material", "trouble", "repair"), words.GIFTS), (("thing", "damage", "action"), words.MISHAPS),
        (("wish", "attempt", "result", "lesson"), words.WISHES),
    ]
    for names, rows in groups:
        slots |= dict(zip(names, rng.choice(rows), strict=True))
    return slots


def story(rng: random.Random) -> str:
    """One story of 100 to 300 words; its paragraphs are separated by empty lines, or run on."""
    taken: set[str] = set()
    grown_up = rng.choice(sorted(GROWN_UPS))
    slots: dict[str, str | Character] = {
        **plain_slots(rng),
        "a": character(rng, taken),
        "b": character(rng, taken),
        "p": Character(grown_up, GROWN_UPS[grown_up], "grown-up", "a grown-up"),
    }
    name = rng.choice(sorted(PLOTS))
    traits = [trait for trait in TRAITS if name != "newcomer" or "{b" not in trait]
    introduction = " ".join([rng.choice(OPENINGS), *rng.sample(traits, rng.choice([1, 2, 2]))])
    ending = [rng.choice(ENDINGS)] if rng.random() < 0.75 else []
    beats = [introduction, *PLOTS[name], *ending]
    day = rng.choice(DAYS)
    paragraphs = [fill(beat.replace("{day}", day), slots, rng) for beat in beats]
    return ("\n\n" if rng.random() < 0.6 else " ").join(paragraphs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=3, help="number of stories")
    parser.add_argument("--seed", type=int, default=0, help="start of the random numbers")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    print("\n\n---\n\n".join(story(rng) for _ in range(options.count)))


if __name__ == "__main__":
    main()
