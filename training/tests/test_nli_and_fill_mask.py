"""Made-up and rewritten pairs of loupe/nli, masked words of loupe/fill-mask."""
import random
import unittest
from unittest import mock

import torch
from transformers import BertForMaskedLM

from loupe.encoder.minilm import Shape, base_folder, cut_down
from loupe.encoder.training import Encoded, inputs
from loupe.encoder.vocabulary import load_tokenizer
from loupe.fill_mask.data import FEWEST_WORDS, WORD, Masked, masked_words, scored_sentences, training_documents
from loupe.fill_mask.rows import BATCH_PIECES, MASK, Row, batches, mask, windows
from loupe.fill_mask.texts import sentences, untokenised
from loupe.fill_mask.train import masked_logits
from loupe.nli import rewrites
from loupe.nli.data import LABELS
from loupe.nli.rewrites import Text, rewritten
from loupe.nli.scenes import scene_pairs
from loupe.nli.tables import COLOURS, NUMBERS
from loupe.nli.topics import NEVER_TRAINED, TOPIC_WORDS, domains, everyday_pairs, name_of
from loupe.nli.train import all_sets
from loupe.paths import REPOSITORY

DATA = REPOSITORY / ".." / "shared" / "data"


class RewritesTest(unittest.TestCase):
    def test_what_follows_is_more_general_or_shorter(self) -> None:
        for seed in range(20):
            pair = rewrites.rewrite("A man in a red shirt is walking on the street with two dogs.", "entailment", random.Random(seed))
            self.assertNotIn("woman", pair.hypothesis)
            self.assertLessEqual(len(pair.hypothesis.split()), len(pair.premise.split()) + 2)

    def test_a_change_is_not_undone(self) -> None:
        text = Text.of("A man in a red shirt walks by a river.")
        with mock.patch.dict(rewrites.OTHERS, {"red": ["blue"]}, clear=True):
            self.assertTrue(rewrites.exclude(text, random.Random(1)))
        for seed in range(20):
            changed = text.copy()
            rewrites.keep_some(changed, random.Random(seed), 0)
            self.assertIn("blue", changed.words)

    def test_denied_sentences_are_left_alone(self) -> None:
        self.assertIsNone(rewrites.rewrite("The man is not walking with his dog.", "entailment", random.Random(1)))

    def test_labels_are_balanced(self) -> None:
        pairs = rewritten(["A young woman is reading a book on a bench.", "Two boys are playing soccer in a park."], 30, random.Random(1))
        self.assertEqual([pair.label for pair in pairs], ["entailment", "neutral", "contradiction"] * 10)
        self.assertTrue(all(pair.premise != pair.hypothesis for pair in pairs))


class ScenesTest(unittest.TestCase):
    def test_pairs_are_reproducible_and_of_all_labels(self) -> None:
        pairs = scene_pairs(600, random.Random(1))
        self.assertEqual(pairs, scene_pairs(600, random.Random(1)))
        for label in LABELS:
            self.assertGreater(sum(pair.label == label for pair in pairs), 150)
        self.assertFalse([pair for pair in pairs if "  " in pair.premise + pair.hypothesis or not pair.hypothesis.strip()])

    def test_what_follows_keeps_number_and_colours(self) -> None:
        for pair in scene_pairs(2000, random.Random(2)):
            if pair.label == "entailment":
                said, stated = (set(text.rstrip(".").split()) for text in pair.texts)
                self.assertLessEqual(stated & {*NUMBERS, *COLOURS}, said, pair)


class MaskingTest(unittest.TestCase):
    def test_text_is_put_together_again(self) -> None:
        self.assertEqual(untokenised("I ca n't go , she 's ill ( again ) @-@ right ?"), "I can't go, she's ill (again)-right?")
        self.assertEqual(sentences("He ran. Then\nshe ran!  (It rained.) Why?"), ["He ran.", "Then she ran!", "(It rained.)", "Why?"])

    def test_only_words_of_one_piece_are_masked(self) -> None:
        tokenizer = load_tokenizer(base_folder(), 64)
        tokenizer.no_padding()
        tokenizer.no_truncation()
        [row] = windows(tokenizer, [["I don't like thaumaturgy, do you?"]], random.Random(1))
        self.assertEqual([tokenizer.id_to_token(row.ids[place]) for place in row.words], ["i", "like", "do", "you"])
        masked = mask(row, random.Random(1))
        self.assertEqual([masked.ids[place] for place, _ in masked.target], [MASK] * len(masked.target))
        self.assertEqual([row.ids[place - 1] for place, _ in masked.target], [piece for _, piece in masked.target])

    def test_batches_have_every_row_once_and_a_size(self) -> None:
        rows = [Row([7] * (1 + i % 90), [0]) for i in range(900)]
        groups = batches(rows, random.Random(1))
        self.assertEqual(sum(map(len, groups)), 900)
        self.assertLessEqual(max(len(group) * (2 + max(len(row.ids) for row in group)) for group in groups), BATCH_PIECES)

    def test_the_output_layer_of_chosen_places_is_that_of_the_model(self) -> None:
        model = cut_down(BertForMaskedLM, Shape((0,), 64, 8, 16), list(range(8))).eval()
        rows = [Encoded([2, 4, 6, 3], [0] * 4, None), Encoded([2, 4, 3], [0] * 3, None)]
        with torch.no_grad():
            whole = model(**inputs(rows)).logits
            chosen = masked_logits(model, rows, [[1, 2], [1]])
        self.assertLess(float((chosen - whole[[0, 0, 1], [1, 2, 1]]).abs().max()), 1e-5)
        self.assertIs(model.cls.predictions.decoder.weight, model.bert.embeddings.word_embeddings.weight)

    def test_content_words(self) -> None:
        self.assertTrue(Masked("", "House", "").is_content)
        self.assertFalse(Masked("", "The", "").is_content)


@unittest.skipUnless(DATA.exists(), "the training data are not here")
class DataTest(unittest.TestCase):
    def test_no_scored_sentence_is_trained_on(self) -> None:
        scored = {sentence for rows in scored_sentences(DATA).values() for sentence in rows}
        dev = {sentence for rows in scored_sentences(DATA, dev=True).values() for sentence in rows}
        trained = {sentence for documents in training_documents(DATA).values() for document in documents for sentence in document}
        self.assertFalse(scored & (dev | trained))

    def test_each_masked_sentence_has_one_mask_and_words_enough(self) -> None:
        tokenizer = load_tokenizer(base_folder(), 512)
        tokenizer.no_padding()
        for row in masked_words(DATA, tokenizer):
            self.assertEqual(row.text.count("[MASK]"), 1)
            self.assertGreaterEqual(len(WORD.findall(row.text.replace("[MASK]", row.word))), FEWEST_WORDS)
            self.assertEqual(len(tokenizer.encode(row.word, add_special_tokens=False).ids), 1)

    def test_unseen_domains_are_no_everyday_topics(self) -> None:
        unseen = {name_of(name) for domain in NEVER_TRAINED for name in (domain, *domains(DATA)[domain])}
        self.assertFalse(unseen & set(TOPIC_WORDS))
        self.assertEqual(len(everyday_pairs(DATA, 50, random.Random(1))), 100)

    def test_sets_do_not_depend_on_the_run(self) -> None:
        first, second = (all_sets(DATA, random.Random(3)) for _ in range(2))
        self.assertEqual(first, second)


if __name__ == "__main__":
    unittest.main()
