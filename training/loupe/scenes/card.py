"""Writes the model card of loupe/scenes, with a sheet of pictures, from the figures of the shipped files.

    python -m loupe.scenes.card
"""
import json
from pathlib import Path
from typing import Any

import onnx
import torch
from PIL import Image

from loupe.card import table, write_card
from loupe.paths import MODELS, RUNS, argument_parser
from loupe.scenes.drawing import grid
from loupe.scenes.sampling import pictures_for
from loupe.scenes.shipped import ShippedScenes

HEADER: dict[str, str | list[str]] = {
    "license": "cc-by-4.0",
    "language": "en",
    "library_name": "diffusers",
    "pipeline_tag": "text-to-image",
    "tags": ["stable-diffusion", "onnx", "scenes"],
}
SHEET = "pictures.webp"
PROMPTS = [
    "a red house on the left in the snow at night",
    "a blue boat in the centre at sea at sunset",
    "a green cactus on the right in the desert by day, under the sun",
    "a white castle in the centre on green hills by day, under a rainbow",
    "a yellow tent on the left in the forest at night, under the stars",
    "a purple balloon in the centre in the snow by day",
    "an orange lighthouse on the right at sea in a storm, with lightning",
    "a pink tree in the centre on green hills at sunset",
    "a red castle in the centre in the desert at sunset, pixel art",
    "a blue house on the right in the snow by day, watercolour",
    "a pencil sketch of a yellow boat in the centre at sea by day",
    "a red tree on the left and a blue tent on the right on green hills by day",
    "a purple house in the centre in the desert at night",
    "a green boat in the centre at sea at sunset",
    "a watercolour of an orange castle in the centre in the forest by day",
    "a blue tree on the left and a red tent on the right in the snow at night",
]
BODY = """
# loupe/scenes

Draws little scenes of 128 x 128 pixels from a sentence: a starter model for seeing how latent diffusion works. It has the
parts of Stable Diffusion, all small and trained from nothing: a CLIP text encoder ({text:.2f} million parameters), a U-Net
({unet:.2f} million), an autoencoder (AutoencoderTiny, {autoencoder:.2f} million); {megabytes:.1f} MB on disk.

![Sixteen pictures]({sheet})

DPM-Solver++ with {steps} steps, guidance {guidance:g}, seed {seed}, not chosen among several; row by row:

{prompts}

The colours of the things in the last four prompts were never shown in training.

## What it knows

One thing at the left, in the centre or at the right, or one at the left and one at the right: house, tree, boat, castle, cactus,
balloon, lighthouse, tent. Red, orange, yellow, green, blue, purple, pink, white. Day, sunset, night, storm. Hills, sea, desert,
snow, forest. Flat, watercolour, pixel art, sketch. In the sky: sun, clouds, rainbow, moon, stars, lightning.

## Does it draw what is asked for?

The graphs in this folder drew {number} prompts with one thing and {number} with two, such as 'a red tent on the left in the snow at
night, watercolour'. Each prompt names kind, colour, place, ground, time and, unless flat, style. The kind and colour of each
thing are one of eight pairs that no training picture has. A classifier answered what is to be seen; of real pictures that it was
not trained on it names kind and colour of one thing right in {judge_one:.1%}, both of two in {judge_two:.1%}, time in {judge_time:.1%}, ground in
{judge_ground:.1%}, style in {judge_style:.1%}, place in {judge_place:.1%}.

{scores}

With one thing, kind, colour and place count only if the classifier sees one thing and nothing else. 'Both kinds' counts wherever the
two are; the next rows ask for the colours too, and for the places too. DPM-Solver++ 20 steps, DDIM 30, both with guidance {guidance:g}; DDIM
with half of the prompts. One standard error is at most 0.035, and 0.05 for DDIM.

The autoencoder restores {unseen} unseen pictures with {psnr:.2f} dB on average.

## Files

{files}

On one thread of {machine}, ONNX Runtime on the CPU: one picture of 128 x 128, U-Net with guidance. The rest is tokenizer,
configurations, fixture and pictures.

All graphs take and give float32 (`input_ids` int64); batch, height, width and number of tokens are free. The latents' height and width must be
multiples of 4. Weights of the U-Net and the text encoder are stored in int8 with a scale per output channel, those of the autoencoder in float16; Cast and Mul put them back
to float32, which ONNX Runtime does once when a session is made. `unet/model_attentions.onnx` also gives `cross_attentions.0` to `cross_attentions.3`,
[batch, 4 heads, pixels, tokens]: 64, 16, 64 and 64 pixels for latents of 16 x 16. It reads its weights from `unet/model.onnx`.

- `tokenizer/`: CLIP's format, {vocabulary} tokens, at most 32 with begin and end; pad with `<|endoftext|>`.
- `text_encoder`: `input_ids` to `last_hidden_state`, `pooler_output`.
- `unet`: `sample`, `timestep` (float32, one or one per sample), `encoder_hidden_states` to `out_sample`, which is v (`prediction_type` is `v_prediction`).
  The pooled words join the time embedding inside the graph (`addition_embed_type` is `text`).
- `vae_encoder`: `sample` from -1 to 1 to `latent_sample`; multiply by `scaling_factor` ({scaling}) for the U-Net.
- `vae_decoder`: `latent_sample`, after division by `scaling_factor`, to `sample` from -1 to 1.

The folder is laid out as diffusers does. In this repository `loupe.scenes.restore.load_pipeline()` (in `training/`) makes a StableDiffusionPipeline
of it; the fixture has what PyTorch computes with the same weights.

## Data

{pictures} pictures and {captions} captions, drawn and worded by `training/loupe/scenes/`; no picture and no text of anyone else. Ten
percent of the captions were left empty for guidance. The U-Net was trained for {training} steps on {seen} pictures. Weights: CC BY 4.0.

## Limits

- It knows the words above and a few synonyms, nothing else. Other words do little or mislead.
- {limits}
- Edges are soft, small parts such as windows and towers wobble.
- Sizes other than 128 x 128 work, but were not trained: wide pictures may show more things than asked for.
"""
LIMITS = "The style is missed now and then, and so is one of two things: see the table. What is said of the sky was not scored."


