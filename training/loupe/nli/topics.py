"""Pairs of a request and 'This is about X.', so that the model learns to judge topics."""
import json
import random
from collections.abc import Iterable
from pathlib import Path

from loupe.corpus import words
from loupe.nli.data import Pair

TEMPLATES = ["This is about {}.", "This text is about {}.", "This example is about {}.", "The topic is {}.", "This example is {}."]
SCORED_TEMPLATE = TEMPLATES[0]
NEVER_TRAINED = ("travel", "kitchen_and_dining")
NEAR_BANKING77 = ("banking", "credit_cards")
INTENT_SHARE = 0.5
# Everyday topics and words that give them away in a sentence of Tatoeba.
TOPIC_WORDS = {
    topic: set(keys.split())
    for topic, keys in (
        line.strip().split(": ")
        for line in """
    food: eat ate bread rice soup cheese meat cake salad apple apples pizza vegetables fruit breakfast lunch dinner delicious hungry cook cooking
    drinks: tea coffee beer wine milk juice drink drank thirsty
    sports: football baseball tennis soccer basketball game team coach swim swimming player score golf hockey
    music: music song songs sing sang guitar piano violin concert band orchestra
    weather: rain raining snow snowing weather cloudy sunny storm wind umbrella
    money: money dollars yen pay paid price cost cheap expensive rich poor
    school: school teacher student students homework exam class classroom university lesson
    family: mother father sister brother parents son daughter uncle aunt grandmother grandfather
    animals: dog dogs cat cats horse horses bird birds fish cow lion elephant animals animal
    health: doctor hospital sick medicine headache pain fever illness disease cold nurse
    cars: car cars driver drive driving drove truck engine
    sleep: sleep asleep slept sleepy bed dream dreams nap
    books: book books read novel author library page story
    languages: french english german chinese speak language spanish word words
    love: love loves loved marry married kiss wife husband wedding
    politics: president government election vote law minister party
    war: war army soldier soldiers enemy weapons gun battle
    clothes: shirt dress coat hat shoes wear wearing clothes jacket socks
    houses: house room door window roof garden apartment
    jobs: job office boss work working company salary factory
    science: science experiment scientist physics chemistry theory planet moon
    computers: computer internet email website program software
    death: die died dead death killed grave funeral
    time: clock watch late early hour hours minute minutes o'clock
    age: old young years birthday age
    children: child children baby kids toys toy
    crime: police thief murder prison stole stolen crime criminal jail
    nature: tree trees flower flowers river mountain mountains forest lake
    films: movie movies film actor actress theater
    journeys: train plane airport ticket trip passport hotel bus station
    """.strip().split("\n")
    )
}


def name_of(topic: str) -> str:
    """A topic as a person would write it."""
    return topic.replace("_", " ")


def read_intents(file: Path) -> list[tuple[str, str]]:
    """(intent, sentence) rows; without those that belong to no intent."""
    rows = [line.split("\t", 1) for line in file.read_text(encoding="utf-8").split("\n") if "\t" in line]
    return [(intent, sentence) for intent, sentence in rows if intent != "oos"]


def domains(data: Path) -> dict[str, list[str]]:
    """The ten CLINC150 domains and their intents."""
    return json.loads((data / "zeroshot_topics" / "clinc150_domains.json").read_text(encoding="utf-8"))


def domain_sentences(data: Path, part: str) -> list[tuple[str, str, str]]:
    """(domain, intent, sentence) rows of CLINC150 'train' or 'val'."""
    of_intent = {intent: domain for domain, intents in domains(data).items() for intent in intents}
    return [(of_intent[intent], intent, sentence) for intent, sentence in read_intents(data / "zeroshot_topics" / f"clinc150_{part}.tsv")]


def hypothesis(topic: str, rng: random.Random) -> str:
    """The topic in one of the templates."""
    return rng.choice(TEMPLATES).format(name_of(topic))


def topic_rows(sentence: str, right: str, wrong: list[str], rng: random.Random) -> Iterable[Pair]:
    """The same sentence with its topic and with others."""
    yield Pair(sentence, hypothesis(right, rng), "entailment")
    for topic in wrong:
        yield Pair(sentence, hypothesis(topic, rng), "contradiction")


def topic_pairs(data: Path, held_out: set[str], clinc: int, banking: int, rng: random.Random) -> list[Pair]:
    """Pairs from so many sentences of each set; two domains are left out, with their sentences and intents."""
    kept = {domain: intents for domain, intents in domains(data).items() if domain not in NEVER_TRAINED}
    clinc_rows = [row for row in domain_sentences(data, "train") if row[0] in kept and row[2] not in held_out]
    pairs: list[Pair] = []
    for domain, intent, sentence in rng.sample(clinc_rows, clinc):
        others = rng.sample([name for name in kept if name != domain], 2)
        pairs += topic_rows(sentence, domain, others, rng)
        if rng.random() < INTENT_SHARE:
            pairs += topic_rows(sentence, intent, [rng.choice(kept[others[0]])], rng)
    elsewhere = [domain for domain in kept if domain not in NEAR_BANKING77]
    unseen = {intent for domain in NEVER_TRAINED for intent in domains(data)[domain]}
    banking_rows = [row for row in read_intents(data / "zeroshot_topics" / "banking77_train.tsv") if row[0] not in unseen]
    for intent, sentence in rng.sample(banking_rows, banking):
        other = rng.choice(elsewhere)
        pairs += topic_rows(sentence, intent, [rng.choice([other, rng.choice(kept[other])])], rng)
    return pairs


def everyday_pairs(data: Path, count: int, rng: random.Random) -> list[Pair]:
    """Pairs from so many Tatoeba sentences: the topic whose words they have, and topics none of whose words they have."""
    by_topic: dict[str, list[tuple[str, list[str]]]] = {topic: [] for topic in TOPIC_WORDS}
    for sentence in (data / "text_lm" / "tatoeba_en_sentences.txt").read_text(encoding="utf-8").split("\n"):
        found = set(words(sentence))
        right = [topic for topic, keys in TOPIC_WORDS.items() if keys & found]
        for topic in right:
            by_topic[topic].append((sentence, right))
    pairs: list[Pair] = []
    for number in range(count):
        topic = list(TOPIC_WORDS)[number % len(TOPIC_WORDS)]
        sentence, right = rng.choice(by_topic[topic])
        pairs += topic_rows(sentence, topic, rng.sample([name for name in TOPIC_WORDS if name not in right], 1), rng)
    return pairs
