"""Makes the tiny random models of the parity tests.

    python -m parity.make_models [name ...]

Each is written twice: for the browser (ONNX) to `parity/models/`, and for Python (safetensors) to `training/runs/parity/`.
"""
import json
import shutil
import tempfile
import zlib
from pathlib import Path

import onnx
import torch
import transformers
from torch import nn
from transformers import M2M100Tokenizer, MarianTokenizer, PreTrainedModel, PreTrainedTokenizerBase

from loupe.paths import REPOSITORY, RUNS, argument_parser
from parity import check, graphs
from parity.architectures import TinyModel, all_models
from parity.slow_tokenizers import m2m100_json, marian_json

BROWSER = REPOSITORY / "parity" / "models"
PYTHON = RUNS / "parity"
CONFIGURATIONS = ("config.json", "generation_config.json")
READS_TYPES = ("bert", "albert")
OUTPUTS = {"question-answering": ["start_logits", "end_logits"], "embeddings": ["last_hidden_state"]}


@torch.no_grad()
def randomise(model: PreTrainedModel, tiny: TinyModel, tokenizer: PreTrainedTokenizerBase) -> None:
    """Weights large enough that outputs differ clearly between inputs; the same on every run."""
    generator = torch.Generator().manual_seed(zlib.crc32(tiny.name.encode()))

    def normal(parameter: torch.Tensor, deviation: float, mean: float = 0.0) -> None:
        parameter.copy_(torch.randn(parameter.shape, generator=generator) * deviation + mean)

    for module in model.modules():
        own = dict(module.named_parameters(recurse=False))
        is_norm = "norm" in type(module).__name__.lower()
        for name, parameter in own.items():
            if isinstance(module, nn.Embedding):
                # Larger ones would outweigh the layers, and models that read their own words would repeat them for ever.
                normal(parameter, 0.35 if tiny.family in ("m2m100", "gpt2", "llama", "qwen2", "gemma") else 0.7)
                if module.padding_idx is not None and not tiny.family.startswith("m2m"):
                    parameter[module.padding_idx].zero_()
            elif is_norm and name == "weight":
                normal(parameter, 0.2, 0.0 if tiny.family == "gemma" else 1.0)
            elif parameter.dim() < 2:
                normal(parameter, 0.2)
            else:
                normal(parameter, tiny.gain / min(parameter.shape) ** 0.5)
    if tiny.family == "t5":
        # Tied and divided by the square root of the width, its logits would be all alike.
        model.decoder.final_layer_norm.weight.mul_(5)
    if tiny.family == "m2m100":
        model.model.decoder.layer_norm.weight.mul_(2)
    if tiny.family == "gemma":
        # Bytes that make no character are rare in real models.
        model.get_output_embeddings().weight[bytes_of(tokenizer)] *= 0.3
    if tiny.end_scale != 1:
        ends = model.config.eos_token_id if isinstance(model.config.eos_token_id, list) else [model.config.eos_token_id]
        model.get_output_embeddings().weight[ends] *= tiny.end_scale
    if tiny.end_bias:
        model.final_logits_bias[0, model.config.eos_token_id] = tiny.end_bias


def bytes_of(tokenizer: PreTrainedTokenizerBase) -> list[int]:
    return [index for piece, index in tokenizer.get_vocab().items() if piece.startswith("<0x")]


def make_model(tiny: TinyModel, tokenizer: PreTrainedTokenizerBase) -> PreTrainedModel:
    torch.manual_seed(0)
    model = getattr(transformers, tiny.model_class)(tiny.configuration(tokenizer)).eval()
    randomise(model, tiny, tokenizer)
    model.tie_weights()
    model.config.architectures = [tiny.model_class]
    generation = tiny.generation_config(tokenizer)
    if generation is not None:
        model.generation_config = generation
    return model


def graphs_of(tiny: TinyModel, model: PreTrainedModel) -> dict[str, onnx.ModelProto]:
    """The files of `onnx/`, by name."""
    if tiny.task == "text-generation":
        return {"model": graphs.decoder_graph(model)}
    if tiny.task in ("summarization", "translation"):
        return {"encoder_model": graphs.text_encoder_graph(model), "decoder_model_merged": graphs.merged_decoder_graph(model)}
    outputs = OUTPUTS.get(tiny.task, ["logits"])
    return {"model": graphs.encoder_graph(model, outputs, tiny.family in READS_TYPES)}


def check_graphs(model: PreTrainedModel, made: dict[str, onnx.ModelProto]) -> None:
    for graph in made.values():
        onnx.checker.check_model(graph)
    if "encoder_model" in made:
        check.check_encoder_decoder(model, made["encoder_model"], made["decoder_model_merged"])
    elif any(value.name.startswith("past") for value in made["model"].graph.input):
        check.check_decoder(model, made["model"])
    else:
        check.check_encoder(model, made["model"])


def save(tiny: TinyModel, model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> None:
    """Writes both folders."""
    python, browser = PYTHON / tiny.name, BROWSER / tiny.name
    for folder in (python, browser):
        shutil.rmtree(folder, ignore_errors=True)
    model._keys_to_ignore_on_save = None
    model.save_pretrained(python)
    tokenizer.save_pretrained(python)
    (browser / "onnx").mkdir(parents=True)
    for name in CONFIGURATIONS:
        if (python / name).exists():
            write_json(browser / name, json.loads((python / name).read_text()))
    write_tokenizer(tokenizer, python, browser)
    made = graphs_of(tiny, model)
    check_graphs(model, made)
    for name, graph in made.items():
        onnx.save(graph, str(browser / "onnx" / f"{name}.onnx"))


def write_tokenizer(tokenizer: PreTrainedTokenizerBase, python: Path, browser: Path) -> None:
    """tokenizer.json, written here where Python's tokenizer has none, and the chat template in tokenizer_config.json."""
    if isinstance(tokenizer, MarianTokenizer):
        definition = marian_json(tokenizer)
    elif isinstance(tokenizer, M2M100Tokenizer):
        definition = m2m100_json(tokenizer)
    else:
        definition = json.loads((python / "tokenizer.json").read_text())
    write_json(browser / "tokenizer.json", definition)
    config = json.loads((python / "tokenizer_config.json").read_text())
    # The same as in tokenizer.json, and for M2M100's languages the most part of the file.
    config.pop("added_tokens_decoder", None)
    if tokenizer.chat_template:
        config["chat_template"] = tokenizer.chat_template
    write_json(browser / "tokenizer_config.json", config)


def write_json(file: Path, content: dict) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="only models whose name contains one of these")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    transformers.logging.set_verbosity_error()
    for tiny in all_models():
        if options.names and not any(name in tiny.name for name in options.names):
            continue
        with tempfile.TemporaryDirectory() as work:
            tokenizer = tiny.tokenizer(Path(work), tiny.length)
            model = make_model(tiny, tokenizer)
            save(tiny, model, tokenizer)
        size = sum(file.stat().st_size for file in (BROWSER / tiny.name).rglob("*") if file.is_file())
        print(f"{tiny.name}: {size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
