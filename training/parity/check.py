"""Compares the exported graphs with the models that they come from, at several lengths and with padding."""
import numpy as np
import onnx
import onnxruntime
import torch
from transformers import PreTrainedModel

from parity.graphs import cache_shape, causal_bias

TOLERANCE = 2e-5


def session(graph: onnx.ModelProto) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph.SerializeToString(), options, providers=["CPUExecutionProvider"])


def same(expected: torch.Tensor, actual: np.ndarray, what: str) -> None:
    difference = float(np.abs(expected.numpy() - actual).max())
    if not difference < TOLERANCE * max(1.0, float(expected.abs().max())):
        raise ValueError(f"{what} differs by {difference:.1e}")


def texts(model: PreTrainedModel, length: int) -> dict[str, torch.Tensor]:
    """Two rows of ids, the second one padded."""
    ids = torch.arange(2 * length).reshape(2, length) * 7 % 200 + 20
    mask = torch.ones_like(ids)
    if length > 2:
        mask[1, -2:] = 0
        ids[1, -2:] = model.config.pad_token_id or 0
    if model.config.architectures[0] == "BartForSequenceClassification":
        ids[0, -1] = ids[1, -3 if length > 2 else -1] = model.config.eos_token_id
    return {"input_ids": ids, "attention_mask": mask}


@torch.no_grad()
def check_encoder(model: PreTrainedModel, graph: onnx.ModelProto) -> None:
    run = session(graph)
    names = {value.name for value in run.get_inputs()}
    for length in (2, 9, 40):
        feeds = texts(model, length)
        if "token_type_ids" in names:
            feeds["token_type_ids"] = torch.arange(length).repeat(2, 1) * 2 // length
        expected = model(**feeds, return_dict=True)
        outputs = run.run(None, {name: tensor.numpy() for name, tensor in feeds.items()})
        for value, output in zip(run.get_outputs(), outputs):
            same(expected[value.name], output, f"{value.name} at length {length}")


@torch.no_grad()
def check_decoder(model: PreTrainedModel, graph: onnx.ModelProto) -> None:
    """Reads a prompt, then more tokens from the cache."""
    run = session(graph)
    ids = torch.arange(2 * 12).reshape(2, 12) * 7 % 200 + 20
    mask = torch.ones_like(ids)
    mask[1, :3] = 0
    positions = (mask.cumsum(-1) - 1).clamp(min=0)
    expected = model(input_ids=ids, attention_mask=causal_bias(ids, mask), position_ids=positions).logits
    past = {
        value.name: np.zeros((2, value.shape[1], 0, value.shape[3]), np.float32)
        for value in run.get_inputs() if value.name.startswith("past")
    }
    for start, end in ((0, 6), (6, 7), (7, 12)):
        feeds = {"input_ids": ids[:, start:end], "attention_mask": mask[:, :end], "position_ids": positions[:, start:end]}
        logits, *present = run.run(None, {name: tensor.numpy() for name, tensor in feeds.items()} | past)
        past = dict(zip(past, present))
        seen = slice(max(start, 3), end)
        same(expected[1:, seen], logits[1:, seen.start - start :], f"logits {start} to {end}")
        same(expected[:1, start:end], logits[:1], f"logits {start} to {end}")


@torch.no_grad()
def check_encoder_decoder(model: PreTrainedModel, encoder: onnx.ModelProto, decoder: onnx.ModelProto) -> None:
    """Reads a text and writes given tokens, the first ones by the branch without a cache."""
    feeds = texts(model, 9)
    targets = torch.arange(2 * 6).reshape(2, 6) * 11 % 200 + 20
    expected = model(**feeds, decoder_input_ids=targets).logits
    [hidden] = session(encoder).run(None, {name: tensor.numpy() for name, tensor in feeds.items()})
    same(model.get_encoder()(**feeds).last_hidden_state, hidden, "the encoder")
    run = session(decoder)
    layers, heads, width = cache_shape(model)
    names = [value.name for value in run.get_inputs() if value.name.startswith("past")]
    past = {name: np.zeros((2, heads, 0, width), np.float32) for name in names}
    assert len(names) == 4 * layers
    for start, end in ((0, 2), (2, 3), (3, 4), (4, 5), (5, 6)):
        inputs = {"input_ids": targets[:, start:end].numpy(), "encoder_attention_mask": feeds["attention_mask"].numpy()}
        branch = {"encoder_hidden_states": hidden, "use_cache_branch": np.array([start > 0])}
        logits, *present = run.run(None, inputs | branch | past)
        kept = {name for name in names if start > 0 and ".encoder." in name}
        past = {name: past[name] if name in kept else tensor for name, tensor in zip(names, present)}
        same(expected[:, start:end], logits, f"logits {start} to {end}")
