"""Pictures of scenes, their captions, the stored weights and what is restored from them."""
import random
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import numpy as np
import torch
from diffusers import StableDiffusionImg2ImgPipeline
from diffusers.models.attention_processor import AttnProcessor
from PIL import Image

from loupe.scenes import autoencoder, diffusion
from loupe.scenes.autoencoder import build as build_autoencoder
from loupe.scenes.captions import FACTS, caption, plain_prompt
from loupe.scenes.data import PICTURES, training_scenes
from loupe.scenes.drawing import draw
from loupe.scenes.evaluate import prompt_scenes
from loupe.scenes.export import ATTENTION_GRAPH, ship
from loupe.scenes.judge import Seen, right_answers
from loupe.scenes.latents import LATENTS, TOKENIZER, encode_captions
from loupe.scenes.models import build_text_encoder, build_unet
from loupe.scenes.restore import load_components, load_pipeline
from loupe.scenes.sampling import pictures_for, torch_components
from loupe.scenes.scene import GROUNDS, KINDS, STYLES, TIMES, Scene, Thing
from loupe.scenes.shipped import ShippedScenes, run
from loupe.scenes.storage import round_weights
from loupe.scenes.team import run_team
from loupe.scenes.tokenizer import LENGTH, encode_many, load_tokenizer, write_tokenizer
from loupe.session import open_session


class SceneTest(unittest.TestCase):
    def test_a_scene_always_gives_the_same_picture(self) -> None:
        scenes = training_scenes(500)[:20]
        for scene in scenes:
            np.testing.assert_array_equal(draw(scene), draw(scene))
        self.assertEqual(scenes, training_scenes(1000)[:20])

    def test_held_out_colours_are_never_trained_and_always_asked_for(self) -> None:
        self.assertFalse(any(thing.held_out for scene in training_scenes(5000) for thing in scene.things))
        for two_things in (False, True):
            for scene in prompt_scenes(100, two_things):
                self.assertTrue(all(thing.held_out for thing in scene.things))
                self.assertEqual(len(scene.things), 1 + two_things)

    def test_every_fact_changes_the_picture(self) -> None:
        pictures = {
            draw(Scene((Thing(kind, "red", "centre"),), time, "clouds" if time == "storm" else "stars" if time == "night" else "clear", ground, style, 7)).tobytes()
            for kind in KINDS for time in TIMES for ground in GROUNDS for style in STYLES
        }
        self.assertEqual(len(pictures), len(KINDS) * len(TIMES) * len(GROUNDS) * len(STYLES))

    def test_captions_say_what_they_claim(self) -> None:
        rng = random.Random(1)
        for scene in training_scenes(500):
            words = caption(scene, rng)
            for (name, values), said in zip(FACTS.items(), words.said):
                if name.endswith("colour") and said >= 0:
                    self.assertIn(values[said], words.text)
            self.assertNotIn("  ", words.text)
        thing = Thing("lighthouse", "orange", "left")
        self.assertEqual(
            plain_prompt(Scene((thing,), "night", "stars", "snow", "watercolour", 0)), "an orange lighthouse on the left in the snow at night, watercolour",
        )

    def test_right_answers_count_what_they_should(self) -> None:
        scene = Scene((Thing("house", "red", "left"), Thing("tree", "green", "right")), "day", "sun", "hills", "flat", 0)
        swapped = Seen({"left": ("tree", "green"), "right": ("house", "red")}, "day", "hills", "sketch")
        result = right_answers([swapped], [scene])
        self.assertEqual((result["both objects"], result["both objects and colours"], result["both objects, colours and places"]), (1, 1, 0))
        self.assertEqual((result["time"], result["style"]), (1, 0))
        lone = Scene(scene.things[:1], "day", "sun", "hills", "flat", 0)
        self.assertEqual(right_answers([swapped], [lone])["object and colour"], 0)


class TrainingTest(unittest.TestCase):
    def test_training_goes_on_from_its_checkpoint(self) -> None:
        with tempfile.TemporaryDirectory() as name, mock.patch.object(diffusion, "TEXT_STEPS", 2):
            folder = Path(name)
            write_tokenizer(folder / TOKENIZER)
            encode_captions(folder, 500)
            np.save(folder / LATENTS, np.random.default_rng(0).standard_normal((500, 4, 16, 16)).astype(np.float16))
            for steps in (2, 3):
                run_team(1, diffusion.work, folder, steps, None, {("flat", 1): 2.0})
                self.assertEqual(diffusion.load_averaged(folder)[2], steps)
            run_team(1, diffusion.work, folder, 3, 0.001, {})
            self.assertGreater(diffusion.load_averaged(folder)[2], 2)
            with mock.patch.object(autoencoder, "UNSEEN_PICTURES", 4):
                np.save(folder / PICTURES, np.stack([draw(scene) for scene in training_scenes(500)[:8]]))
                run_team(1, autoencoder.work, folder, 2, False)
                run_team(1, autoencoder.work, folder, 2, True)
            self.assertTrue((folder / autoencoder.FOLDER / "config.json").exists())

    def test_sorts_of_scenes_are_weighed(self) -> None:
        self.assertEqual(diffusion.sort_weights("flat1=2,sketch2=0.5"), {("flat", 1): 2.0, ("sketch", 2): 0.5})


