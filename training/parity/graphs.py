"""ONNX files from tiny models, in the layout that transformers.js reads and Optimum writes."""
import io
from collections.abc import Callable, Sequence

import onnx
import torch
from torch import Tensor, nn
from transformers import DynamicCache, EncoderDecoderCache, PreTrainedModel

from parity.merge import merge_decoders, shorten_names

OPSET = 17
PARTS = ("key", "value")
BATCH, LENGTH, PAST, ENCODED = 2, 5, 3, 7


class Lambda(nn.Module):
    """A function of a model's inputs, as a module that can be exported."""

    def __init__(self, model: PreTrainedModel, call: Callable) -> None:
        super().__init__()
        self.model = model
        self.call = call

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        return self.call(self.model, *inputs)


def export(model: PreTrainedModel, call: Callable, inputs: dict[str, Tensor], outputs: Sequence[str], axes: dict) -> onnx.ModelProto:
    """The graph of a call. `inputs` are examples by name, `axes` the names of the free dimensions."""
    file = io.BytesIO()
    with torch.no_grad():
        torch.onnx.export(
            Lambda(model, call).eval(), tuple(inputs.values()), file, dynamo=False, opset_version=OPSET, do_constant_folding=False,
            input_names=list(inputs), output_names=list(outputs), dynamic_axes=axes,
        )
    return shorten_names(onnx.load_from_string(file.getvalue()))


def example_ids(model: PreTrainedModel, length: int = LENGTH) -> Tensor:
    """Ids without padding; the last one is the end token, which BART's classifier looks for."""
    ids = torch.arange(BATCH * length).reshape(BATCH, length) % 40 + 10
    end = model.config.eos_token_id
    if isinstance(end, int):
        ids[:, -1] = end
    return ids


TEXT_AXES = {0: "batch_size", 1: "sequence_length"}


def encoder_graph(model: PreTrainedModel, outputs: Sequence[str], reads_types: bool) -> onnx.ModelProto:
    """One graph for a model without a cache."""
    ids = example_ids(model)
    inputs = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
    if reads_types:
        inputs["token_type_ids"] = torch.zeros_like(ids)
    names = list(inputs)

    def call(network: PreTrainedModel, *values: Tensor) -> tuple[Tensor, ...]:
        given = network(**dict(zip(names, values)), return_dict=True)
        return tuple(given[name] for name in outputs)

    axes = {name: TEXT_AXES for name in (*names, *outputs)}
    if model.config.architectures[0].endswith("SequenceClassification"):
        axes["logits"] = {0: "batch_size"}
    return export(model, call, inputs, outputs, axes)


def decoder_graph(model: PreTrainedModel) -> onnx.ModelProto:
    """One graph for prompt and decoding of a decoder-only model; the past may be empty."""
    config = model.config
    heads = getattr(config, "num_key_value_heads", None) or config.num_attention_heads
    width = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    names = [f"{layer}.{part}" for layer in range(config.num_hidden_layers) for part in PARTS]
    ids = example_ids(model)
    inputs = {"input_ids": ids, "attention_mask": torch.ones(BATCH, PAST + LENGTH, dtype=torch.int64)}
    inputs["position_ids"] = torch.arange(PAST, PAST + LENGTH).repeat(BATCH, 1)
    inputs |= {f"past_key_values.{name}": torch.randn(BATCH, heads, PAST, width) for name in names}
    total = {0: "batch_size", 1: "total_sequence_length"}
    axes = {"input_ids": TEXT_AXES, "position_ids": TEXT_AXES, "logits": TEXT_AXES, "attention_mask": total}
    axes |= {f"past_key_values.{name}": {0: "batch_size", 2: "past_sequence_length"} for name in names}
    axes |= {f"present.{name}": {0: "batch_size", 2: "total_sequence_length"} for name in names}
    outputs = ["logits", *(f"present.{name}" for name in names)]
    return export(model, call_decoder, inputs, outputs, axes)


def call_decoder(network: PreTrainedModel, ids: Tensor, mask: Tensor, positions: Tensor, *past: Tensor) -> tuple[Tensor, ...]:
    cache = DynamicCache.from_legacy_cache(tuple(zip(past[0::2], past[1::2])))
    given = network(
        input_ids=ids, attention_mask=causal_bias(ids, mask), position_ids=positions, past_key_values=cache, use_cache=True,
        return_dict=True,
    )
    return given.logits, *(tensor for layer in given.past_key_values.to_legacy_cache() for tensor in layer)


