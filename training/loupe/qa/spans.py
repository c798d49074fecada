"""Answers as spans of tokens, and how near an answer is to the right ones."""
import re
import string
from collections import Counter
from collections.abc import Iterable

import numpy as np
from tokenizers import Encoding, Tokenizer

from loupe.qa.data import Question

LONGEST_ANSWER = 30
ARTICLE = re.compile(r"\b(a|an|the)\b")
PUNCTUATION = str.maketrans("", "", string.punctuation)


def prepare(tokenizer: Tokenizer, positions: int) -> Tokenizer:
    """Only the text is cut when question and text are too long together."""
    tokenizer.enable_truncation(positions, strategy="only_second")
    return tokenizer


def answer_tokens(encoding: Encoding, row: Question) -> tuple[int, int] | None:
    """The first and the last token of the answer; None when it was cut off."""
    begin, end = row.start, row.start + len(row.answer)
    inside = [
        i for i, (offsets, segment) in enumerate(zip(encoding.offsets, encoding.sequence_ids, strict=True))
        if segment == 1 and offsets[0] < end and offsets[1] > begin
    ]
    cut_off = not inside or encoding.offsets[inside[-1]][1] < end
    return None if cut_off else (inside[0], inside[-1])


def best_answer(encoding: Encoding, context: str, start_logits: np.ndarray, end_logits: np.ndarray) -> str:
    """The likeliest span of at most thirty tokens of the text."""
    tokens = np.array([i for i, segment in enumerate(encoding.sequence_ids) if segment == 1])
    first, last = tokens[0], tokens[-1] + 1
    scores = start_logits[first:last, None] + end_logits[None, first:last]
    allowed = np.tril(np.triu(np.ones_like(scores, dtype=bool)), LONGEST_ANSWER - 1)
    start, end = divmod(int(np.where(allowed, scores, -np.inf).argmax()), last - first)
    return context[encoding.offsets[first + start][0] : encoding.offsets[first + end][1]]


def normalised(answer: str) -> list[str]:
    """The words that are compared: lower case, no punctuation, no articles (as SQuAD's own scoring does)."""
    return ARTICLE.sub(" ", answer.lower().translate(PUNCTUATION)).split()


def exact(answer: str, right: Iterable[str]) -> float:
    """1 when the answer is one of the right ones."""
    return float(any(normalised(answer) == normalised(other) for other in right))


def word_f1(answer: str, right: Iterable[str]) -> float:
    """The largest F1 of the words of the answer and those of a right one."""
    return max(overlap(normalised(answer), normalised(other)) for other in right)


def overlap(one: list[str], other: list[str]) -> float:
    """F1 of two bags of words."""
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other)) if one and other else float(one == other)