class ShippedFilesTest(unittest.TestCase):
    """Writes all files from untrained weights, and compares."""

    @classmethod
    def setUpClass(cls) -> None:
        torch.manual_seed(0)
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.temporary.name) / "model"
        write_tokenizer(cls.folder.parent / TOKENIZER)
        cls.tokenizer = load_tokenizer(cls.folder.parent / TOKENIZER)
        cls.text, cls.unet, cls.autoencoder = build_text_encoder(cls.tokenizer), build_unet(), build_autoencoder()
        for parameter in cls.unet.parameters():  # branches that begin as nothing would hide mistakes
            if not parameter.any():
                torch.nn.init.normal_(parameter, std=0.05)
        ship(cls.text, cls.unet, cls.autoencoder, cls.folder.parent, cls.folder)
        cls.shipped = ShippedScenes(cls.folder, 1)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.temporary.cleanup()

    def test_two_tokenizers_agree(self) -> None:
        texts = ["", "A red House, on the left!", "a zebra-striped café 25 ft high", plain_prompt(training_scenes(500)[0])]
        self.assertEqual(self.tokenizer(texts, padding="max_length", truncation=True)["input_ids"], encode_many(self.folder / "tokenizer", texts))

    @torch.no_grad()
    def test_graphs_equal_torch_at_any_size(self) -> None:
        for batch, tokens, size in ((1, LENGTH, (16, 16)), (3, 20, (8, 24))):
            ids, latents = torch.randint(800, (batch, tokens)), torch.randn(batch, 4, *size)
            words, pooled = run(self.shipped.sessions["text_encoder"], ids)
            expected = self.text(input_ids=ids)
            torch.testing.assert_close(words, expected.last_hidden_state, atol=1e-4, rtol=1e-4)
            torch.testing.assert_close(pooled, expected.pooler_output, atol=1e-4, rtol=1e-4)
            for timestep in (torch.tensor([981.0]), torch.linspace(1, 900, batch)):
                [predicted] = run(self.shipped.sessions["unet"], latents, timestep, words)
                torch.testing.assert_close(predicted, self.unet(latents, timestep, words, return_dict=False)[0], atol=1e-3, rtol=1e-3)
            [picture] = run(self.shipped.sessions["vae_decoder"], latents)
            torch.testing.assert_close(picture, self.autoencoder.decode(latents).sample, atol=1e-3, rtol=1e-3)
            [encoded] = run(self.shipped.sessions["vae_encoder"], picture)
            torch.testing.assert_close(encoded, self.autoencoder.encode(picture).latents, atol=1e-3, rtol=1e-3)

    @torch.no_grad()
    def test_restored_models_have_the_shipped_weights(self) -> None:
        for restored, original in zip(load_components(self.folder), (self.text, self.unet, self.autoencoder)):
            for (name, value), (_, expected) in zip(restored.named_parameters(), original.named_parameters(), strict=True):
                torch.testing.assert_close(value, expected, atol=0, rtol=0, msg=name)

    def test_rounding_twice_changes_nothing(self) -> None:
        layer = torch.nn.Conv2d(32, 64, 3)
        round_weights(layer, "int8")
        once = layer.weight.clone()
        round_weights(layer, "int8")
        torch.testing.assert_close(layer.weight, once, atol=1e-7, rtol=1e-6)

    @torch.no_grad()
    def test_second_graph_adds_attentions(self) -> None:
        session = open_session(self.folder / "unet" / ATTENTION_GRAPH, 1)
        latents, timestep, words = torch.randn(2, 4, 16, 16), torch.tensor([300.0]), torch.randn(2, LENGTH, 128)
        predicted, *attentions = run(session, latents, timestep, words)
        torch.testing.assert_close(predicted, run(self.shipped.sessions["unet"], latents, timestep, words)[0], atol=1e-4, rtol=1e-4)
        self.assertEqual([tuple(one.shape) for one in attentions], [(2, 4, pixels, LENGTH) for pixels in (64, 16, 64, 64)])
        for one in attentions:
            torch.testing.assert_close(one.sum(-1), torch.ones(one.shape[:-1]))
        self.assertLess((self.folder / "unet" / ATTENTION_GRAPH).stat().st_size, 1e6)

    @torch.no_grad()
    def test_explicit_attention_is_that_of_diffusers(self) -> None:
        unet = load_components(self.folder)[1]
        latents, words = torch.randn(2, 4, 16, 16), torch.randn(2, LENGTH, 128)
        expected = self.unet(latents, torch.tensor([7]), words, return_dict=False)[0]
        unet.set_attn_processor(AttnProcessor())
        torch.testing.assert_close(unet(latents, torch.tensor([7]), words, return_dict=False)[0], expected, atol=1e-4, rtol=1e-4)

    def test_python_pipelines_run(self) -> None:
        pipeline = load_pipeline(self.folder)
        pipeline.set_progress_bar_config(disable=True)
        [picture] = pipeline("a red house", height=64, width=96, num_inference_steps=2).images
        self.assertEqual(picture.size, (96, 64))
        again = StableDiffusionImg2ImgPipeline(**pipeline.components, requires_safety_checker=False)
        again.set_progress_bar_config(disable=True)
        [changed] = again("a red house at night", image=Image.fromarray(draw(training_scenes(500)[0])), strength=0.5, num_inference_steps=4).images
        self.assertEqual(changed.size, (128, 128))

    def test_own_loop_draws_what_the_pipeline_draws(self) -> None:
        text, unet, autoencoder = load_components(self.folder)
        own = pictures_for(torch_components(self.tokenizer, text, unet, autoencoder), ["a red house"], seed=3, steps=3)
        onnx = pictures_for(self.shipped.components(), ["a red house"], seed=3, steps=3)
        self.assertLessEqual(int(np.abs(own.astype(int) - onnx).max()), 1)


if __name__ == "__main__":
    unittest.main()