def causal_bias(ids: Tensor, mask: Tensor) -> Tensor:
    """What is added to attention scores, [batch, 1, length, total]: transformers' own function cannot be traced."""
    places = torch.arange(mask.shape[1])
    queries = places[mask.shape[1] - ids.shape[1] :, None]
    seen = (places[None, :] <= queries)[None, None] & mask[:, None, None, :].bool()
    return torch.where(seen, 0.0, torch.finfo(torch.float32).min)


ENCODER_OUTPUT_AXES = {0: "batch_size", 1: "encoder_sequence_length"}


def text_encoder_graph(model: PreTrainedModel) -> onnx.ModelProto:
    """The encoder of an encoder-decoder model."""
    ids = example_ids(model, ENCODED)
    inputs = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}

    def call(network: PreTrainedModel, *values: Tensor) -> tuple[Tensor, ...]:
        return (network.get_encoder()(input_ids=values[0], attention_mask=values[1], return_dict=True).last_hidden_state,)

    axes = {"input_ids": ENCODER_OUTPUT_AXES, "attention_mask": ENCODER_OUTPUT_AXES, "last_hidden_state": ENCODER_OUTPUT_AXES}
    return export(model, call, inputs, ["last_hidden_state"], axes)


def cache_shape(model: PreTrainedModel) -> tuple[int, int, int]:
    """Decoder layers, heads and width of one head."""
    config = model.config
    layers = getattr(config, "decoder_layers", None) or config.num_decoder_layers
    heads = config.num_attention_heads
    width = getattr(config, "d_kv", None) or config.d_model // heads
    return layers, heads, width


def merged_decoder_graph(model: PreTrainedModel) -> onnx.ModelProto:
    """Optimum's merged decoder: one file with a branch for the first token and one for all others."""
    layers, heads, width = cache_shape(model)
    names = [f"{layer}.{side}.{part}" for layer in range(layers) for side in ("decoder", "encoder") for part in PARTS]
    hidden = torch.randn(BATCH, ENCODED, model.config.d_model)
    encoded = torch.ones(BATCH, ENCODED, dtype=torch.int64)
    first = {"encoder_attention_mask": encoded, "input_ids": example_ids(model), "encoder_hidden_states": hidden}
    later = {"encoder_attention_mask": encoded, "input_ids": example_ids(model, 1)}
    for name in names:
        length = PAST if ".decoder." in name else ENCODED
        later[f"past_key_values.{name}"] = torch.randn(BATCH, heads, length, width)
    axes = {"input_ids": {0: "batch_size", 1: "decoder_sequence_length"}, "encoder_attention_mask": ENCODER_OUTPUT_AXES}
    axes |= {"encoder_hidden_states": ENCODER_OUTPUT_AXES, "logits": axes["input_ids"]}
    for name in names:
        decoder = ".decoder." in name
        axes[f"past_key_values.{name}"] = {0: "batch_size", 2: "past_decoder_sequence_length" if decoder else "encoder_sequence_length_out"}
        axes[f"present.{name}"] = {0: "batch_size", 2: "past_decoder_sequence_length + 1" if decoder else "encoder_sequence_length_out"}
    outputs = ["logits", *(f"present.{name}" for name in names)]
    kept = [name for name in outputs if ".encoder." not in name]
    without = export(model, call_first, first, outputs, axes)
    with_past = export(model, call_later, later, kept, axes)
    return merge_decoders(without, with_past)


def call_first(network: PreTrainedModel, encoded: Tensor, ids: Tensor, hidden: Tensor) -> tuple[Tensor, ...]:
    given = network(
        attention_mask=encoded, decoder_input_ids=ids, encoder_outputs=(hidden,), use_cache=True, return_dict=True,
    )
    return given.logits, *(tensor for layer in given.past_key_values.to_legacy_cache() for tensor in layer)


def call_later(network: PreTrainedModel, encoded: Tensor, ids: Tensor, *past: Tensor) -> tuple[Tensor, ...]:
    cache = EncoderDecoderCache.from_legacy_cache(tuple(tuple(past[start : start + 4]) for start in range(0, len(past), 4)))
    hidden = torch.zeros(ids.shape[0], encoded.shape[1], network.config.d_model)
    given = network(
        attention_mask=encoded, decoder_input_ids=ids, encoder_outputs=(hidden,), past_key_values=cache, use_cache=True,
        return_dict=True,
    )
    return given.logits, *(tensor for layer in given.past_key_values.to_legacy_cache() for tensor in layer[:2])
