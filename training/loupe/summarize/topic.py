"""What a kind of report consists of."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """How it ends: sentences one of which is in the text, and summaries that say it."""

    name: str
    facts: list[str]
    summaries: list[str]


@dataclass(frozen=True)
class Topic:
    """Templates of one kind of report. A case is a set of values that belong together, such as a plan and its reason."""

    name: str
    cases: list[dict[str, str]]
    # One of these introduces who, what and where. It is the first sentence, or the second after a general remark.
    leads: list[str]
    # One of each of these lists is in every text.
    facts: list[list[str]]
    # Some of these are; the summary does not need them.
    extras: list[str]
    outcomes: list[Outcome]
