"""Do the pictures of the shipped graphs show what was asked for?

    python -m loupe.scenes.evaluate [--number 200]
    python -m loupe.scenes.evaluate --from-run --number 64 --pictures grid.png    of the weights in training

Every prompt asks for things whose colours were never shown in training, with place, ground, time and style.
"""
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import AutoencoderTiny

from loupe.paths import MODELS, RUNS, argument_parser
from loupe.scenes.autoencoder import FOLDER as AUTOENCODER
from loupe.scenes.autoencoder import UNSEEN_PICTURES, as_input, as_pictures
from loupe.scenes.captions import plain_prompt
from loupe.scenes.data import UNSEEN, scenes_of
from loupe.scenes.diffusion import load_averaged
from loupe.scenes.drawing import draw, grid
from loupe.scenes.judge import Judge, load_judge, right_answers
from loupe.scenes.latents import TOKENIZER
from loupe.scenes.sampling import Components, ddim_scheduler, pictures_for, torch_components
from loupe.scenes.scene import Mix, Scene
from loupe.scenes.shipped import ShippedScenes
from loupe.scenes.tokenizer import load_tokenizer

SEED, PROMPTS = 7_000_000, 200
EVEN = (0.25,) * 4


def prompt_scenes(number: int, two_things: bool, seed: int = SEED) -> list[Scene]:
    """Scenes of held-out colours, all styles alike."""
    return scenes_of(seed + two_things, number, Mix(float(two_things), EVEN), held_out=True)


def obedience(parts: Components, judge: Judge, number: int, sheet: Path | None = None, **options: Any) -> dict[str, dict[str, float]]:
    """Shares of right pictures, for prompts with one thing and with two."""
    result, shown = {}, []
    for name, two_things in (("one thing", False), ("two things", True)):
        scenes = prompt_scenes(number, two_things)
        pictures = pictures_for(parts, [plain_prompt(scene) for scene in scenes], seed=SEED, **options)
        result[name] = right_answers(judge.look(pictures), scenes)
        shown += list(pictures[:32])
    if sheet:
        grid(shown, 16).save(sheet)
    return result


def psnr(shipped: ShippedScenes, number: int) -> float:
    """Mean decibels over unseen pictures, after the way through both graphs."""
    pictures = np.stack([draw(scene) for scene in scenes_of(UNSEEN, number)])
    decode, decibels = shipped.components().decode, []
    for part in np.array_split(pictures, max(1, number // 50)):
        restored = as_pictures(decode(shipped.encode(as_input(part))))
        decibels += (-10 * np.log10(np.square((restored.astype(np.float32) - part) / 255).mean((1, 2, 3)))).tolist()
    return float(np.mean(decibels))


def megabytes(folder: Path) -> dict[str, float]:
    """The size of each component's graphs, and of everything."""
    parts = {part.name: sum(file.stat().st_size for file in part.glob("*.onnx")) / 1e6 for part in sorted(folder.iterdir()) if part.is_dir()}
    return {name: size for name, size in parts.items() if size} | {"all": sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6}


def fixture_distance(shipped: ShippedScenes) -> float:
    """The largest difference between the graphs and the values that PyTorch computed."""
    fixture = json.loads((shipped.folder / "fixture.json").read_text())
    parts, latents = shipped.components(), torch.tensor(fixture["latents"])
    words = parts.encode_text(torch.tensor([fixture["input_ids"]]))
    picture = parts.decode(latents)
    outputs = {
        ("text_encoder", "last_hidden_state"): words,
        ("unet", "out_sample"): parts.predict(latents, fixture["timestep"], words),
        ("vae_decoder", "sample"): picture,
        ("vae_encoder", "latent_sample"): shipped.encode(picture),
    }
    distances = []
    for (part, name), values in outputs.items():
        wanted = fixture[part][name]
        distances.append((values.flatten()[:: wanted["every"]][:16] - torch.tensor(wanted["values"])).abs().max().item())
    return max(distances)


def evaluate(data: Path, folder: Path, threads: int, number: int = PROMPTS) -> dict[str, Any]:
    """All figures of the shipped files. The judge lies in the folder of the run, or is trained there."""
    torch.set_num_threads(threads)
    shipped = ShippedScenes(folder, threads)
    judge, judge_figures = load_judge(RUNS / "scenes")
    parts = shipped.components()
    return {
        "prompts": number,
        "judge": judge_figures,
        **obedience(parts, judge, number),
        "ddim 30": obedience(parts, judge, number // 2, scheduler=ddim_scheduler(), steps=30),
        "psnr": psnr(shipped, UNSEEN_PICTURES),
        "fixture_distance": fixture_distance(shipped),
        "megabytes": megabytes(folder),
        "milliseconds": shipped.milliseconds(),
    }


def rows(figures: dict[str, Any]) -> list[tuple[str, str]]:
    """Lines of the table of training/evaluate.py."""
    one, two, number = figures["one thing"], figures["two things"], figures["prompts"]
    return [
        *((f"{name}, {number} prompts with one thing of a held-out colour", f"{one[name]:.3f}") for name in ("object and colour", "time", "ground", "style", "place")),
        *((f"{name}, {number} prompts with two such things", f"{two[name]:.3f}") for name in two if name.startswith("both")),
        ("autoencoder's PSNR, 500 unseen pictures, dB", f"{figures['psnr']:.2f}"),
        ("largest difference from the fixture", f"{figures['fixture_distance']:.1e}"),
        ("all files, MB", f"{figures['megabytes']['all']:.2f}"),
    ]


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "scenes", help="folder of the run")
    parser.add_argument("--model", type=Path, default=MODELS / "scenes", help="folder of the shipped files")
    parser.add_argument("--number", type=int, default=PROMPTS, help="prompts of each sort")
    parser.add_argument("--from-run", action="store_true", help="score the weights in training")
    parser.add_argument("--pictures", type=Path, help="where to write a sheet of pictures, with --from-run")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    if options.from_run:
        text, unet, step = load_averaged(options.run)
        autoencoder = AutoencoderTiny.from_pretrained(options.run / AUTOENCODER, low_cpu_mem_usage=False).eval()
        parts = torch_components(load_tokenizer(options.run / TOKENIZER), text, unet, autoencoder)
        print(f"step {step}")
        figures: dict[str, Any] = obedience(parts, load_judge(options.run)[0], options.number, options.pictures)
    else:
        figures = evaluate(options.data, options.model, options.threads, options.number)
        (options.run / "figures.json").write_text(json.dumps(figures, indent=2))
    print(json.dumps(figures, indent=2), flush=True)


if __name__ == "__main__":
    main()
