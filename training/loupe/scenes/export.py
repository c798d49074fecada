"""Writes the shipped files of loupe/scenes: graphs, tokenizer, configurations, fixture.

    python -m loupe.scenes.export
"""
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnx
import torch
from diffusers import AutoencoderTiny, UNet2DConditionModel
from onnx import ModelProto
from torch import Tensor, nn
from transformers import CLIPTextModel

from loupe.paths import MODELS, RUNS, argument_parser
from loupe.scenes.attention import ExplicitAttention
from loupe.scenes.autoencoder import FOLDER as AUTOENCODER
from loupe.scenes.diffusion import load_averaged
from loupe.scenes.latents import TOKENIZER
from loupe.scenes.models import build_scheduler
from loupe.scenes.storage import Storage, round_weights, store_weights
from loupe.scenes.tokenizer import LENGTH, load_tokenizer
from loupe.shared_weights import save_sharing_weights

OPSET = 17
GRAPH, ATTENTION_GRAPH = "model.onnx", "model_attentions.onnx"
STORAGE: dict[str, Storage] = {"text_encoder": "int8", "unet": "int8", "vae_encoder": "float16", "vae_decoder": "float16"}
PICTURE = {0: "batch", 2: "height", 3: "width"}
TEXT = {0: "batch", 1: "sequence"}
INDEX = {
    "_class_name": "StableDiffusionPipeline",
    "_diffusers_version": "0.35.2",
    "feature_extractor": [None, None],
    "image_encoder": [None, None],
    "requires_safety_checker": False,
    "safety_checker": [None, None],
    "scheduler": ["diffusers", "DDIMScheduler"],
    "text_encoder": ["transformers", "CLIPTextModel"],
    "tokenizer": ["transformers", "CLIPTokenizer"],
    "unet": ["diffusers", "UNet2DConditionModel"],
    "vae": ["diffusers", "AutoencoderTiny"],
}


class Graph(nn.Module):
    """A model with a forward pass that has only tensors in and out. Exported names begin with 'model.'."""

    def __init__(self, model: nn.Module, compute: Callable[..., tuple[Tensor, ...]]) -> None:
        super().__init__()
        self.model, self.compute = model, compute

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        return self.compute(*inputs)


def without_prefix(model: ModelProto) -> ModelProto:
    """Initializers with the names that the parameters have in the class of diffusers or transformers."""
    names = {tensor.name: tensor.name.removeprefix("model.") for tensor in model.graph.initializer}
    for tensor in model.graph.initializer:
        tensor.name = names[tensor.name]
    for node in model.graph.node:
        for values in (node.input, node.output):
            for place, name in enumerate(values):
                values[place] = names.get(name, name.removeprefix("model."))
    return model


def traced(model: nn.Module, compute: Callable[..., tuple[Tensor, ...]], inputs: dict[str, Tensor], outputs: list[str], axes: dict[str, Any], file: Path) -> ModelProto:
    """The graph of a model with float32 weights; the file is only a means."""
    file.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        Graph(model, compute).eval(), tuple(inputs.values()), str(file), dynamo=False, opset_version=OPSET, do_constant_folding=False,
        input_names=list(inputs), output_names=outputs, dynamic_axes=axes,
    )
    graph = without_prefix(onnx.load(str(file)))
    for node in graph.graph.node:  # names of the exporter's scopes: a fifth of the file and no use
        node.name, node.doc_string = "", ""
    del graph.graph.value_info[:]
    return graph


def export_text_encoder(model: CLIPTextModel, folder: Path) -> None:
    def compute(ids: Tensor) -> tuple[Tensor, ...]:
        result = model(input_ids=ids)
        return result.last_hidden_state, result.pooler_output

    ids = torch.randint(10, (2, LENGTH))
    axes = {"input_ids": TEXT, "last_hidden_state": TEXT, "pooler_output": {0: "batch"}}
    graph = traced(model, compute, {"input_ids": ids}, ["last_hidden_state", "pooler_output"], axes, folder / GRAPH)
    onnx.save(store_weights(graph, STORAGE["text_encoder"]), str(folder / GRAPH))


