"""The story grammar and the cached forward pass."""
import random
import re
import unittest

import torch
from transformers import LlamaConfig, LlamaForCausalLM

from loupe.stories.cached_llama import CachedLlama
from loupe.stories.procedural import story


class GrammarTest(unittest.TestCase):
    def test_stories_are_clean_and_differ(self) -> None:
        rng = random.Random(3)
        stories = [story(rng) for _ in range(300)]
        for text in stories:
            self.assertIsNone(re.search(r"[\[\]{}|]|  |[.,]{2}|[!?],| [.,!?]|\ba [aeio]", text), text)
            self.assertEqual(text.count('"') % 2, 0, text)
        self.assertEqual(len(set(stories)), len(stories))

    def test_a_seed_tells_the_same_story(self) -> None:
        self.assertEqual(story(random.Random(5)), story(random.Random(5)))


class CachedLlamaTest(unittest.TestCase):
    def setUp(self) -> None:
        torch.manual_seed(0)
        config = LlamaConfig(
            vocab_size=60, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=4,
            tie_word_embeddings=True, initializer_range=0.3,
        )
        self.model = LlamaForCausalLM(config).eval()
        self.cached = CachedLlama(self.model).eval()
        self.empty = [torch.zeros(1, 4, 0, 8) for _ in range(4)]
        self.ids = torch.tensor([[3, 14, 15, 9, 26]])

    @torch.no_grad()
    def test_equals_transformers_with_and_without_a_past(self) -> None:
        expected = self.model(input_ids=self.ids).logits
        places, ones = torch.arange(5)[None], torch.ones(1, 5, dtype=torch.int64)
        whole, *_ = self.cached(self.ids, ones, places, *self.empty)
        torch.testing.assert_close(whole, expected, atol=1e-5, rtol=1e-5)
        _, *past = self.cached(self.ids[:, :3], ones[:, :3], places[:, :3], *self.empty)
        rest, *_ = self.cached(self.ids[:, 3:], ones, places[:, 3:], *past)
        torch.testing.assert_close(rest, expected[:, 3:], atol=1e-5, rtol=1e-5)

    @torch.no_grad()
    def test_left_padding_is_not_seen(self) -> None:
        expected = self.model(input_ids=self.ids).logits
        padded = torch.cat((torch.tensor([[1, 1]]), self.ids), 1)
        mask = torch.tensor([[0, 0, 1, 1, 1, 1, 1]])
        logits, *_ = self.cached(padded, mask, (mask.cumsum(-1) - 1).clamp_min(0), *self.empty)
        torch.testing.assert_close(logits[:, 2:], expected, atol=1e-5, rtol=1e-5)


if __name__ == "__main__":
    unittest.main()