def count(file: Path) -> float:
    """Millions of stored weights of a graph."""
    model = onnx.load(str(file))
    return sum(torch.tensor(tuple(tensor.dims)).prod().item() for tensor in model.graph.initializer if not tensor.name.endswith(".scales")) / 1e6


def score_table(figures: dict[str, Any]) -> str:
    """One row per question."""
    ddim = figures["ddim 30"]
    rows = [[name, f"{figures['one thing'][name]:.3f}", f"{ddim['one thing'][name]:.3f}"] for name in ("object", "object and colour", "place", "time", "ground", "style")]
    names = {
        "both objects": "both kinds", "both objects and colours": "both kinds with their colours",
        "both objects, colours and places": "both kinds with colours and places",
    }
    rows += [[f"two things: {label}", f"{figures['two things'][name]:.3f}", f"{ddim['two things'][name]:.3f}"] for name, label in names.items()]
    rows += [[f"two things: {name}", f"{figures['two things'][name]:.3f}", f"{ddim['two things'][name]:.3f}"] for name in ("time", "ground", "style")]
    return table(["right", "DPM-Solver++", "DDIM"], rows)


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "scenes", help="folder of the run")
    parser.add_argument("--model", type=Path, default=MODELS / "scenes", help="folder of the shipped files")
    parser.add_argument("--machine", default="an AMD EPYC with AVX-512", help="where the times were taken")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    figures = json.loads((options.run / "figures.json").read_text())
    training = json.loads((options.run / "diffusion.json").read_text())
    shipped = ShippedScenes(options.model, options.threads)
    seed = 1
    sheet: Image.Image = grid(list(pictures_for(shipped.components(), PROMPTS, seed=seed)), 4)
    sheet.save(options.model / SHEET, quality=88, method=6)
    judge, sizes, times = figures["judge"], figures["megabytes"], figures["milliseconds"]
    parts = {part: count(options.model / part / "model.onnx") for part in times}
    files = table(
        ["component", "parameters, millions", "MB", "ms"],
        [[part, f"{parts[part]:.2f}", f"{sizes[part]:.2f}", f"{times[part]:.1f}"] for part in times] + [["all files", f"{sum(parts.values()):.2f}", f"{sizes['all']:.2f}", ""]],
    )
    write_card(options.model / "README.md", HEADER, BODY.format(
        text=parts["text_encoder"], unet=parts["unet"], autoencoder=parts["vae_encoder"] + parts["vae_decoder"], megabytes=sizes["all"], sheet=SHEET,
        steps=20, guidance=4, seed=seed, prompts="\n".join(f"{number}. {prompt}" for number, prompt in enumerate(PROMPTS, 1)),
        number=figures["prompts"], judge_one=judge["object and colour"], judge_two=judge["both objects, colours and places"], judge_time=judge["time"],
        judge_ground=judge["ground"], judge_style=judge["style"], judge_place=judge["place"], scores=score_table(figures), unseen=500,
        psnr=figures["psnr"], files=files, machine=options.machine, scaling=shipped.scaling_factor,
        vocabulary=len(json.loads((options.model / "tokenizer" / "vocab.json").read_text())),
        pictures=f"{training['data']:,}", captions=f"{6 * training['data']:,}", training=f"{training['steps']:,}", seen=f"{training['pictures']:,}", limits=LIMITS,
    ))
    print(f"wrote {options.model / 'README.md'} and {SHEET}, {(options.model / SHEET).stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