def export_unet(model: UNet2DConditionModel, folder: Path) -> None:
    """The plain graph, and a second one over the same weights that also gives the cross-attention probabilities."""

    def compute(sample: Tensor, timestep: Tensor, words: Tensor) -> tuple[Tensor, ...]:
        return model(sample, timestep, words, return_dict=False)

    def compute_with_attentions(sample: Tensor, timestep: Tensor, words: Tensor) -> tuple[Tensor, ...]:
        return *with_cross_attentions(model, sample, timestep, words),

    side = model.config.sample_size
    inputs = {
        "sample": torch.randn(2, model.config.in_channels, side, side), "timestep": torch.tensor([500.0]),
        "encoder_hidden_states": torch.randn(2, LENGTH, model.config.cross_attention_dim),
    }
    axes: dict[str, Any] = {"sample": PICTURE, "timestep": {0: "steps"}, "encoder_hidden_states": TEXT, "out_sample": PICTURE}
    stored = store_weights(traced(model, compute, inputs, ["out_sample"], axes, folder / GRAPH), STORAGE["unet"])
    onnx.save(stored, str(folder / GRAPH))
    count = sum(name.endswith("attn2") for name, _ in model.named_modules())
    names = [f"cross_attentions.{k}" for k in range(count)]
    axes |= {name: {0: "batch", 2: "pixels", 3: "sequence"} for name in names}
    second = store_weights(traced(model, compute_with_attentions, inputs, ["out_sample", *names], axes, folder / ATTENTION_GRAPH), STORAGE["unet"])
    save_sharing_weights(second, folder / ATTENTION_GRAPH, folder / GRAPH)


def with_cross_attentions(model: UNet2DConditionModel, sample: Tensor, timestep: Tensor, words: Tensor) -> list[Tensor]:
    """The prediction, and of each cross-attention layer in the order of computing [batch, heads, pixels, tokens]."""
    processor = ExplicitAttention()
    processor.kept = []
    model.set_attn_processor(processor)
    result = model(sample, timestep, words, return_dict=False)[0]
    model.set_attn_processor(ExplicitAttention())
    return [result, *processor.kept]


def export_autoencoder(model: AutoencoderTiny, folder: Path) -> None:
    axes = {"sample": PICTURE, "latent_sample": PICTURE}
    picture, latents = torch.rand(2, 3, 64, 64) * 2 - 1, torch.randn(2, model.config.latent_channels, 8, 8)
    encoder = traced(model.encoder, lambda sample: (model.encoder(sample),), {"sample": picture}, ["latent_sample"], axes, folder / "vae_encoder" / GRAPH)
    onnx.save(store_weights(encoder, STORAGE["vae_encoder"]), str(folder / "vae_encoder" / GRAPH))
    decoder = traced(model.decoder, lambda sample: (model.decoder(sample),), {"latent_sample": latents}, ["sample"], axes, folder / "vae_decoder" / GRAPH)
    onnx.save(store_weights(decoder, STORAGE["vae_decoder"]), str(folder / "vae_decoder" / GRAPH))


def write_json(file: Path, content: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=2) + "\n")


def plain_config(config: dict[str, Any], class_name: str) -> dict[str, Any]:
    """A configuration without what the library adds for itself."""
    kept = {key: value for key, value in config.items() if key not in ("_use_default_values", "_name_or_path", "transformers_version", "dtype", "torch_dtype")}
    return {"_class_name": class_name, **kept} if class_name else kept


