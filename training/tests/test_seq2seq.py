"""Translation and summarization: scores, splits, the grammar of the reports, decoding with a cache."""
import random
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from loupe.corpus import words
from loupe.en_fr.data import Sentence, first_letter_small, split, varied_pairs
from loupe.paths import REPOSITORY
from loupe.seq2seq.check import check
from loupe.seq2seq.export import Form, export
from loupe.seq2seq.scoring import chrf, longest_common_subsequence, rouge_l
from loupe.seq2seq.shipped import Translator
from loupe.seq2seq.tokenizer import train_tokenizer
from loupe.seq2seq.training import IGNORED, Plan, RoundedWeights, batches, new_model, padded
from loupe.summarize.data import HELD_OUT_SEED, pass_pairs, reports, training_abstracts
from loupe.summarize.evaluate import first_sentences
from loupe.summarize.grammar import expand, sentence
from loupe.summarize.procedural import LONGEST_WORDS, TOPICS, combinations, values_of
from loupe.summarize.train import SEED
from loupe.weight_only import rounded

DATA = REPOSITORY / ".." / "shared" / "data"


class ScoringTest(unittest.TestCase):
    def test_chrf_by_hand(self) -> None:
        # abcd against abce: of 4, 3, 2, 1 runs of length 1 to 4 there are 3, 2, 1, 0 the same; longer ones do not exist.
        mean = (3 / 4 + 2 / 3 + 1 / 2 + 0) / 4
        self.assertAlmostEqual(chrf(["abcd"], ["abce"]), 100 * mean)
        # abc against abcd: precision 1, 1, 1; recall 3/4, 2/3, 1/2; the run of four counts on neither side.
        precision, recall = 1.0, (3 / 4 + 2 / 3 + 1 / 2) / 3
        self.assertAlmostEqual(chrf(["abc"], ["abcd"]), 100 * 5 * precision * recall / (4 * precision + recall))

    def test_chrf_of_a_corpus_adds_counts(self) -> None:
        self.assertAlmostEqual(chrf(["le chat dort", "oui"], ["le chat dort", "oui"]), 100)
        self.assertEqual(chrf(["abc"], ["xyz"]), 0)
        self.assertAlmostEqual(chrf(["a b"], ["ab"]), 100)
        self.assertNotEqual(chrf(["AB"], ["ab"]), 100)

    def test_rouge_l_by_hand(self) -> None:
        self.assertEqual(longest_common_subsequence("the cat sat".split(), "the dog sat down".split()), 2)
        # 2 of 3 and 2 of 4 words in order: F1 is 2 * 2 / 7.
        self.assertAlmostEqual(rouge_l("The cat sat.", "the dog sat down"), 4 / 7)
        self.assertEqual(rouge_l("", "a"), 0)
        self.assertEqual(first_sentences("One. Two! Three?", 2), "One. Two!")


@unittest.skipUnless(DATA.exists(), "the training data are not here")
class TranslationSplitTest(unittest.TestCase):
    def test_no_sentence_is_on_both_sides(self) -> None:
        parts = split(DATA)
        english = [{tuple(words(one.english)) for one in part} for part in (parts.train, parts.dev, parts.test)]
        self.assertFalse(english[0] & english[1] or english[0] & english[2] or english[1] & english[2])
        french = [{tuple(words(text)) for one in part for text in one.french} for part in (parts.train, parts.dev + parts.test)]
        self.assertFalse(french[0] & french[1])
        self.assertGreater(len(parts.test), 1000)
        self.assertIn(parts.test[0].reference(), parts.test[0].french)


class TranslationDataTest(unittest.TestCase):
    def test_passes_can_be_made_again(self) -> None:
        sentences = [Sentence("Tom is here.", ("Tom est ici.", "Tom est là.", "Tom est là !")), Sentence("I see.", ("Je vois.",))] * 40
        self.assertEqual(varied_pairs(sentences, 1, 2), varied_pairs(sentences, 1, 2))
        self.assertNotEqual(varied_pairs(sentences, 1, 2), varied_pairs(sentences, 1, 3))

    def test_the_word_i_stays_large(self) -> None:
        self.assertEqual([first_letter_small(text) for text in ("I am", "I'm", "It is")], ["I am", "I'm", "it is"])


