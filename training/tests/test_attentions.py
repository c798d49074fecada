"""Graphs with attention outputs, and the weights they share."""
import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from loupe.attention_fixture import FILE, run_graph, short_input, torch_attentions, write_fixture
from loupe.attentions import attentions_file, chosen_folders, write_attentions
from loupe.paths import MODELS
from loupe.restore import restore
from loupe.session import open_session, shipped_graphs
from loupe.shared_weights import SMALLEST_SHARED, raw_data_spans, save_sharing_weights
from tests.tiny_marian import ship_tiny_marian


class SharedWeightsTest(unittest.TestCase):
    def test_every_tensor_is_found_among_the_bytes(self) -> None:
        for file in shipped_graphs(MODELS / "sentiment"):
            data = file.read_bytes()
            spans = raw_data_spans(data)
            for tensor in onnx.load(str(file)).graph.initializer:
                start, end = spans[tensor.name]
                self.assertEqual(data[start:end], tensor.raw_data, tensor.name)

    def test_a_graph_computes_with_the_weights_of_another_file(self) -> None:
        weight = np.random.default_rng(0).standard_normal((64, 64)).astype(np.float32)
        value = helper.make_tensor_value_info
        graph = helper.make_graph(
            [helper.make_node("MatMul", ["x", "w"], ["y"])], "g", [value("x", TensorProto.FLOAT, [1, 64])], [value("y", TensorProto.FLOAT, [1, 64])],
            [numpy_helper.from_array(weight, "w")],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        x = np.ones((1, 64), np.float32)
        with tempfile.TemporaryDirectory() as name:
            owner, second = Path(name) / "owner.onnx", Path(name) / "second.onnx"
            onnx.save(model, str(owner))
            save_sharing_weights(model, second, owner)
            self.assertLess(second.stat().st_size, 500)
            np.testing.assert_allclose(open_session(second, 1).run(None, {"x": x})[0], x @ weight, rtol=1e-5)
            model.graph.initializer[0].CopyFrom(numpy_helper.from_array(weight + 1, "w"))
            with self.assertRaisesRegex(ValueError, "w is not what owner.onnx has"):
                save_sharing_weights(model, second, owner)

    def test_no_weight_is_stored_twice(self) -> None:
        for folder in chosen_folders([]):
            for owner in shipped_graphs(folder):
                file = attentions_file(owner)
                model = onnx.load(str(file), load_external_data=False)
                self.assertFalse([t.name for t in model.graph.initializer if len(t.raw_data) >= SMALLEST_SHARED])
                self.assertLess(file.stat().st_size, 250_000)
                with tempfile.TemporaryDirectory() as name:
                    (Path(name) / "onnx").mkdir()
                    (Path(name) / "config.json").symlink_to(folder / "config.json")
                    (Path(name) / "onnx" / owner.name).write_bytes(owner.read_bytes())
                    [again] = write_attentions(Path(name))
                    self.assertEqual(again.read_bytes(), file.read_bytes(), f"{folder.name}: training/run.sh attentions {folder.name}")


class AttentionsTest(unittest.TestCase):
    def test_names_keep_the_dtype_last(self) -> None:
        for plain, expected in (
            ("model.onnx", "model_attentions.onnx"), ("model_q4f16.onnx", "model_attentions_q4f16.onnx"),
            ("decoder_model_merged_quantized.onnx", "decoder_model_merged_attentions_quantized.onnx"),
        ):
            self.assertEqual(attentions_file(Path(plain)).name, expected)

    def test_shipped_fixtures_are_what_pytorch_computes(self) -> None:
        for folder in chosen_folders([]):
            with self.subTest(model=folder.name):
                [row] = json.loads((folder / FILE).read_text())
                _, expected = torch_attentions(restore(folder), short_input(folder))
                for name, array in expected.items():
                    np.testing.assert_allclose(array, np.array(row[name]), atol=1e-5)

    def test_a_story_is_attended_to_through_the_cache(self) -> None:
        [owner] = shipped_graphs(MODELS / "stories")
        session = open_session(attentions_file(owner), 1)
        ids = np.array([[0, 613, 965, 1039]])
        whole, before = run_graph(session, {"input_ids": ids}), run_graph(session, {"input_ids": ids[:, :3]})
        past = {name.replace("present", "past_key_values"): array for name, array in before.items() if name.startswith("present")}
        step = run_graph(session, {"input_ids": ids[:, 3:], "attention_mask": np.ones_like(ids), "position_ids": np.array([[3]]), **past})
        for layer in range(6):
            self.assertEqual(step[f"attentions.{layer}"].shape, (1, 8, 1, 4))
            np.testing.assert_allclose(step[f"attentions.{layer}"], whole[f"attentions.{layer}"][:, :, 3:], atol=1e-5)

    def test_an_encoder_decoder_has_three_kinds(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            ship_tiny_marian(folder)
            files = write_attentions(folder)
            self.assertEqual([file.name for file in files], ["decoder_model_merged_attentions_quantized.onnx", "encoder_model_attentions_quantized.onnx"])
            self.assertLess(write_fixture(folder, 1), 1e-5)
            [row] = json.loads((folder / FILE).read_text())
            source, target = len(row["input_ids"]), len(row["decoder_input_ids"])
            self.assertEqual(np.shape(row["encoder_attentions.2"]), (4, source, source))
            self.assertEqual(np.shape(row["decoder_attentions.1"]), (4, target, target))
            self.assertEqual(np.shape(row["cross_attentions.1"]), (4, target, source))


if __name__ == "__main__":
    unittest.main()
