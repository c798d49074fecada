"""Two decoder graphs in one, chosen by an `If`, as Optimum merges them."""
import onnx
from onnx import TensorProto, helper

BRANCH = "use_cache_branch"


def shorten_names(model: onnx.ModelProto) -> onnx.ModelProto:
    """Gives the values inside a graph short names: half of a tiny file would be names."""
    graph = model.graph
    kept = {value.name for value in (*graph.input, *graph.output)} | {tensor.name for tensor in graph.initializer}
    names: dict[str, str] = {}

    def short(name: str) -> str:
        return name if name == "" or name in kept else names.setdefault(name, f"v{len(names)}")

    def walk(inner: onnx.GraphProto) -> None:
        for node in inner.node:
            node.name, node.doc_string = "", ""
            del node.metadata_props[:]
            node.input[:] = [short(name) for name in node.input]
            node.output[:] = [short(name) for name in node.output]
            for attribute in node.attribute:
                if attribute.type == onnx.AttributeProto.GRAPH:
                    walk(attribute.g)
        for value in inner.output if inner is not graph else ():
            value.name = short(value.name)

    walk(graph)
    del graph.value_info[:]
    graph.name = "graph"
    return model


def merge_decoders(first: onnx.ModelProto, later: onnx.ModelProto) -> onnx.ModelProto:
    """One graph with the inputs of both. `first` reads the encoder's states; `later` reads the cache, and gives for the
    encoder's keys and values empty tensors: whoever decodes keeps those of the first step."""
    prefix_values(later, "w_")
    weights = share_weights(first, later)
    then_branch = helper.make_graph(list(later.graph.node), "with_past", [], list(later.graph.output))
    else_branch = helper.make_graph(list(first.graph.node), "no_past", [], list(first.graph.output))
    for output in else_branch.output:
        if output.name not in {present.name for present in then_branch.output}:
            shape = [0 if dimension.dim_param else dimension.dim_value for dimension in output.type.tensor_type.shape.dim]
            shape[2] = 1
            empty = helper.make_tensor("", TensorProto.FLOAT, shape, [])
            then_branch.node.append(helper.make_node("Constant", [], [output.name], value=empty))
            then_branch.output.append(output)
    order = [output.name for output in first.graph.output]
    in_order = sorted(then_branch.output, key=lambda output: order.index(output.name))
    del then_branch.output[:]
    then_branch.output.extend(in_order)
    # Values of the branches need names of their own beside the graph's outputs.
    outputs = [type(output).FromString(output.SerializeToString()) for output in first.graph.output]
    rename(then_branch, {name: f"with_past.{name}" for name in order})
    rename(else_branch, {name: f"no_past.{name}" for name in order})
    choice = helper.make_node("If", [BRANCH], order, then_branch=then_branch, else_branch=else_branch)
    inputs = {value.name: value for value in (*first.graph.input, *later.graph.input)}
    branch = helper.make_tensor_value_info(BRANCH, TensorProto.BOOL, [1])
    graph = helper.make_graph([choice], "merged", [*inputs.values(), branch], outputs, weights)
    return helper.make_model(graph, opset_imports=first.opset_import, ir_version=first.ir_version)


def rename(graph: onnx.GraphProto, names: dict[str, str]) -> None:
    for node in graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
        node.output[:] = [names.get(name, name) for name in node.output]
    for output in graph.output:
        output.name = names.get(output.name, output.name)


def prefix_values(model: onnx.ModelProto, prefix: str) -> None:
    """Keeps the inner values of one graph apart from those of another."""
    made = {name for node in model.graph.node for name in node.output} - {output.name for output in model.graph.output}

    def walk(graph: onnx.GraphProto) -> None:
        for node in graph.node:
            node.input[:] = [prefix + name if name in made else name for name in node.input]
            node.output[:] = [prefix + name if name in made else name for name in node.output]
            for attribute in node.attribute:
                if attribute.type == onnx.AttributeProto.GRAPH:
                    walk(attribute.g)

    walk(model.graph)


def share_weights(first: onnx.ModelProto, later: onnx.ModelProto) -> list[TensorProto]:
    """The weights of both graphs, each once, under common names; equal ones of one graph, too."""
    known: dict[bytes, str] = {}
    weights = []
    for model in (first, later):
        names = {}
        for tensor in model.graph.initializer:
            content = TensorProto(data_type=tensor.data_type, dims=tensor.dims, raw_data=onnx.numpy_helper.to_array(tensor).tobytes())
            key = content.SerializeToString()
            if key not in known:
                known[key] = f"weight.{len(weights)}"
                content.name = known[key]
                weights.append(content)
            names[tensor.name] = known[key]
        rename(model.graph, names)
    return weights
