"""Writes a graph with attention outputs beside each graph of a shipped model.

    python -m loupe.attentions [NAMES]

`model_attentions_q4.onnx` is `model_q4.onnx` with more outputs and without the weights: those it reads from
`model_q4.onnx` itself (see shared_weights). Run it again after each export, and then loupe.attention_fixture.
The name is what transformers.js makes of `model_file_name: 'model_attentions'` and a dtype.

The outputs are what the softmax of each layer gives, [batch, heads, queries, keys]: `attentions.N`, or of an
encoder-decoder `encoder_attentions.N` in one file and `decoder_attentions.N`, `cross_attentions.N` in the other.
"""
import json
import re
from pathlib import Path
from typing import Any

import onnx
from onnx import AttributeProto, GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto, helper

from loupe.paths import MODELS, argument_parser
from loupe.session import ATTENTIONS, shipped_graphs
from loupe.shared_weights import save_sharing_weights

# What the outputs of a file are called, in the order in which a layer has them.
KINDS = {"model": ["attentions"], "encoder": ["encoder_attentions"], "decoder": ["decoder_attentions", "cross_attentions"]}
# Where configurations say how many layers and heads there are.
LAYERS = {"model": ["num_hidden_layers"], "encoder": ["encoder_layers", "num_layers"], "decoder": ["decoder_layers", "num_decoder_layers", "num_layers"]}
HEADS = {
    "model": ["num_attention_heads"], "encoder": ["encoder_attention_heads", "num_heads"], "decoder": ["decoder_attention_heads", "num_heads"],
}


# The end of a file's name that says its dtype, empty for float32.
DTYPE = re.compile(r"(_fp16|_quantized|_u?int8|_q4|_q4f16|_bnb4|)$")


def attentions_file(file: Path) -> Path:
    """The name of the graph with attention outputs: the dtype stays last."""
    return file.with_stem(DTYPE.sub(rf"{ATTENTIONS}\1", file.stem, count=1))


def setting(config: dict[str, Any], names: list[str]) -> int:
    """The first of the settings that a configuration has."""
    return next(config[name] for name in names if name in config)


def attention_softmaxes(graph: GraphProto) -> list[NodeProto]:
    """The softmaxes that weigh values, in the order of the layers: nodes are in the order of computation."""
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.type == AttributeProto.GRAPH and any(inner.op_type == "Softmax" for inner in attribute.g.node):
                raise ValueError(f"an attention lies in a branch of {node.op_type}; only graphs without branches can be read")
    weighing = {node.input[0] for node in graph.node if node.op_type == "MatMul"}
    return [node for node in graph.node if node.op_type == "Softmax" and node.output[0] in weighing]


def dimension(values: list[ValueInfoProto], name: str, axis: int) -> int | str:
    """The size of an input or output, or the name of a free size."""
    [value] = [value for value in values if value.name == name]
    size = value.type.tensor_type.shape.dim[axis]
    return size.dim_param or size.dim_value


def output_shape(graph: GraphProto, kind: str, heads: int) -> list[int | str]:
    """[batch, heads, queries, keys], with free sizes named as in the inputs and outputs of the graph."""
    inputs, outputs = list(graph.input), list(graph.output)
    batch, queries = dimension(inputs, "input_ids", 0), dimension(inputs, "input_ids", 1)
    cached = [output.name for output in outputs if output.name in ("present.0.key", "present.0.decoder.key")]
    keys = queries
    if kind == "cross_attentions":
        keys = dimension(inputs, "encoder_hidden_states", 1)
    elif cached:
        keys = dimension(outputs, cached[0], 2)
    return [batch, heads, queries, keys]


def rename(graph: GraphProto, old: str, new: str) -> None:
    """Gives a value another name."""
    for node in graph.node:
        for names in (node.input, node.output):
            for place, name in enumerate(names):
                if name == old:
                    names[place] = new


def with_attentions(model: ModelProto, part: str, config: dict[str, Any]) -> ModelProto:
    """The graph with its attentions as outputs too. Nodes lose their names, a third of what is left without weights."""
    graph = model.graph
    kinds, layers, heads = KINDS[part], setting(config, LAYERS[part]), setting(config, HEADS[part])
    softmaxes = attention_softmaxes(graph)
    if len(softmaxes) != layers * len(kinds):
        raise ValueError(f"{len(softmaxes)} attentions are in the graph, {layers * len(kinds)} should be")
    shapes = {kind: output_shape(graph, kind, heads) for kind in kinds}
    for number, softmax in enumerate(softmaxes):
        layer, place = divmod(number, len(kinds))
        name = f"{kinds[place]}.{layer}"
        rename(graph, softmax.output[0], name)
        graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shapes[kinds[place]]))
    for node in graph.node:
        node.ClearField("name")
        node.ClearField("doc_string")
    return model


def write_attentions(folder: Path) -> list[Path]:
    """Writes the second file of each graph of a shipped folder."""
    config = json.loads((folder / "config.json").read_text())
    written = []
    for owner in shipped_graphs(folder):
        part = owner.name.partition("_")[0]
        model = with_attentions(onnx.load(str(owner)), part if part in KINDS else "model", config)
        save_sharing_weights(model, attentions_file(owner), owner)
        written.append(attentions_file(owner))
    return written


def chosen_folders(names: list[str]) -> list[Path]:
    """The folders of the named models, or of all shipped text models."""
    return [MODELS / name for name in names] or sorted(file.parent for file in MODELS.glob("*/tokenizer.json"))


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="names of models; all shipped text models without any")
    for folder in chosen_folders(parser.parse_args().names):
        for file in write_attentions(folder):
            print(f"wrote {folder.name}/{file.name}, {file.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
