"""Makes the tiny models of `parity/diffusion/models`.

    python -m diffusion_parity.make_models [--only NAMES]
"""
import shutil
import zlib
from pathlib import Path
from typing import Any

import diffusers
import torch
import transformers
from diffusers import AutoencoderKL, UNet2DConditionModel
from transformers import CLIPTextModel

from diffusion_parity import graphs
from diffusion_parity.architectures import MODELS, TinyModel, build_text_encoder, build_unet, build_vae
from diffusion_parity.broken import OVER, write_broken
from diffusion_parity.check import check_graphs
from diffusion_parity.graphs import write_json
from diffusion_parity.tokenizer import load_tokenizer, write_tokenizer
from diffusion_parity.weights import make_weights
from loupe.paths import REPOSITORY, argument_parser
from loupe.scenes.export import plain_config

FOLDER = REPOSITORY / "parity" / "diffusion" / "models"


def index(tiny: TinyModel) -> dict[str, Any]:
    """model_index.json, as exports on the Hub have it."""
    runtime = ["diffusers", "OnnxRuntimeModel"]
    parts = {"text_encoder": runtime, "unet": runtime, "vae_decoder": runtime} | ({"vae_encoder": runtime} if tiny.inputs.encoder else {})
    return {
        "_class_name": f"Onnx{tiny.pipeline}" if tiny.pipeline == "StableDiffusionPipeline" else tiny.pipeline, "_diffusers_version": diffusers.__version__,
        "feature_extractor": [None, None], "requires_safety_checker": False, "safety_checker": [None, None],
        "scheduler": ["diffusers", tiny.scheduler["_class_name"]], "tokenizer": ["transformers", "CLIPTokenizer"], **parts,
    }


def write_model(tiny: TinyModel, text: CLIPTextModel, unet: UNet2DConditionModel, vae: AutoencoderKL, folder: Path) -> None:
    """All files but the tokenizer's."""
    write_json(folder / "model_index.json", index(tiny))
    write_json(folder / "scheduler" / "scheduler_config.json", tiny.scheduler)
    write_json(folder / "text_encoder" / "config.json", plain_config(text.config.to_diff_dict(), ""))
    write_json(folder / "unet" / "config.json", plain_config(dict(unet.config), "UNet2DConditionModel"))
    for model in (text, unet, vae):
        model.to(torch.float16 if tiny.inputs.half else torch.float32)
    graphs.save(graphs.text_encoder_graph(tiny, text), folder / "text_encoder")
    graphs.save(graphs.unet_graph(tiny, unet), folder / "unet", tiny.inputs.external_data)
    for part, graph_of in (("vae_decoder", graphs.vae_decoder_graph), ("vae_encoder", graphs.vae_encoder_graph)):
        if part == "vae_decoder" or tiny.inputs.encoder:
            write_json(folder / part / "config.json", plain_config(dict(vae.config), "AutoencoderKL"))
            graphs.save(graph_of(tiny, vae), folder / part)


def make_model(tiny: TinyModel, folder: Path) -> float:
    """Writes a folder anew. The loss of its U-Net."""
    shutil.rmtree(folder, ignore_errors=True)
    write_tokenizer(folder / "tokenizer", tiny.padding)
    tokenizer = load_tokenizer(folder / "tokenizer")
    torch.manual_seed(zlib.crc32(tiny.name.encode()))
    text, unet, vae = build_text_encoder(tiny, tokenizer), build_unet(tiny), build_vae()
    loss = make_weights(text, unet, vae, tokenizer, tiny.scheduler.get("prediction_type", "epsilon"))
    write_model(tiny, text, unet, vae, folder)
    return loss


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--only", help="names of models, with commas between them")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    transformers.logging.set_verbosity_error()
    for tiny in MODELS:
        if not options.only or tiny.name in options.only.split(","):
            folder = FOLDER / tiny.name
            loss = make_model(tiny, folder)
            size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
            print(f"{tiny.name}: loss {loss:.2f}, {size / 1000:.0f} kB, {check_graphs(folder)}", flush=True)
    if not options.only or OVER in options.only.split(","):
        write_broken(FOLDER / "broken")


if __name__ == "__main__":
    main()
