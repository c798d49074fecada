"""Models that come back from the shipped files."""
import json
import tempfile
import unittest
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, PreTrainedModel, pipeline

from loupe.attention_fixture import run_graph
from loupe.attentions import chosen_folders
from loupe.paths import MODELS
from loupe.restore import load_tokenizer, restore, save
from loupe.session import open_session, shipped_graph, shipped_graphs
from loupe.weight_only import is_quantised, rounded
from tests.tiny_marian import ship_tiny_marian

TEXT_ENCODERS = [folder for folder in chosen_folders([]) if len(shipped_graphs(folder)) == 1 and folder.name != "stories"]


def fixture_of(folder: Path) -> list[dict[str, Any]]:
    return json.loads((folder / "fixture.json").read_text())


@torch.no_grad()
def outputs_of(model: PreTrainedModel, row: dict[str, Any]) -> dict[str, np.ndarray]:
    """What PyTorch computes for a row of a fixture."""
    types = row.get("token_type_ids", [0] * len(row["input_ids"]))
    result = model(input_ids=torch.tensor([row["input_ids"]]), token_type_ids=torch.tensor([types]))
    return {name: value.numpy() for name, value in result.items()}


def expected_values(row: dict[str, Any], name: str, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What a fixture says of an output, and the values it speaks of: of a mask it has the likeliest tokens alone."""
    if name in row:
        return np.array(row[name]), values
    return np.array(row["top_logits"]), values[row["mask_position"], row["top_ids"]]


class RestoreTest(unittest.TestCase):
    def test_encoders_compute_what_fixture_and_graph_say(self) -> None:
        for folder in TEXT_ENCODERS:
            model, session = restore(folder), open_session(shipped_graph(folder), 1)
            for row in fixture_of(folder):
                with self.subTest(model=folder.name, text=row["text"]):
                    found = outputs_of(model, row)
                    fed = {name: np.array([row[name]], np.int64) for name in ("input_ids", "token_type_ids") if name in row}
                    for name, array in run_graph(session, fed).items():
                        np.testing.assert_allclose(found[name], array, atol=1e-4)
                        expected, values = expected_values(row, name, found[name][0])
                        np.testing.assert_allclose(values, expected, atol=1e-4)

    @torch.no_grad()
    def test_stories_go_on_as_fixture_and_graph_say(self) -> None:
        folder = MODELS / "stories"
        model, session = restore(folder), open_session(shipped_graph(folder), 1)
        for row in fixture_of(folder):
            with self.subTest(text=row["text"]):
                ids = torch.tensor([row["input_ids"]])
                logits = model(input_ids=ids).logits.numpy()
                np.testing.assert_allclose(logits, run_graph(session, {"input_ids": ids.numpy()})["logits"], atol=1e-4)
                np.testing.assert_allclose(logits[0, -1, :8], row["first_logits"], atol=1e-4)
                written = model.generate(ids, attention_mask=torch.ones_like(ids), do_sample=False, max_new_tokens=8)
                self.assertEqual(written[0, ids.shape[1] :].tolist(), row["greedy_ids"][:8])

    def test_matrices_are_what_rounding_leaves(self) -> None:
        for name, bits in (("sentiment", 4), ("stories", 8)):
            for key, parameter in restore(MODELS / name).named_parameters():
                if is_quantised(tuple(parameter.shape)):
                    torch.testing.assert_close(rounded(parameter, bits), parameter, msg=key)

    def test_tokenizers_give_the_ids_of_the_fixtures(self) -> None:
        for folder in [*TEXT_ENCODERS, MODELS / "stories"]:
            with tempfile.TemporaryDirectory() as out:
                load_tokenizer(folder).save_pretrained(out)
                tokenizer = AutoTokenizer.from_pretrained(out)
            for row in fixture_of(folder):
                self.assertEqual(tokenizer(row["text"], row.get("text_pair"))["input_ids"], row["input_ids"], row["text"])

    def test_a_pipeline_opens_the_saved_folder(self) -> None:
        folder = MODELS / "sentiment"
        with tempfile.TemporaryDirectory() as out:
            save(restore(folder), load_tokenizer(folder), Path(out))
            classify = pipeline("text-classification", model=out, device="cpu")
        row = fixture_of(folder)[0]
        [answer] = classify(row["text"])
        self.assertAlmostEqual(answer["score"], row["scores"][answer["label"]], places=5)

    def test_a_missing_parameter_is_an_error(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "onnx").mkdir()
            source = MODELS / "sentiment"
            (folder / "onnx" / "model_q4.onnx").symlink_to(shipped_graph(source))
            config = json.loads((source / "config.json").read_text()) | {"num_hidden_layers": 7}
            (folder / "config.json").write_text(json.dumps(config))
            with self.assertRaisesRegex(ValueError, r"the graphs have no bert\.encoder\.layer\.6\."):
                restore(folder)

    def test_an_encoder_decoder_comes_back_from_two_graphs(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            exact = ship_tiny_marian(folder).state_dict()
            found = restore(folder)
            for key, weight in found.state_dict().items():
                torch.testing.assert_close(weight, exact[key], msg=key)
            save(found, load_tokenizer(folder), folder / "saved")
            again = AutoModelForSeq2SeqLM.from_pretrained(folder / "saved").state_dict()
            for key, weight in found.state_dict().items():
                self.assertTrue(torch.equal(weight, again[key]), key)


if __name__ == "__main__":
    unittest.main()
