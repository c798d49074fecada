"""The tiny Stable Diffusion models, their ONNX files, and what is recorded of a run."""
import dataclasses
import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import numpy as np
import torch
from PIL import Image

from diffusion_parity import make_goldens, weights
from diffusion_parity.architectures import MODELS
from diffusion_parity.broken import VARIANTS, write_broken
from diffusion_parity.cases import all_cases, image, inpaint, text
from diffusion_parity.check import check_graphs
from diffusion_parity.inputs import write_inputs
from diffusion_parity.make_goldens import Source
from diffusion_parity.make_models import make_model
from diffusion_parity.record import run
from diffusion_parity.restore import load_components, load_parts
from diffusion_parity.scenes import load_scenes, scenes_cases
from loupe.scenes.autoencoder import build as build_autoencoder
from loupe.scenes.export import ship
from loupe.scenes.latents import TOKENIZER
from loupe.scenes.models import build_text_encoder, build_unet
from loupe.scenes.tokenizer import load_tokenizer, write_tokenizer
from loupe.session import open_session


class TinyModelTest(unittest.TestCase):
    """One model after a single step of training."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder, cls.goldens = Path(cls.temporary.name) / "sd15", Path(cls.temporary.name) / "goldens"
        with mock.patch.object(weights, "STEPS", 1):
            make_model(MODELS[0], cls.folder)
        write_inputs(cls.goldens / "inputs")

    @classmethod
    def tearDownClass(cls) -> None:
        cls.temporary.cleanup()

    def test_graphs_equal_torch(self) -> None:
        self.assertIn("unet", check_graphs(self.folder))

    def test_a_changed_weight_is_noticed(self) -> None:
        components = load_components(self.folder)
        components[1].conv_out.bias.data.add_(0.01)
        with mock.patch("diffusion_parity.check.load_components", return_value=components), self.assertRaisesRegex(ValueError, "unet out_sample differs"):
            check_graphs(self.folder)

    def test_a_run_is_recorded_and_equal_on_onnx(self) -> None:
        cases = [text("sd15", "a", "euler_a", num_inference_steps=2), image("sd15", "b", "ddim", strength=0.5, num_inference_steps=4)]
        make_goldens.write(Source("sd15", self.folder, load_parts, cases), self.goldens)
        first, second = json.loads((self.goldens / "sd15.json").read_text())["cases"]
        self.assertEqual(first["expected"]["draws"], [[0, [1, 4, 8, 8]]] * 3)
        self.assertEqual(second["expected"]["draws"], [[0, [1, 4, 8, 8]]] * 2)
        self.assertEqual(len(second["expected"]["steps"]), 2)
        [file] = first["expected"]["images"]
        self.assertEqual(np.array(Image.open(self.goldens / file)).shape, (64, 64, 3))
        noise = torch.randn(1, 4, 8, 8, generator=torch.Generator().manual_seed(1))
        sigma = first["expected"]["start"]["values"][0] / noise.flatten()[0].item()
        self.assertGreater(sigma, 10)

    def test_inpainting_draws_three_times(self) -> None:
        expected = run(inpaint("sd15", "c", "ddim", strength=0.5, num_inference_steps=2), load_parts(self.folder), self.goldens, True)[1]
        self.assertEqual(expected["draws"], [[0, [1, 4, 8, 8]]] * 3)

    def test_broken_components_load(self) -> None:
        folder = self.folder.parent / "broken"
        write_broken(folder)
        self.assertEqual(len(json.loads((folder / "variants.json").read_text())), len(VARIANTS))
        for file in folder.glob("*/*/model.onnx"):
            self.assertTrue(open_session(file, 1).get_inputs())

    def test_cases_have_names_of_their_own(self) -> None:
        names = [case.name for cases in [*all_cases().values(), scenes_cases()] for case in cases]
        self.assertEqual(len(names), len(set(names)))


class ScenesTest(unittest.TestCase):
    """The cases of loupe/scenes, with untrained weights and fewer steps."""

    def test_goldens_of_a_shipped_folder(self) -> None:
        torch.manual_seed(0)
        with tempfile.TemporaryDirectory() as name:
            run_folder, folder, goldens = Path(name), Path(name) / "scenes", Path(name) / "goldens"
            write_tokenizer(run_folder / TOKENIZER)
            unet = build_unet()
            for parameter in unet.parameters():
                if not parameter.any():
                    torch.nn.init.normal_(parameter, std=0.05)
            ship(build_text_encoder(load_tokenizer(run_folder / TOKENIZER)), unet, build_autoencoder(), run_folder, folder)
            write_inputs(goldens / "inputs")
            chosen = [case for case in scenes_cases() if case.name in ("scenes-euler", "scenes-image-pndm-0.6", "scenes-inpaint-ddim-1.0")]
            short = [dataclasses.replace(case, arguments=case.arguments | {"num_inference_steps": 3}) for case in chosen]
            make_goldens.write(Source("scenes", folder, load_scenes, short), goldens)
            made = json.loads((goldens / "scenes.json").read_text())["cases"]
            self.assertEqual([case["model"] for case in made], ["loupe/scenes"] * 3)
            for case in made:
                self.assertEqual(Image.open(goldens / case["expected"]["images"][0]).size, (128, 128))


if __name__ == "__main__":
    unittest.main()
