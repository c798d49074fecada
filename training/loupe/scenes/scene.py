"""What a picture shows, as data, and how scenes are drawn by lot.

One thing stands at the left, in the centre or at the right; of two things, one stands left and one right.
"""
import random
from dataclasses import dataclass

KINDS = ["house", "tree", "boat", "castle", "cactus", "balloon", "lighthouse", "tent"]
COLOURS = ["red", "orange", "yellow", "green", "blue", "purple", "pink", "white"]
PLACES = ["left", "centre", "right"]
TIMES = ["day", "sunset", "night", "storm"]
GROUNDS = ["hills", "sea", "desert", "snow", "forest"]
STYLES = ["flat", "watercolour", "pixel", "sketch"]
SKIES = ["clear", "sun", "clouds", "rainbow", "moon", "stars", "lightning"]
SKIES_OF_TIME = {
    "day": ["sun", "clouds", "rainbow", "clear"],
    "sunset": ["sun", "clear", "clouds"],
    "night": ["moon", "stars"],
    "storm": ["clouds", "lightning"],
}
# Never shown in training: one colour of each kind, to see if words are put together anew.
HELD_OUT = {
    ("house", "purple"), ("tree", "blue"), ("boat", "green"), ("castle", "orange"),
    ("cactus", "pink"), ("balloon", "white"), ("lighthouse", "yellow"), ("tent", "red"),
}


@dataclass(frozen=True)
class Thing:
    """One object of a scene."""

    kind: str
    colour: str
    place: str

    @property
    def held_out(self) -> bool:
        return (self.kind, self.colour) in HELD_OUT


@dataclass(frozen=True)
class Scene:
    """Everything that a caption can say, and a seed for what it cannot."""

    things: tuple[Thing, ...]
    time: str
    sky: str
    ground: str
    style: str
    seed: int


@dataclass(frozen=True)
class Mix:
    """How often each sort of scene is drawn."""

    two_things: float = 0.4
    styles: tuple[float, ...] = (0.4, 0.2, 0.2, 0.2)


def random_thing(rng: random.Random, place: str, held_out: bool, taken: set[str]) -> Thing:
    """A thing of a kind that is not taken, whose colour is (or is not) held out."""
    while True:
        thing = Thing(rng.choice(KINDS), rng.choice(COLOURS), place)
        if thing.held_out == held_out and thing.kind not in taken:
            return thing


def random_scene(rng: random.Random, mix: Mix = Mix(), held_out: bool = False) -> Scene:
    """A scene; either none or all of its things have a held-out colour."""
    places = ["left", "right"] if rng.random() < mix.two_things else [rng.choice(PLACES)]
    things: list[Thing] = []
    for place in places:
        things.append(random_thing(rng, place, held_out, {thing.kind for thing in things}))
    time = rng.choice(TIMES)
    return Scene(
        tuple(things), time, rng.choice(SKIES_OF_TIME[time]), rng.choice(GROUNDS), rng.choices(STYLES, mix.styles)[0], rng.randrange(1 << 30),
    )
