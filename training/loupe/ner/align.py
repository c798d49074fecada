"""Between labels of words and labels of word pieces."""
from collections.abc import Sequence

from tokenizers import Encoding

from loupe.ner.data import LABELS, Sentence

IGNORED = -100


def word_starts(words: Sequence[str]) -> list[int]:
    """Where each word begins in the text that joins them by spaces."""
    starts, position = [], 0
    for word in words:
        starts.append(position)
        position += len(word) + 1
    return starts


def word_of_pieces(encoding: Encoding, words: Sequence[str]) -> list[int | None]:
    """The number of the word that each piece belongs to; None for [CLS] and [SEP]."""
    starts = word_starts(words)
    found, word = [], 0
    for (begin, end), special in zip(encoding.offsets, encoding.special_tokens_mask, strict=True):
        if special or begin == end:
            found.append(None)
            continue
        while word + 1 < len(starts) and starts[word + 1] <= begin:
            word += 1
        found.append(word)
    return found


def piece_labels(encoding: Encoding, sentence: Sentence) -> list[int]:
    """A label number per piece: later pieces of a word continue its mention, [CLS] and [SEP] are not learned."""
    labels, before = [], None
    for word in word_of_pieces(encoding, sentence.words):
        if word is None:
            labels.append(IGNORED)
            continue
        name = sentence.labels[word]
        labels.append(LABELS.index("I-" + name[2:] if word == before and name != "O" else name))
        before = word
    return labels


def word_labels(encoding: Encoding, words: Sequence[str], pieces: Sequence[int]) -> list[str]:
    """The label of each word's first piece; O for a word that was cut off or has no piece."""
    found = ["O"] * len(words)
    for word, label in reversed(list(zip(word_of_pieces(encoding, words), pieces, strict=True))):
        if word is not None:
            found[word] = LABELS[label]
    return found
