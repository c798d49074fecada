"""Short reports and their summaries, made by a grammar. Held-out ones have other names and other combinations."""
import random
from dataclasses import dataclass

from loupe.corpus import rank
from loupe.summarize import people, reports
from loupe.summarize.grammar import expand, sentence
from loupe.summarize.names import family_name, first_name, place_name, street_name
from loupe.summarize.topic import Outcome, Topic

TOPICS = reports.TOPICS + people.TOPICS
COMBINATION_SEED = "loupe/summarize/combinations/1"
HELD_OUT_COMBINATIONS = 0.15
SHORTEST_WORDS = 55
LONGEST_WORDS = 200
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
HOURS = "seven eight nine ten eleven three four five".split()
WORDS = "two three four five six seven eight nine ten eleven twelve".split()
PETS = """Pixel Momo Biscuit Captain Duchess Figaro Ginger Hobbit Juno Kiwi Lola Mango Nemo Oreo Pepper Quincy Rocket Shadow Tiger Ulysses
Velvet Waffle Yoyo Ziggy Bandit Cookie Dumpling Echo Fuzzy Gizmo Honey Jasper Karma Lucky Misty Noodle Olive Peanut Rusty Smokey""".split()
OPENERS = [
    "[What a week|What a day]!", "[Some days are not like others|There are days that nobody forgets].", "It was a [cold|mild|windy|hot|grey] [day|morning|evening] in {month}.", "[News travels fast|Good stories begin quietly].", "[Sometimes|Every now and then] [a small place makes headlines|things happen that nobody expects].",
    "The [leaves were falling|birds were singing|streets were still wet].", "[People are talking about it everywhere|It is the talk of the town].", "[Nobody had expected it|It came as a surprise].", "[Not everything that happens is in the papers|This is a story worth telling].", "The [bells|clocks] had just struck {hour}.",
]
CLOSERS = [
    "[More will be known|There will be news] on {day2}.", "[So much for today|That is all for now].", "[Life goes on|Time will tell].", "[One thing is certain: it will not be forgotten|People will talk about it for a long time].", "[A report with pictures follows|Read more next week].",
]
REMARKS = [
    "{full4}, who [lives|works] [nearby|around the corner], [heard of it on the radio|read about it in the paper|knew it before everyone else].", "[The local radio|A newspaper from {place3}] [sent a reporter|called at {hour}].", "About {num} people [talked|wrote] about it on the internet.",
    "'[You should have been there|I am not surprised|What a story],' [said|says] {first4}, {age}.", "The weather report for {day2} [speaks of rain|is good|says nothing].", "On {street}, [life went on as always|a window was open and music could be heard|the bakery sold out of rolls].",
    "Somebody [had brought a trumpet|had lost a glove|asked for the way to {place3}].", "[It is|It was] the {nth} [story|report] of this kind since {month}.", "A photograph of it [hangs|is to hang] in the town hall of {place3}.", "{full4} [has written a song about it|wants to make a film of it|made notes].",
]
DIARY_REMARKS = [
    "I thought of [{first4}|my old teacher {first4}|my grandmother].", "[At|Around] {hour} I had a cup of tea.", "[Outside|In the street], a dog barked.", "I must write to {full4} [soon|on {day2}|before {month}].", "My neighbour {first4} [sang|practised the trumpet] again.",
    "I found {small} coins in my pocket.", "The moon is [thin|round|hidden] tonight.", "I am [tired|wide awake|content].", "In {month}, everything was different.", "I have {num} unread letters.",
]
DIARY = "diary"
NAMES = ["first", "last", "first2", "last2", "first3", "last3", "first4", "last4", "place", "place2", "place3", "street"]


@dataclass(frozen=True)
class Report:
    """A text, what it says in short, and what it is made of."""

    text: str
    summary: str
    topic: str
    combination: str
    names: tuple[str, ...]


def is_held_out_combination(combination: str) -> bool:
    """Whether a case of a topic with this outcome is kept for held-out texts."""
    return rank(combination, COMBINATION_SEED) < HELD_OUT_COMBINATIONS


def combinations(held_out: bool) -> list[tuple[Topic, dict[str, str], Outcome]]:
    """All cases of all topics with all outcomes of one part."""
    return [
        (topic, case, outcome) for topic in TOPICS for number, case in enumerate(topic.cases) for outcome in topic.outcomes
        if is_held_out_combination(f"{topic.name}/{number}/{outcome.name}") == held_out
    ]


def person(rng: random.Random, held_out: bool, ending: str) -> dict[str, str]:
    """The names and pronouns of a person."""
    woman = rng.random() < 0.5
    kin = rng.choice(["sister", "daughter", "aunt", "niece"] if woman else ["brother", "son", "uncle", "nephew"])
    first, last = first_name(rng, woman, held_out), family_name(rng, held_out)
    he, him, his = ("she", "her", "her") if woman else ("he", "him", "his")
    return {
        f"full{ending}": f"{first} {last}", f"first{ending}": first, f"last{ending}": last, f"he{ending}": he, f"him{ending}": him, f"his{ending}": his,
        f"He{ending}": he.capitalize(), f"His{ending}": his.capitalize(), f"himself{ending}": "herself" if woman else "himself",
        f"kin{ending}": kin,
    }


