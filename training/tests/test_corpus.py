"""Splits and near-duplicates."""
import unittest

from loupe.corpus import NearDuplicates, rank
from loupe.paths import REPOSITORY
from loupe.sentiment.data import split
from loupe.stories.data import childrens_stories, held_out_stories, training_texts

DATA = REPOSITORY / ".." / "shared" / "data"


class CorpusTest(unittest.TestCase):
    def test_rank_ignores_case_and_signs(self) -> None:
        self.assertEqual(rank("A fine film .", "seed"), rank("a fine film", "seed"))
        self.assertNotEqual(rank("a fine film", "seed"), rank("a fine film", "another seed"))

    def test_near_duplicates_share_runs_of_words(self) -> None:
        near = NearDuplicates(["the quick brown fox jumps over the lazy dog"])
        self.assertTrue(near.matches("The quick brown fox jumps over the lazy cat!"))
        self.assertFalse(near.matches("the lazy dog jumps over the quick brown fox"))


@unittest.skipUnless(DATA.exists(), "the training data are not here")
class SplitTest(unittest.TestCase):
    def test_no_sentence_is_in_two_parts(self) -> None:
        parts = [{row.text for row in part} for part in split(DATA)]
        self.assertFalse(parts[0] & parts[1] or parts[0] & parts[2] or parts[1] & parts[2])
        self.assertGreater(len(parts[2]), 900)

    def test_no_story_title_is_in_two_parts(self) -> None:
        train, held_out = childrens_stories(DATA)
        self.assertFalse({story.title for story in train} & {story.title for story in held_out})

    def test_no_held_out_story_is_trained_on(self) -> None:
        trained = {text for texts in training_texts(DATA).values() for text in texts}
        self.assertFalse(trained & {story.text for story in held_out_stories(DATA)})


if __name__ == "__main__":
    unittest.main()