def write_configuration(text: CLIPTextModel, unet: UNet2DConditionModel, autoencoder: AutoencoderTiny, run: Path, folder: Path) -> None:
    """model_index.json and what stands in each component's folder beside its graph."""
    write_json(folder / "model_index.json", INDEX)
    write_json(folder / "scheduler" / "scheduler_config.json", plain_config(dict(build_scheduler().config), "DDIMScheduler"))
    write_json(folder / "text_encoder" / "config.json", plain_config(text.config.to_diff_dict(), ""))
    write_json(folder / "unet" / "config.json", plain_config(dict(unet.config), "UNet2DConditionModel"))
    for part in ("vae", "vae_encoder", "vae_decoder"):
        write_json(folder / part / "config.json", plain_config(dict(autoencoder.config), "AutoencoderTiny"))
    shutil.copytree(run / TOKENIZER, folder / "tokenizer", dirs_exist_ok=True)


def rounded(values: Tensor) -> Any:
    """Nested lists with six decimals."""
    return [rounded(value) for value in values] if values.ndim else round(values.item(), 6)


@torch.no_grad()
def fixture(text: CLIPTextModel, unet: UNet2DConditionModel, autoencoder: AutoencoderTiny, run: Path) -> dict[str, Any]:
    """What PyTorch computes with the shipped weights: of every output the shape and the values at some places."""
    torch.manual_seed(0)
    prompt = "a red house on the left in the snow at night, watercolour"
    ids = load_tokenizer(run / TOKENIZER)([prompt], padding="max_length", truncation=True, return_tensors="pt").input_ids
    words = text(input_ids=ids)
    start = torch.randn(1, 4, 8, 8).mul(1000).round().div(1000)
    predicted, *attentions = with_cross_attentions(unet, start, torch.tensor([500.0]), words.last_hidden_state)
    picture = autoencoder.decoder(start)
    encoded = autoencoder.encoder(picture)

    def part(values: Tensor) -> dict[str, Any]:
        """Sixteen values at equal distances of the flattened tensor."""
        return {"shape": list(values.shape), "every": values.numel() // 16, "values": rounded(values.flatten()[:: values.numel() // 16][:16])}

    return {
        "prompt": prompt,
        "input_ids": ids[0].tolist(),
        "timestep": 500,
        "latents": rounded(start),
        "text_encoder": {"last_hidden_state": part(words.last_hidden_state), "pooler_output": part(words.pooler_output)},
        "unet": {"sample": "latents", "encoder_hidden_states": "last_hidden_state", "out_sample": part(predicted)}
        | {f"cross_attentions.{k}": part(attention) for k, attention in enumerate(attentions)},
        "vae_decoder": {"latent_sample": "latents", "sample": part(picture)},
        "vae_encoder": {"sample": "sample of vae_decoder", "latent_sample": part(encoded)},
    }


def ship(text: CLIPTextModel, unet: UNet2DConditionModel, autoencoder: AutoencoderTiny, run: Path, folder: Path) -> None:
    """Rounds the weights and writes everything but the card."""
    for model, part in ((text, "text_encoder"), (unet, "unet"), (autoencoder.encoder, "vae_encoder"), (autoencoder.decoder, "vae_decoder")):
        round_weights(model.eval(), STORAGE[part])
    export_text_encoder(text, folder / "text_encoder")
    export_unet(unet, folder / "unet")
    export_autoencoder(autoencoder, folder)
    write_configuration(text, unet, autoencoder, run, folder)
    (folder / "fixture.json").write_text(json.dumps(fixture(text, unet, autoencoder, run), indent=1) + "\n")


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "scenes", help="folder of the run")
    parser.add_argument("--out", type=Path, default=MODELS / "scenes", help="folder of the shipped files")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    text, unet, step = load_averaged(options.run)
    ship(text, unet, AutoencoderTiny.from_pretrained(options.run / AUTOENCODER, low_cpu_mem_usage=False), options.run, options.out)
    for file in sorted(options.out.rglob("*.onnx")):
        print(f"{file.relative_to(options.out)}: {file.stat().st_size / 1e6:.2f} MB")
    print(f"after step {step}")


if __name__ == "__main__":
    main()
