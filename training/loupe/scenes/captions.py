"""Words for a scene, with details left out by lot, and which details were said."""
import random
from dataclasses import dataclass

from loupe.scenes.scene import COLOURS, GROUNDS, KINDS, PLACES, SKIES, STYLES, TIMES, Scene, Thing

KIND_WORDS = {kind: [kind] for kind in KINDS} | {
    "house": ["house", "house", "house", "cottage"],
    "boat": ["boat", "boat", "boat", "sailboat"],
    "balloon": ["balloon", "balloon", "hot air balloon"],
}
PLACE_WORDS = {
    "left": ["on the left", "on the left", "at the left", "on the left side"],
    "centre": ["in the centre", "in the middle", "in the center"],
    "right": ["on the right", "on the right", "at the right", "on the right side"],
}
GROUND_WORDS = {
    "hills": ["on green hills", "in the hills", "on a grassy hill", "on a meadow"],
    "sea": ["at sea", "on the sea", "by the sea", "on the water", "in the ocean"],
    "desert": ["in the desert", "on the sand", "among the dunes", "by the pyramids"],
    "snow": ["in the snow", "in snowy mountains", "in the mountains", "in winter"],
    "forest": ["in the forest", "in the woods", "by the forest", "in front of fir trees"],
}
TIME_WORDS = {
    "day": ["by day", "during the day", "under a blue sky", "at noon", "in the morning"],
    "sunset": ["at sunset", "at dusk", "in the evening", "under an orange sky", "at sunrise"],
    "night": ["at night", "in the night", "under a dark sky", "at midnight"],
    "storm": ["in a storm", "under a grey sky", "in bad weather", "on a stormy day"],
}
SKY_WORDS = {
    "clear": ["under a clear sky", "with no clouds"],
    "sun": ["under the sun", "with a bright sun"],
    "clouds": ["under the clouds", "with clouds"],
    "rainbow": ["under a rainbow", "with a rainbow"],
    "moon": ["under the moon", "in the moonlight", "with a full moon"],
    "stars": ["under the stars", "with bright stars"],
    "lightning": ["with lightning", "with a lightning bolt"],
}
STYLE_BEFORE = {
    "flat": ["a flat illustration of", "an illustration of", "a picture of"],
    "watercolour": ["a watercolour of", "a watercolour painting of", "a watercolor painting of"],
    "pixel": ["pixel art of", "a pixel art picture of"],
    "sketch": ["a sketch of", "a pencil sketch of", "a pencil drawing of"],
}
STYLE_AFTER = {
    "flat": ["flat", "flat style", "flat illustration"],
    "watercolour": ["watercolour", "watercolour style", "watercolor"],
    "pixel": ["pixel art", "pixel art style"],
    "sketch": ["sketch", "pencil sketch", "pencil drawing"],
}
ARTICLES = ["a", "a", "a", "a", "the", ""]
JOINTS = [" and ", " and ", " and ", ", ", " next to "]
FACTS = {
    "time": TIMES, "sky": SKIES, "ground": GROUNDS, "style": STYLES,
    "kind": KINDS, "colour": COLOURS, "place": PLACES, "other_kind": KINDS, "other_colour": COLOURS, "other_place": PLACES,
}


@dataclass(frozen=True)
class Caption:
    """A text and what it says: an index into the values of each fact of FACTS, -1 where nothing is said."""

    text: str
    said: tuple[int, ...]


@dataclass(frozen=True)
class Habits:
    """How often a caption says what."""

    colour: float = 0.95
    place: float = 0.85
    ground: float = 0.92
    time: float = 0.92
    sky: float = 0.4
    flat: float = 0.4
    style: float = 0.97


def with_article(article: str, phrase: str) -> str:
    """'a' becomes 'an' where it should."""
    if article == "a" and phrase[0] in "aeiou":
        article = "an"
    return f"{article} {phrase}".strip()


def thing_phrase(thing: Thing, rng: random.Random, habits: Habits) -> tuple[str, dict[str, str]]:
    """'a red house on the left'."""
    said = {"kind": thing.kind}
    phrase = rng.choice(KIND_WORDS[thing.kind])
    if rng.random() < habits.colour:
        phrase, said["colour"] = f"{thing.colour} {phrase}", thing.colour
    phrase = with_article(rng.choice(ARTICLES), phrase)
    if rng.random() < habits.place:
        phrase, said["place"] = f"{phrase} {rng.choice(PLACE_WORDS[thing.place])}", thing.place
    return phrase, said


def caption(scene: Scene, rng: random.Random, habits: Habits = Habits()) -> Caption:
    """One of many wordings of a scene."""
    phrases, said = [], {}
    # Facts of two things are told apart by the order of their kinds, not by the order in which they are named.
    order = sorted(scene.things, key=lambda thing: KINDS.index(thing.kind))
    for thing in rng.sample(scene.things, len(scene.things)):
        phrase, facts = thing_phrase(thing, rng, habits)
        phrases.append(phrase)
        said |= {("" if thing is order[0] else "other_") + name: value for name, value in facts.items()}
    text = rng.choice(JOINTS).join(phrases)
    details = []
    for name, words in (("ground", GROUND_WORDS), ("time", TIME_WORDS), ("sky", SKY_WORDS)):
        if rng.random() < getattr(habits, name):
            said[name] = getattr(scene, name)
            details.append(rng.choice(words[said[name]]))
    if rng.random() < 0.3:
        rng.shuffle(details)
    text = " ".join([text, rng.choice([" ", " ", ", "]).join(details)]).strip()
    if rng.random() < (habits.flat if scene.style == "flat" else habits.style):
        said["style"] = scene.style
        before = rng.random() < 0.5
        text = f"{rng.choice(STYLE_BEFORE[scene.style])} {text}" if before else f"{text}, {rng.choice(STYLE_AFTER[scene.style])}"
    return Caption(text, tuple(values.index(said[name]) if name in said else -1 for name, values in FACTS.items()))


def plain_prompt(scene: Scene) -> str:
    """Every detail but the sky, in the plainest words; what the figures are computed with."""
    things = " and ".join(with_article("a", f"{thing.colour} {thing.kind}") + f" {PLACE_WORDS[thing.place][0]}" for thing in scene.things)
    style = "" if scene.style == "flat" else f", {STYLE_AFTER[scene.style][0]}"
    return f"{things} {GROUND_WORDS[scene.ground][0]} {TIME_WORDS[scene.time][0]}{style}"
