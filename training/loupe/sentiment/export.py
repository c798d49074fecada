"""Writes the shipped files: 8-bit ONNX graph, tokenizer, configuration, fixture.

    python -m loupe.sentiment.export
"""
import json
import shutil
from pathlib import Path

import onnx
import torch
from transformers import BertForSequenceClassification

from loupe.paths import MODELS, RUNS, argument_parser
from loupe.sentiment.model import load_tokenizer
from loupe.weight_only import quantise_model, round_weights

OPSET = 17
FILES = {8: "model_quantized.onnx", 4: "model_q4.onnx"}
DTYPES = {8: "q8", 4: "q4"}
FIXTURE_TEXTS = [
    "I love this film.",
    "I hated every minute of it.",
    "The acting is superb, but the story never comes alive.",
    "Not bad at all: funny, warm and surprisingly wise.",
    "This phone stopped working after two days, and nobody answered my mails.",
    "An unforgettable evening. Thank you!",
]


class Classifier(torch.nn.Module):
    """The inputs and the output that transformers.js expects of a BERT classifier."""

    def __init__(self, model: BertForSequenceClassification) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor) -> torch.Tensor:
        return self.model(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).logits


def export_graph(model: BertForSequenceClassification, file: Path, bits: int) -> None:
    """int64 inputs [batch, length], float32 logits [batch, 2], both sizes free."""
    ids = torch.ones(2, 7, dtype=torch.int64)
    free = {0: "batch_size", 1: "sequence_length"}
    names = ["input_ids", "attention_mask", "token_type_ids"]
    file.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        Classifier(model).eval(), (ids, ids, torch.zeros_like(ids)), str(file), dynamo=False, opset_version=OPSET, do_constant_folding=False,
        input_names=names, output_names=["logits"], dynamic_axes={name: free for name in names} | {"logits": {0: "batch_size"}},
    )
    onnx.save(quantise_model(onnx.load(str(file)), bits), str(file))


@torch.no_grad()
def fixture(model: BertForSequenceClassification, folder: Path) -> list[dict]:
    """What torch answers with the same rounded weights, one text at a time."""
    tokenizer = load_tokenizer(folder, model.config.max_position_embeddings)
    rows = []
    for text in FIXTURE_TEXTS:
        ids = tokenizer.encode(text).ids
        logits = model(input_ids=torch.tensor([ids])).logits[0]
        scores = {model.config.id2label[i]: value for i, value in enumerate(logits.softmax(-1).tolist())}
        rows.append({"text": text, "input_ids": ids, "logits": logits.tolist(), "scores": scores})
    return rows


def write_configuration(model: BertForSequenceClassification, run: Path, folder: Path, bits: int) -> None:
    """config.json, tokenizer.json and tokenizer_config.json."""
    config = model.config.to_diff_dict()
    for key in ("transformers_version", "dtype", "torch_dtype"):
        config.pop(key, None)
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


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "sentiment", help="folder of the trained weights")
    parser.add_argument("--out", type=Path, default=MODELS / "sentiment", help="folder of the shipped files")
    parser.add_argument("--bits", type=int, choices=sorted(FILES), default=4, help="bits per stored weight")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    model = BertForSequenceClassification.from_pretrained(options.run, attn_implementation="eager").eval()
    round_weights(model, options.bits)
    file = options.out / "onnx" / FILES[options.bits]
    export_graph(model, file, options.bits)
    write_configuration(model, options.run, options.out, options.bits)
    (options.out / "fixture.json").write_text(json.dumps(fixture(model, options.out), indent=1) + "\n")
    print(f"wrote {file.name}, {file.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
