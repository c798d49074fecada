"""Writes the shipped files of an encoder: ONNX graph, tokenizer, configuration, fixture."""
import argparse
import json
import shutil
from pathlib import Path
from typing import Any, TypeVar

import onnx
import torch
from transformers import BertPreTrainedModel

from loupe.encoder.vocabulary import load_tokenizer
from loupe.paths import MODELS, RUNS, argument_parser
from loupe.weight_only import quantise_model, round_weights

OPSET = 17
FILES = {8: "model_quantized.onnx", 4: "model_q4.onnx"}
DTYPES = {8: "q8", 4: "q4"}
INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
Model = TypeVar("Model", bound=BertPreTrainedModel)


class NamedOutputs(torch.nn.Module):
    """The inputs that transformers.js gives a BERT, and only the outputs that are asked for."""

    def __init__(self, model: BertPreTrainedModel, names: list[str]) -> None:
        super().__init__()
        self.model, self.names = model, names

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor) -> tuple[torch.Tensor, ...]:
        result = self.model(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        return tuple(result[name] for name in self.names)


def export_graph(model: BertPreTrainedModel, file: Path, bits: int, outputs: dict[str, bool]) -> None:
    """int64 inputs [batch, length], both sizes free, and float32 outputs; each name says if its output has a row per token."""
    ids = torch.ones(2, 7, dtype=torch.int64)
    free = {0: "batch_size", 1: "sequence_length"}
    axes = {name: free for name in INPUTS} | {name: free if per_token else {0: "batch_size"} for name, per_token in outputs.items()}
    file.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        NamedOutputs(model, list(outputs)).eval(), (ids, ids, torch.zeros_like(ids)), str(file), dynamo=False, opset_version=OPSET,
        do_constant_folding=False, input_names=INPUTS, output_names=list(outputs), dynamic_axes=axes,
    )
    onnx.save(quantise_model(onnx.load(str(file)), bits), str(file))


def write_configuration(model: BertPreTrainedModel, run: Path, folder: Path, bits: int) -> None:
    """config.json, tokenizer.json and tokenizer_config.json."""
    config = model.config.to_diff_dict()
    for key in ("transformers_version", "dtype", "torch_dtype"):
        config.pop(key, None)
    if "id2label" in config:
        config |= {"id2label": {str(i): name for i, name in model.config.id2label.items()}, "label2id": model.config.label2id}
    config["transformers.js_config"] = {"dtype": DTYPES[bits]}
    tokenizer_config = {
        "tokenizer_class": "BertTokenizer",
        "do_lower_case": True,
        "tokenize_chinese_chars": True,
        "strip_accents": None,
        "model_max_length": model.config.max_position_embeddings,
        **{f"{name}_token": f"[{name.upper()}]" for name in ("unk", "sep", "pad", "cls", "mask")},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer_config, indent=2) + "\n")
    shutil.copyfile(run / "tokenizer.json", folder / "tokenizer.json")


def decimals(values: Any) -> Any:
    """Nested lists of numbers with six decimals."""
    return [decimals(value) for value in values] if isinstance(values, list) else round(values, 6)


@torch.no_grad()
def fixture_row(model: BertPreTrainedModel, folder: Path, outputs: list[str], text: str, text_pair: str | None = None) -> dict[str, Any]:
    """A text or pair, its ids, and what torch answers with the same rounded weights."""
    tokenizer = load_tokenizer(folder, model.config.max_position_embeddings)
    encoding = tokenizer.encode(text, text_pair)
    result = model(input_ids=torch.tensor([encoding.ids]), token_type_ids=torch.tensor([encoding.type_ids]))
    pair = {"text_pair": text_pair, "token_type_ids": encoding.type_ids} if text_pair else {}
    row = {"text": text, **pair, "input_ids": encoding.ids}
    return row | {name: decimals(result[name][0].tolist()) for name in outputs}


def export_options(description: str, name: str) -> argparse.Namespace:
    """The options of an encoder's export."""
    parser = argument_parser(description)
    parser.add_argument("--run", type=Path, default=RUNS / name, help="folder of the trained weights")
    parser.add_argument("--out", type=Path, default=MODELS / name, help="folder of the shipped files")
    parser.add_argument("--bits", type=int, choices=sorted(FILES), default=4, help="bits per stored weight")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    return options


def load_rounded(model_class: type[Model], options: argparse.Namespace, **more: Any) -> Model:
    """The trained model with its weights rounded as they will be stored."""
    model = model_class.from_pretrained(options.run, attn_implementation="eager", **more).eval()
    round_weights(model, options.bits)
    return model


def ship(model: BertPreTrainedModel, options: argparse.Namespace, outputs: dict[str, bool]) -> None:
    """Writes everything but the fixture and the card."""
    file = options.out / "onnx" / FILES[options.bits]
    export_graph(model, file, options.bits, outputs)
    write_configuration(model, options.run, options.out, options.bits)
    print(f"wrote {file.name}, {file.stat().st_size / 1e6:.2f} MB")


def write_fixture(folder: Path, rows: list[dict[str, Any]]) -> None:
    """fixture.json beside the model, a row per line."""
    (folder / "fixture.json").write_text("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n", encoding="utf-8")
