"""Weight-only storage: matrices as 8-bit or 4-bit integers with scales, float32 arithmetic.

8 bits: int8 with one float32 scale per row. 4 bits: two codes per byte with one float16 scale per 32 columns.
A row is an output channel of a linear layer or a token of an embedding table.

In the graph the weights are put back by Cast, Mul and the like, not by DequantizeLinear or MatMulNBits. All of it is
folded into constants when a session is made, so every device multiplies the same float32 numbers; a quantisation
operator in front of a MatMul may be fused into a kernel that also rounds the activations, and then WASM and WebGPU
disagree. An embedding table is gathered first and put back after, so its rows are never all expanded.
"""
import numpy as np
import onnx
import torch
from onnx import NodeProto, TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn.utils import parametrize

LARGEST = {8: 127, 4: 7}
GROUP = 32
SMALLEST_SIZE = 1024
NIBBLE = 16
# The smallest scale that float16 can hold: a column group of zeros needs one, so that it stays zero.
SMALLEST_HALF = 2.0**-24


def is_quantised(shape: tuple[int, ...]) -> bool:
    """Matrices are quantised; vectors and tiny tables stay float32."""
    return len(shape) == 2 and shape[0] * shape[1] >= SMALLEST_SIZE


def codes_and_scales(weight: Tensor, bits: int) -> tuple[Tensor, Tensor]:
    """Integer codes [rows, groups, columns of a group] and scales [rows, groups, 1], both float32."""
    rows, columns = weight.shape
    grouped = weight.detach().reshape(rows, 1 if bits == 8 else columns // GROUP, -1)
    scales = grouped.abs().amax(-1, keepdim=True).clamp_min(1e-7) / LARGEST[bits]
    if bits == 4:
        # A row of zeros must not get the scale 0.
        scales = scales.half().float().clamp_min(2.0**-24)
    return (grouped / scales).round().clamp(-LARGEST[bits], LARGEST[bits]), scales


def rounded(weight: Tensor, bits: int) -> Tensor:
    """What the stored form of a weight stands for."""
    codes, scales = codes_and_scales(weight, bits)
    return (codes * scales).reshape(weight.shape)


class Rounding(nn.Module):
    """A parametrization that computes with rounded weights and passes gradients through to the exact ones."""

    def __init__(self, bits: int) -> None:
        super().__init__()
        self.bits = bits

    def forward(self, weight: Tensor) -> Tensor:
        return weight + (rounded(weight, self.bits) - weight).detach()


def layers_with_matrices(model: nn.Module) -> list[nn.Module]:
    """The linear layers and embeddings that are stored quantised."""
    return [m for m in model.modules() if isinstance(m, nn.Linear | nn.Embedding) and is_quantised(tuple(m.weight.shape))]


def train_through_rounding(model: nn.Module, bits: int) -> None:
    """From now on the model computes with rounded weights, so that training makes up for the rounding."""
    for layer in layers_with_matrices(model):
        parametrize.register_parametrization(layer, "weight", Rounding(bits))


def keep_rounded(model: nn.Module) -> None:
    """Ends train_through_rounding; the weights are the rounded ones."""
    for layer in layers_with_matrices(model):
        if parametrize.is_parametrized(layer):
            parametrize.remove_parametrizations(layer, "weight", leave_parametrized=True)


@torch.no_grad()
def round_weights(model: nn.Module, bits: int) -> None:
    """Rounds every matrix, so that torch computes with the same weights as the graph. A second time changes nothing."""
    for parameter in model.parameters():
        if is_quantised(tuple(parameter.shape)):
            parameter.copy_(rounded(parameter, bits))


class StoredMatrix:
    """One matrix of a graph in its stored form, and the nodes that put it back."""

    def __init__(self, tensor: TensorProto, bits: int) -> None:
        weight = torch.from_numpy(numpy_helper.to_array(tensor).copy())
        codes, scales = codes_and_scales(weight, bits)
        self.name, self.bits, self.columns = tensor.name, bits, weight.shape[1]
        codes, scales = codes.reshape(weight.shape).numpy(), scales[..., 0].numpy()
        if bits == 8:
            packed = codes.astype(np.int8)
        else:
            unsigned = (codes + NIBBLE // 2).astype(np.uint8)
            packed, scales = unsigned[:, : self.columns // 2] * NIBBLE + unsigned[:, self.columns // 2 :], scales.astype(np.float16)
        stored_scales = f"{self.name}.scales" if bits == 8 else f"{self.name}.scales16"
        self.initializers = [numpy_helper.from_array(packed, f"{self.name}.codes"), numpy_helper.from_array(scales, stored_scales)]

    def widen_scales(self) -> list[NodeProto]:
        """Float16 scales as float32, before anything runs: a GPU without shader-f16 could not even gather the former."""
        if self.bits == 8:
            return []
        return [helper.make_node("Cast", [f"{self.name}.scales16"], [f"{self.name}.scales"], f"{self.name}.widen", to=TensorProto.FLOAT)]

    def restore(self, codes: str, scales: str, output: str, leading: int) -> list[NodeProto]:
        """Nodes from stored codes [..., stored columns] and scales [..., groups] to float32 [..., columns], with so
        many leading dimensions."""

        def node(op: str, inputs: list[str], result: str, **attributes: int) -> NodeProto:
            return helper.make_node(op, inputs, [f"{output}.{result}"], f"{output}.{result}", **attributes)

        if self.bits == 8:
            return [
                node("Cast", [codes], "float", to=TensorProto.FLOAT),
                helper.make_node("Mul", [f"{output}.float", scales], [output], f"{output}.restored"),
            ]
        split, whole = f"group{leading}", f"columns{leading}.{self.columns}"
        return [
            node("Cast", [codes], "bytes", to=TensorProto.FLOAT),
            node("Div", [f"{output}.bytes", "nibble"], "shifted"),
            node("Floor", [f"{output}.shifted"], "high"),
            node("Mul", [f"{output}.high", "nibble"], "high_part"),
            node("Sub", [f"{output}.bytes", f"{output}.high_part"], "low"),
            node("Concat", [f"{output}.high", f"{output}.low"], "unsigned", axis=-1),
            node("Sub", [f"{output}.unsigned", "half_nibble"], "signed"),
            node("Reshape", [f"{output}.signed", split], "grouped"),
            node("Unsqueeze", [scales, "last_axis"], "scales_column"),
            node("Mul", [f"{output}.grouped", f"{output}.scales_column"], "scaled"),
            helper.make_node("Reshape", [f"{output}.scaled", whole], [output], f"{output}.restored"),
        ]

    def shape_constants(self, leading: int) -> dict[str, np.ndarray]:
        """The constants that restore() names."""
        return {
            "nibble": np.array(NIBBLE, np.float32),
            "half_nibble": np.array(NIBBLE // 2, np.float32),
            "last_axis": np.array([-1], np.int64),
            f"group{leading}": np.array([0] * leading + [-1, GROUP], np.int64),
            f"columns{leading}.{self.columns}": np.array([0] * leading + [self.columns], np.int64),
        }


def quantise_model(model: onnx.ModelProto, bits: int) -> onnx.ModelProto:
    """Stores every matrix [rows, columns] of the graph in 8 or 4 bits. To be run with graph optimisations at least 'basic'.

    The graph must come from an export without constant folding, where a linear layer is Transpose and MatMul of its
    [out, in] weight, so that rows are what is said above.
    """
    graph = model.graph
    consumers: dict[str, list[tuple[NodeProto, int]]] = {}
    for node in graph.node:
        for position, name in enumerate(node.input):
            consumers.setdefault(name, []).append((node, position))

    initializers, constants, restored = [], {}, []
    lookups: dict[str, list[NodeProto]] = {}
    for tensor in graph.initializer:
        if tensor.data_type != TensorProto.FLOAT or not is_quantised(tuple(tensor.dims)):
            initializers.append(tensor)
            continue
        stored = StoredMatrix(tensor, bits)
        initializers += stored.initializers
        restored += stored.widen_scales()
        gathers = [node for node, position in consumers[tensor.name] if node.op_type == "Gather" and position == 0]
        for gather in gathers:
            lookups[gather.name] = lookup(gather, stored)
            constants |= stored.shape_constants(2) if bits == 4 else {}
        if len(gathers) < len(consumers[tensor.name]):
            restored += stored.restore(f"{stored.name}.codes", f"{stored.name}.scales", stored.name, 1)
            constants |= stored.shape_constants(1) if bits == 4 else {}

    nodes = restored + [part for node in graph.node for part in lookups.get(node.name, [node])]
    initializers += [numpy_helper.from_array(value, name) for name, value in constants.items()]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(initializers)
    onnx.checker.check_model(model, full_check=True)
    return model


def lookup(gather: NodeProto, stored: StoredMatrix) -> list[NodeProto]:
    """An embedding lookup by indices [batch or 1, length]: codes and scales are gathered, then put back."""
    indices, output = gather.input[1], gather.output[0]
    return [
        helper.make_node("Gather", [f"{stored.name}.codes", indices], [f"{output}.codes"], f"{gather.name}.codes", axis=0),
        helper.make_node("Gather", [f"{stored.name}.scales", indices], [f"{output}.scales"], f"{gather.name}.scales", axis=0),
        *stored.restore(f"{output}.codes", f"{output}.scales", output, 2),
    ]


def put_back(codes: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """The float32 matrix that stored codes and scales stand for; bytes are pairs of 4-bit codes."""
    if codes.dtype == np.int8:
        return codes.astype(np.float32) * scales
    signed = np.concatenate([codes // NIBBLE, codes % NIBBLE], axis=1).astype(np.float32) - NIBBLE // 2
    grouped = signed.reshape(len(signed), -1, GROUP) * scales.astype(np.float32)[..., None]
    return grouped.reshape(signed.shape)


def stored_weights(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    """The float32 weights of a graph that quantise_model() wrote, or of one with plain weights."""
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    found = {}
    for name, array in arrays.items():
        stem, _, form = name.rpartition(".")
        if form == "codes":
            found[stem] = put_back(array, arrays[f"{stem}.{'scales' if array.dtype == np.int8 else 'scales16'}"])
        elif form not in ("scales", "scales16") and array.dtype == np.float32:
            found[name] = array
    # The exporter keeps one of several equal parameters; the others are its Identity.
    aliases = [(node.output[0], found[node.input[0]]) for node in model.graph.node if node.op_type == "Identity" and node.input[0] in found]
    return found | dict(aliases)
