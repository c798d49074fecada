"""Stored weights and the graphs that use them."""
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from loupe.session import open_session
from loupe.weight_only import StoredMatrix, keep_rounded, put_back, quantise_model, round_weights, rounded, train_through_rounding


class Tied(nn.Module):
    """An embedding that is also the output layer, with a linear layer between."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(50, 64)
        self.linear = nn.Linear(64, 64)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.linear(self.embedding(ids)) @ self.embedding.weight.t()


class WeightOnlyTest(unittest.TestCase):
    def setUp(self) -> None:
        torch.manual_seed(0)
        self.model = Tied().eval()
        self.ids = torch.tensor([[1, 2, 49], [0, 7, 7]])

    def test_rounding_twice_changes_nothing(self) -> None:
        for bits in (4, 8):
            once = rounded(self.model.linear.weight, bits)
            self.assertTrue(torch.equal(once, rounded(once, bits)))

    def test_a_row_of_zeros_stays_zero(self) -> None:
        for bits in (4, 8):
            self.assertTrue(torch.equal(rounded(torch.zeros(2, 64), bits), torch.zeros(2, 64)))

    def test_stored_weights_come_back(self) -> None:
        for bits in (4, 8):
            weight = rounded(torch.randn(40, 64), bits)
            stored = StoredMatrix(numpy_helper.from_array(weight.numpy(), "w"), bits)
            codes, scales = (numpy_helper.to_array(tensor) for tensor in stored.initializers)
            np.testing.assert_array_equal(put_back(codes, scales), rounded(weight, bits).numpy())

    def test_graph_computes_with_the_rounded_weights(self) -> None:
        for bits in (4, 8):
            with self.subTest(bits=bits), tempfile.TemporaryDirectory() as folder, torch.no_grad():
                file = Path(folder) / "model.onnx"
                torch.onnx.export(
                    self.model, (self.ids,), str(file), dynamo=False, opset_version=17, do_constant_folding=False,
                    input_names=["ids"], output_names=["logits"], dynamic_axes={"ids": {0: "batch", 1: "length"}},
                )
                graph = quantise_model(onnx.load(str(file)), bits)
                self.assertFalse([t.name for t in graph.graph.initializer if t.data_type == onnx.TensorProto.FLOAT and np.prod(t.dims) > 1000])
                onnx.save(graph, str(file))
                round_weights(self.model, bits)
                [logits] = open_session(file, 1).run(None, {"ids": self.ids.numpy()})
                np.testing.assert_allclose(logits, self.model(self.ids).numpy(), atol=1e-5)

    def test_training_through_rounding_keeps_the_parameters(self) -> None:
        before = dict(self.model.named_parameters())["linear.weight"]
        exact = before.detach().clone()
        train_through_rounding(self.model, 4)
        self.model(self.ids).sum().backward()
        self.assertIsNotNone(before.grad)
        keep_rounded(self.model)
        self.assertTrue(torch.equal(self.model.linear.weight, rounded(exact, 4)))


if __name__ == "__main__":
    unittest.main()
