"""chrF and ROUGE-L."""
import re
from collections import Counter
from collections.abc import Sequence

CHARACTERS = 6
BETA = 2
WORD = re.compile(r"[a-z0-9]+")


def character_ngrams(text: str, length: int) -> Counter[str]:
    """Runs of so many characters, spaces left out."""
    joined = "".join(text.split())
    return Counter(joined[i : i + length] for i in range(len(joined) - length + 1))


def chrf(hypotheses: Sequence[str], references: Sequence[str]) -> float:
    """chrF2 of a corpus, 0 to 100, one reference for each hypothesis: as sacrebleu computes it with its defaults
    (characters 1 to 6, no words, beta 2, case kept, spaces left out, lengths that no text has left out)."""
    found = [[0, 0, 0] for _ in range(CHARACTERS)]
    for hypothesis, reference in zip(hypotheses, references, strict=True):
        for length in range(1, CHARACTERS + 1):
            one, two = character_ngrams(hypothesis, length), character_ngrams(reference, length)
            counts = found[length - 1]
            # A text with no run of this length counts for nothing on the other side either.
            counts[0] += one.total() if two else 0
            counts[1] += two.total()
            counts[2] += (one & two).total()
    precision = recall = 0.0
    orders = 0
    for hypothesis_count, reference_count, matches in found:
        if hypothesis_count and reference_count:
            precision += matches / hypothesis_count
            recall += matches / reference_count
            orders += 1
    if not orders or not precision + recall:
        return 0.0
    precision, recall = precision / orders, recall / orders
    return 100 * (1 + BETA**2) * precision * recall / (BETA**2 * precision + recall)


def longest_common_subsequence(one: Sequence[str], two: Sequence[str]) -> int:
    """The length of the longest sequence that is in both in this order."""
    row = [0] * (len(two) + 1)
    for first in one:
        diagonal = 0
        for place, second in enumerate(two, 1):
            above = row[place]
            row[place] = diagonal + 1 if first == second else max(above, row[place - 1])
            diagonal = above
    return row[-1]


def rouge_l(hypothesis: str, reference: str) -> float:
    """ROUGE-L F1 of one text, 0 to 1, over lower-case letter and digit runs, without stemming."""
    one, two = WORD.findall(hypothesis.lower()), WORD.findall(reference.lower())
    common = longest_common_subsequence(one, two)
    return 2 * common / (len(one) + len(two)) if common else 0.0