def amount(rng: random.Random) -> str:
    """Thousands with a comma."""
    return f"{rng.choice([rng.randint(1, 9), rng.randint(10, 99), rng.randint(100, 900)])},{rng.choice(['000', '000', '500', '200', '800'])}"


def numbers(rng: random.Random) -> dict[str, str]:
    """Values that are numbers or hold one."""
    most, score = rng.randint(9, 40), rng.randint(1, 9)
    ranges = {
        "num": (12, 480), "num_class": (12, 34), "num_prize": (50, 900), "num_ticket": (9, 99), "helpers": (12, 90), "small": (2, 9), "n2": (2, 19),
        "nr": (1, 99), "minutes": (10, 50), "kmh": (95, 170), "cm": (20, 90), "old": (200, 990), "year": (1890, 2015), "age": (16, 92),
        "age_adult": (22, 66), "age_young": (16, 19), "age_child": (6, 14),
    }
    return {name: str(rng.randint(*span)) for name, span in ranges.items()} | {
        "a": str(most), "b": str(rng.randint(1, most - 1)), "s": str(score), "t": str(rng.randint(0, score - 1)),
        "money": amount(rng), "money2": amount(rng), "big": amount(rng), "small_word": rng.choice(WORDS), "old_long": f"{rng.randint(2, 99)},000",
        "nth": rng.choice(["second", "third", "fourth", "fifth", "tenth"]), "date": f"{rng.randint(1, 28)} {rng.choice(MONTHS)}",
    }


def values_of(topic: Topic, case: dict[str, str], rng: random.Random, held_out: bool) -> dict[str, str]:
    """All values that a template may name."""
    values = numbers(rng)
    for ending in ("", "2", "3", "4"):
        values |= person(rng, held_out, ending)
    day, day2 = rng.sample(DAYS, 2)
    values |= {"place": place_name(rng, held_out), "place2": place_name(rng, held_out), "place3": place_name(rng, held_out), "street": street_name(rng, held_out)}
    values |= {"day": day, "day2": day2, "month": rng.choice(MONTHS), "hour": rng.choice(HOURS), "pet": rng.choice(PETS)}
    part = rng.choice(["arm", "leg", "rib", "finger", "wrist"])
    values |= {"part": f"a {part}", "broken": f"a broken {part}", "one_person": "the cyclist" if case.get("one") == "a cyclist" else "one of the drivers"}
    values |= {
        "hiding": rng.choice(["in a bakery", "in a car park", "under a bridge", "on a roof", "in a wardrobe", "in the church", "on a bus", "in a supermarket"]),
        "finder": rng.choice(["a guard", "a cleaner", "an old lady", "a police dog", "the driver", "a tourist"]),
        "charity": rng.choice(["the children's hospital", "the animal shelter", "the school library", "the fire brigade", "a home for old people"]),
        "rescuer": rng.choice(["two hunters", "the fire brigade", "a shepherd", "a fishing boat", "a school class", "a rescue dog", "the lifeguards", "a farmer"]),
    }
    for name, value in case.items():
        values[name] = expand(value, values, rng)
    for name in [name for name in values if not name[0].isupper()]:
        values[f"{name}_up"] = values[name][:1].upper() + values[name][1:]
        values[f"{name}_bare"] = values[name].removeprefix("the ")
    return values


def length(sentences: list[str]) -> int:
    return sum(len(one.split()) for one in sentences)


def report(rng: random.Random, held_out: bool, longest: int = LONGEST_WORDS) -> Report:
    """One text of the wanted part, of up to so many words."""
    topic, case, outcome = rng.choice(combinations_of[held_out])
    values = values_of(topic, case, rng, held_out)
    wanted = round(rng.triangular(min(SHORTEST_WORDS, longest), longest, (SHORTEST_WORDS + longest) / 2.5))
    head = [sentence(rng.choice(topic.leads), values, rng)]
    if rng.random() < 0.5 and not topic.name.startswith(DIARY):
        head.insert(0, sentence(rng.choice(OPENERS), values, rng))
    body = [sentence(rng.choice(fact), values, rng) for fact in (*topic.facts, outcome.facts)]
    remarks = DIARY_REMARKS if topic.name.startswith(DIARY) else REMARKS
    extras = rng.sample(remarks, len(remarks)) + rng.sample(topic.extras, len(topic.extras))
    if rng.random() < 0.3:
        rng.shuffle(extras)
    while extras and length(head + body) < wanted:
        body.append(sentence(extras.pop(), values | numbers(rng), rng))
    while length(head + body) > LONGEST_WORDS:
        body.pop()
    rng.shuffle(body)
    closer = sentence(rng.choice(CLOSERS), values, rng)
    if rng.random() < 0.2 and length([*head, *body, closer]) <= LONGEST_WORDS:
        body.append(closer)
    number = topic.cases.index(case)
    return Report(
        " ".join(head + body), sentence(rng.choice(outcome.summaries), values, rng), topic.name, f"{topic.name}/{number}/{outcome.name}",
        tuple(values[name] for name in NAMES),
    )


combinations_of = {held_out: combinations(held_out) for held_out in (False, True)}