class GrammarTest(unittest.TestCase):
    def test_choices_and_slots(self) -> None:
        rng = random.Random(0)
        found = {expand("[a [red|blue] {thing}|an egg]", {"thing": "hat"}, rng) for _ in range(60)}
        self.assertEqual(found, {"a red hat", "a blue hat", "an egg"})
        self.assertEqual(sentence("'{thing}' is a apple", {"thing": "it"}, rng), "'It' is an apple")

    def test_every_template_can_be_expanded(self) -> None:
        rng = random.Random(0)
        for topic in TOPICS:
            ends = [text for outcome in topic.outcomes for text in outcome.facts + outcome.summaries]
            for case in topic.cases:
                values = values_of(topic, case, rng, False)
                for template in topic.leads + [text for fact in topic.facts for text in fact] + topic.extras + ends:
                    self.assertNotRegex(sentence(template, values, rng), r"[\[\]{}|]|  ")

    def test_held_out_names_and_combinations_are_not_in_training(self) -> None:
        train, held_out = reports(400, "test", False), reports(400, HELD_OUT_SEED, True)
        self.assertFalse({name for one in train for name in one.names} & {name for one in held_out for name in one.names})
        self.assertFalse({one.combination for one in train} & {one.combination for one in held_out})
        self.assertGreater(len({one.topic for one in held_out}), 12)
        self.assertGreater(len(combinations(False)), 300)

    def test_texts_are_of_the_right_length_and_can_be_made_again(self) -> None:
        texts = reports(200, "test", False)
        self.assertEqual(texts, reports(200, "test", False))
        lengths = [len(one.text.split()) for one in texts]
        self.assertLessEqual(max(lengths), LONGEST_WORDS)
        self.assertGreater(min(lengths), 40)
        self.assertLess(sum(rouge_l(first_sentences(one.text, 1), one.summary) > 0.9 for one in texts), 3)

    @unittest.skipUnless(DATA.exists(), "the training data are not here")
    def test_no_pass_has_a_held_out_name(self) -> None:
        names = {name for one in reports(200, HELD_OUT_SEED, True) for name in one.names if " " not in name and len(name) > 5}
        text = " ".join(text for text, _ in pass_pairs(training_abstracts(DATA), SEED, 0)[:1500])
        self.assertFalse(names & set(text.replace(".", " ").replace(",", " ").split()))


class TrainingTest(unittest.TestCase):
    def test_the_rate_rises_and_falls(self) -> None:
        plan = Plan(steps=100, minutes=0, peak_rate=1.0, warm_up=10, tokens=100, bits=8, round_from=1.0)
        rates = [plan.rate(step, plan.progress(step, 0)) for step in range(100)]
        self.assertEqual(rates.index(max(rates)), 9)
        self.assertLess(rates[-1], 0.05)
        self.assertEqual(Plan(100, 2.0, 1.0, 10, 100, 8, 1.0).progress(50, 60), 0.5)

    def test_batches_hold_every_pair_once(self) -> None:
        rng = random.Random(0)
        pairs = [([5] * rng.randint(1, 20), [6] * rng.randint(1, 20)) for _ in range(300)]
        found = batches(pairs, 200, rng)
        self.assertEqual(sorted(map(str, pairs)), sorted(str(pair) for batch in found for pair in batch))
        self.assertTrue(all(len(batch) * (max(len(s) for s, _ in batch) + max(len(t) for _, t in batch)) <= 200 for batch in found))
        self.assertEqual(padded([[1], [2, 3]], IGNORED).tolist(), [[1, IGNORED], [2, 3]])

    def test_weights_are_rounded_only_inside(self) -> None:
        layer = torch.nn.Linear(64, 64)
        before = layer.weight.detach().clone()
        with RoundedWeights(layer, 4):
            self.assertTrue(torch.equal(layer.weight, rounded(before, 4)))
        self.assertTrue(torch.equal(layer.weight, before))


class ShippedFormTest(unittest.TestCase):
    """A small model with random weights through the export."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory()
        root = Path(cls.folder.name)
        texts = [text for one in reports(40, "test", False) for text in (one.text, one.summary)]
        tokenizer = train_tokenizer(texts, 600, root / "run" / "tokenizer.json")
        torch.manual_seed(3)
        model = new_model(tokenizer.get_vocab_size(), encoder_layers=2, decoder_layers=2, width=64, inner=96, heads=4, positions=64)
        with torch.no_grad():
            model.model.shared.weight.mul_(3)
        model.save_pretrained(root / "run")
        cls.out = root / "out"
        export(root / "run", cls.out, Form(bits=4, longest_source=64, longest_target=20), ["A cat.", "Rain fell on Monday in the town."])

    @classmethod
    def tearDownClass(cls) -> None:
        cls.folder.cleanup()

    def test_graphs_decode_as_torch_does(self) -> None:
        self.assertLess(check(self.out, 1)["fixture_distance"], 1e-4)

    def test_all_at_once_is_the_same_as_one_by_one(self) -> None:
        shipped = Translator(self.out, 1)
        states, mask = shipped.encode([shipped.ids("Rain fell."), shipped.ids("A cat came home on Monday.")])
        ids = np.array([[1, 5, 9, 12], [1, 7, 7, 30]], np.int64)
        whole, _ = shipped.step(ids, states, mask, shipped.empty_cache(2))
        cache = shipped.empty_cache(2)
        for place in range(ids.shape[1]):
            logits, cache = shipped.step(ids[:, place : place + 1], states, mask, cache)
            np.testing.assert_allclose(logits[:, 0], whole[:, place], atol=1e-4)

    def test_every_character_survives(self) -> None:
        tokenizer = Tokenizer.from_file(str(self.out / "tokenizer.json"))
        for text in ("Été à Noël : 12,5 € !", "日本 😀", "it's l'eau qu'on boit"):
            self.assertEqual(tokenizer.decode(tokenizer.encode(text).ids), text)
        self.assertEqual(tokenizer.encode("x").tokens[-1], "</s>")


if __name__ == "__main__":
    unittest.main()
