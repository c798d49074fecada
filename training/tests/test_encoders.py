"""Splits, alignment and scoring of the encoder models."""
import random
import unittest

import numpy as np
from tokenizers import Tokenizer
from transformers import BertForTokenClassification

from loupe.embed.evaluate import spearman
from loupe.encoder.minilm import Shape, base_folder, cut_down, labelled
from loupe.encoder.training import Encoded, batches, inputs, token_targets
from loupe.encoder.vocabulary import load_tokenizer
from loupe.ner.align import piece_labels, word_labels
from loupe.ner.data import LABELS, Sentence, SpanScore, one_mention_per_handle, spans
from loupe.ner.data import split as split_ner
from loupe.nli.data import counterfactual, scored
from loupe.nli.topics import NEVER_TRAINED, TEMPLATES, domain_sentences, domains, name_of, topic_pairs
from loupe.paths import REPOSITORY
from loupe.qa.data import Question, squad, training_sets, window
from loupe.qa.spans import answer_tokens, best_answer, exact, prepare, word_f1

DATA = REPOSITORY / ".." / "shared" / "data"


def tokenizer(positions: int = 64) -> Tokenizer:
    """MiniLM's own."""
    loaded = load_tokenizer(base_folder(), positions)
    loaded.no_padding()
    return loaded


class TrainingTest(unittest.TestCase):
    def test_cut_down_keeps_the_asked_parts(self) -> None:
        shape = Shape(layers=(0, 5), intermediate_size=64, vocabulary=3, positions=16)
        model = cut_down(BertForTokenClassification, shape, [7, 0, 100], **labelled(LABELS))
        self.assertEqual(model.bert.embeddings.word_embeddings.weight.shape, (3, 384))
        self.assertEqual(model.bert.encoder.layer[1].intermediate.dense.weight.shape, (64, 384))
        self.assertEqual(model.config.id2label[6], "I-LOC")

    def test_batches_have_every_row_once(self) -> None:
        rows = [Encoded([1] * (1 + i % 9), [0] * (1 + i % 9), i) for i in range(101)]
        found = [row.target for batch in batches(rows, 8, random.Random(1)) for row in batch]
        self.assertEqual(sorted(found), list(range(101)))

    def test_padding_is_masked_and_not_learned(self) -> None:
        rows = [Encoded([2, 9, 3], [0, 0, 1], [-100, 1, -100]), Encoded([2], [0], [0])]
        fed = inputs(rows)
        self.assertEqual(fed["attention_mask"].tolist(), [[1, 1, 1], [1, 0, 0]])
        self.assertEqual(token_targets(rows, 3)["labels"].tolist(), [[-100, 1, -100], [0, -100, -100]])


class NerTest(unittest.TestCase):
    def test_spans_of_labels(self) -> None:
        labels = ["B-PER", "I-PER", "B-PER", "O", "I-LOC", "I-ORG"]
        self.assertEqual(spans(labels), {(0, 2, "PER"), (2, 3, "PER"), (4, 5, "LOC"), (5, 6, "ORG")})

    def test_a_handle_is_one_mention(self) -> None:
        self.assertEqual(one_mention_per_handle(("RT", "@", "Ann", "Bob"), ("O", "B-PER", "B-PER", "B-PER")), ("O", "B-PER", "I-PER", "B-PER"))

    def test_labels_of_words_come_back_from_pieces(self) -> None:
        sentence = Sentence(("Okonjo-Iweala", "'s", "Zürich", "!"), ("B-PER", "O", "B-LOC", "O"))
        encoding = tokenizer().encode(sentence.text)
        labels = piece_labels(encoding, sentence)
        self.assertIn(LABELS.index("I-PER"), labels)
        self.assertEqual(word_labels(encoding, sentence.words, labels), list(sentence.labels))

    def test_f1(self) -> None:
        score = SpanScore()
        score.add({(0, 1, "PER"), (2, 3, "LOC")}, {(0, 1, "PER"), (2, 3, "ORG"), (5, 6, "ORG")})
        self.assertAlmostEqual(score.f1, 2 * 1 / 5)


