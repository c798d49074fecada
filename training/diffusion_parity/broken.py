"""Components that a contract check must refuse: graphs of a few nodes with the inputs and outputs of a real one."""
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnx
from onnx import TensorProto, helper

from diffusion_parity.architectures import WIDTH
from diffusion_parity.graphs import OPSET, save, write_json
from diffusion_parity.restore import read_json

FLOAT, DOUBLE, INT64 = TensorProto.FLOAT, TensorProto.DOUBLE, TensorProto.INT64
Value = tuple[str, int, Sequence[int | str]]

SAMPLE: Value = ("sample", FLOAT, ["batch_size", 4, "height", "width"])
TIMESTEP: Value = ("timestep", INT64, [])
WORDS: Value = ("encoder_hidden_states", FLOAT, ["batch_size", "sequence_length", WIDTH])
OUT: Value = ("out_sample", FLOAT, ["batch_size", 4, "height", "width"])
LATENTS: Value = ("latent_sample", FLOAT, ["batch_size", 4, "latent_height", "latent_width"])
PICTURE: Value = ("sample", FLOAT, ["batch_size", 3, "height", "width"])
IDS: Value = ("input_ids", INT64, ["batch_size", "sequence_length"])
STATES: Value = ("last_hidden_state", FLOAT, ["batch_size", "sequence_length", WIDTH])


def shaped(value: Value, *shape: int | str) -> Value:
    return (value[0], value[1], shape)


def graph(inputs: Sequence[Value], output: Value) -> onnx.ModelProto:
    """A graph whose output has no shape that could be inferred, and contradict the one that is declared."""
    given = inputs[0][0]
    nodes = [
        helper.make_node("Cast", [given], ["values"], to=output[1]),
        helper.make_node("Constant", [], ["flat"], value_ints=[-1]),
        helper.make_node("Reshape", [given, "flat"], ["numbers"]),
        helper.make_node("Cast", ["numbers"], ["shape"], to=INT64),
        helper.make_node("Reshape", ["values", "shape"], [output[0]]),
    ]
    body = helper.make_graph(nodes, "graph", [helper.make_tensor_value_info(*value) for value in inputs], [helper.make_tensor_value_info(*output)])
    return helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)


# name, component, its inputs, its output, what its config.json says differently, and why it cannot work.
VARIANTS: list[tuple[str, str, list[Value], Value, dict[str, Any], str]] = [
    (
        "cross-attention-dim", "unet", [SAMPLE, TIMESTEP, shaped(WORDS, "batch_size", "sequence_length", 48)], OUT, {"cross_attention_dim": 48},
        f"the U-Net wants word vectors of 48 numbers, the text encoder gives {WIDTH}",
    ),
    ("missing-input", "unet", [SAMPLE, TIMESTEP], OUT, {}, "the U-Net has no input encoder_hidden_states: it cannot hear a prompt"),
    (
        "extra-inputs", "unet", [SAMPLE, TIMESTEP, WORDS, ("text_embeds", FLOAT, ["batch_size", 40]), ("time_ids", FLOAT, ["batch_size", 6])], OUT,
        {"addition_embed_type": "text_time"}, "the U-Net also wants text_embeds and time_ids: it is of Stable Diffusion XL",
    ),
    (
        "unknown-input", "unet", [SAMPLE, TIMESTEP, WORDS, ("class_labels", INT64, ["batch_size"])], OUT, {},
        "the U-Net wants class_labels, which nothing here can give",
    ),
    (
        "in-channels", "unet", [shaped(SAMPLE, "batch_size", 5, "height", "width"), TIMESTEP, WORDS], OUT, {"in_channels": 5},
        "the U-Net wants 5 channels (depth as the fifth); 4 and 9 can be given",
    ),
    (
        "out-channels", "unet", [SAMPLE, TIMESTEP, WORDS], shaped(OUT, "batch_size", 8, "height", "width"), {"out_channels": 8},
        "the U-Net gives 8 channels for latents of 4",
    ),
    ("input-type", "unet", [("sample", DOUBLE, SAMPLE[2]), TIMESTEP, WORDS], OUT, {}, "the U-Net's sample is of 64-bit floating point"),
    ("output-name", "unet", [SAMPLE, TIMESTEP, WORDS], ("noise", FLOAT, OUT[2]), {}, "the U-Net has one output, and it is not called out_sample: this one can work"),
    (
        "latent-channels", "vae_decoder", [shaped(LATENTS, "batch_size", 16, "latent_height", "latent_width")], PICTURE, {"latent_channels": 16},
        "the VAE wants latents of 16 channels, the U-Net makes 4",
    ),
    (
        "picture-channels", "vae_decoder", [LATENTS], shaped(PICTURE, "batch_size", 1, "height", "width"), {"out_channels": 1},
        "the VAE makes pictures of 1 channel instead of 3",
    ),
    ("sequence-length", "text_encoder", [shaped(IDS, "batch_size", 32)], STATES, {"max_position_embeddings": 32}, "the text encoder wants 32 tokens, the tokenizer makes 77"),
    ("vocabulary", "text_encoder", [IDS], STATES, {"vocab_size": 100}, "the tokenizer has more tokens than the 100 that the text encoder knows"),
    ("fixed-size", "unet", [shaped(SAMPLE, "batch_size", 4, 8, 8), TIMESTEP, WORDS], shaped(OUT, "batch_size", 4, 8, 8), {}, "the U-Net is fixed at 64x64 pixels: this one can work, at that size alone"),
]
OVER = "sd15"
# What a check must let pass, though it looks unusual.
WORKS = ("output-name", "fixed-size")


def write_broken(folder: Path) -> None:
    """All variants, each with nothing but its broken component, and variants.json."""
    shutil.rmtree(folder, ignore_errors=True)
    listed = []
    for name, component, inputs, output, changes, because in VARIANTS:
        save(graph(inputs, output), folder / name / component)
        write_json(folder / name / component / "config.json", read_json(folder.parent / OVER / component / "config.json") | changes)
        listed.append({"name": name, "over": OVER, "components": [component], "works": name in WORKS, "because": because})
    write_json(folder / "variants.json", listed)
