"""Pairs of a request and 'This is about X.', so that the model learns to judge topics."""
import json
import random
from collections.abc import Iterable
from pathlib import Path

from loupe.nli.data import Pair

TEMPLATES = ["This is about {}.", "This text is about {}.", "This example is about {}.", "The topic is {}.", "This example is {}."]
SCORED_TEMPLATE = TEMPLATES[0]
NEVER_TRAINED = ("travel", "kitchen_and_dining")
NEAR_BANKING77 = ("banking", "credit_cards")
INTENT_SHARE = 0.5


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


def two_pairs(sentence: str, right: str, wrong: str, rng: random.Random) -> Iterable[Pair]:
    """The same sentence with its topic and with another."""
    yield Pair(sentence, hypothesis(right, rng), "entailment")
    yield Pair(sentence, hypothesis(wrong, rng), "contradiction")


def topic_pairs(data: Path, held_out: set[str], clinc: int, banking: int, rng: random.Random) -> list[Pair]:
    """Pairs from so many sentences of each set; two domains are left out, with their sentences and intents."""
    kept = {domain: intents for domain, intents in domains(data).items() if domain not in NEVER_TRAINED}
    clinc_rows = [row for row in domain_sentences(data, "train") if row[0] in kept and row[2] not in held_out]
    pairs: list[Pair] = []
    for domain, intent, sentence in rng.sample(clinc_rows, clinc):
        other = rng.choice([name for name in kept if name != domain])
        pairs += two_pairs(sentence, domain, other, rng)
        if rng.random() < INTENT_SHARE:
            pairs += two_pairs(sentence, intent, rng.choice(kept[other]), rng)
    elsewhere = [domain for domain in kept if domain not in NEAR_BANKING77]
    unseen = {intent for domain in NEVER_TRAINED for intent in domains(data)[domain]}
    banking_rows = [row for row in read_intents(data / "zeroshot_topics" / "banking77_train.tsv") if row[0] not in unseen]
    for intent, sentence in rng.sample(banking_rows, banking):
        other = rng.choice(elsewhere)
        pairs += two_pairs(sentence, intent, rng.choice([other, rng.choice(kept[other])]), rng)
    return pairs