class QuestionTest(unittest.TestCase):
    def setUp(self) -> None:
        context = "Long ago, in 1889, the Tower was built by Gustave Eiffel's company for a fair."
        self.row = Question("Who built it?", context, "Gustave Eiffel's company", context.index("Gustave"), ("Gustave Eiffel's company",), "")

    def test_the_answer_comes_back_from_its_tokens(self) -> None:
        encoding = prepare(tokenizer(), 64).encode(self.row.question, self.row.context)
        start, end = answer_tokens(encoding, self.row)
        logits = np.zeros((2, len(encoding.ids)), np.float32)
        logits[0, start] = logits[1, end] = 5
        logits[:, 1] = 9  # in the question: must not be chosen
        self.assertEqual(best_answer(encoding, self.row.context, *logits), self.row.answer)

    def test_a_cut_off_answer_is_no_target(self) -> None:
        self.assertIsNone(answer_tokens(prepare(tokenizer(), 14).encode(self.row.question, self.row.context), self.row))

    def test_a_window_keeps_the_answer(self) -> None:
        for seed in range(20):
            cut = window(self.row, 6, random.Random(seed))
            self.assertEqual(len(cut.context.split()), 6)
            self.assertEqual(cut.context[cut.start : cut.start + len(cut.answer)], self.row.answer)

    def test_scores_ignore_case_signs_and_articles(self) -> None:
        self.assertEqual(exact("the Gustave Eiffels company.", self.row.answers), 1.0)
        self.assertAlmostEqual(word_f1("by Gustave Eiffel's company", self.row.answers), 6 / 7)


class SpearmanTest(unittest.TestCase):
    def test_only_the_order_counts(self) -> None:
        self.assertAlmostEqual(spearman(np.array([1.0, 2.0, 9.0]), np.array([0.1, 0.2, 0.3])), 1.0)
        self.assertAlmostEqual(spearman(np.array([1.0, 1.0, 2.0, 3.0]), np.array([1.0, 2.0, 3.0, 4.0])), 0.9486833)


@unittest.skipUnless(DATA.exists(), "the training data are not here")
class SplitTest(unittest.TestCase):
    def test_no_ner_sentence_is_in_two_parts(self) -> None:
        parts = [{sentence.words for sentence in part} for part in split_ner(DATA)]
        self.assertFalse(parts[0] & parts[1] or parts[0] & parts[2] or parts[1] & parts[2])
        self.assertGreater(len(parts[2]), 1500)

    def test_no_article_is_in_two_parts(self) -> None:
        titles = [{row.title for row in squad(DATA, part)} for part in ("train", "dev", "held_out")]
        self.assertFalse(titles[0] & titles[1] or titles[0] & titles[2] or titles[1] & titles[2])
        scored_contexts = {row.context for row in squad(DATA, "held_out")}
        self.assertFalse(scored_contexts & {row.context for rows in training_sets(DATA).values() for row in rows})

    def test_no_scored_premise_is_trained_on(self) -> None:
        train, dev = counterfactual(DATA)
        premises = {pair.premise for pair in scored(DATA)}
        self.assertFalse(premises & {pair.premise for pair in train + dev})
        self.assertFalse({pair.premise for pair in train} & {pair.premise for pair in dev})

    def test_topics_leave_out_sentences_and_domains(self) -> None:
        held_out = {sentence for _, _, sentence in domain_sentences(DATA, "val")}
        pairs = topic_pairs(DATA, held_out, 300, 100, random.Random(1))
        self.assertFalse(held_out & {pair.premise for pair in pairs})
        unseen = {name_of(name) for domain in NEVER_TRAINED for name in (domain, *domains(DATA)[domain])}
        hypotheses = {template.format(name) for template in TEMPLATES for name in unseen}
        self.assertFalse(hypotheses & {pair.hypothesis for pair in pairs})


if __name__ == "__main__":
    unittest.main()
