"""Writes what Python's diffusers draws, with the weights of the ONNX files.

    python -m diffusion_parity.make_goldens [--only NAMES]

NAMES are models of `parity/diffusion/models`, and `scenes` for loupe/scenes; by default all that there are. Each case is run
a second time with ONNX Runtime in the place of PyTorch; what is printed is how far the pictures then differ.
"""
import json
import platform
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import onnx
import torch
import transformers
from onnx import TensorProto
from PIL import Image

from diffusion_parity.case import Case
from diffusion_parity.cases import all_cases
from diffusion_parity.graphs import GRAPH
from diffusion_parity.inputs import write_inputs
from diffusion_parity.make_models import FOLDER as TINY
from diffusion_parity.onnx_components import run_on_onnx
from diffusion_parity.record import run
from diffusion_parity.restore import load_parts
from diffusion_parity.scenes import SCENES, load_scenes, scenes_cases
from loupe.paths import REPOSITORY, argument_parser

GOLDENS = REPOSITORY / "parity" / "diffusion" / "goldens"
PACKAGES = ("diffusers", "transformers", "torch", "onnxruntime", "numpy", "pillow")


@dataclass(frozen=True)
class Source:
    """A model, and what is to be drawn with it."""

    name: str
    folder: Path
    load: Callable[[Path], dict[str, Any]]
    cases: list[Case]


def sources() -> list[Source]:
    """The tiny models, and loupe/scenes if its files are there."""
    made = [Source(name, TINY / name, load_parts, cases) for name, cases in all_cases().items()]
    return [*made, *([Source("scenes", SCENES, load_scenes, scenes_cases())] if (SCENES / "unet" / GRAPH).exists() else [])]


def wants_whole_timesteps(folder: Path) -> bool:
    """Whether the graph's timestep is an integer."""
    inputs = onnx.load(str(folder / "unet" / GRAPH), load_external_data=False).graph.input
    [timestep] = [value for value in inputs if value.name == "timestep"]
    return timestep.type.tensor_type.elem_type in (TensorProto.INT32, TensorProto.INT64)


def save_images(case: Case, images: list[Image.Image], goldens: Path) -> list[str]:
    names = [f"images/{case.name}{f'-{number}' if len(images) > 1 else ''}.png" for number in range(len(images))]
    for name, image in zip(names, images):
        image.save(goldens / name, optimize=True)
    return names


def pictures_apart(images: list[Image.Image], others: list[Image.Image]) -> float:
    """Mean difference, of 255."""
    return float(np.abs(np.stack(images).astype(int) - np.stack(others)).mean())


def latents_apart(expected: dict[str, Any], found: dict[str, Any]) -> float:
    """Largest difference of the latents after any step, of the largest of them if that is above 1."""
    right, other = (np.array(one["steps"]) for one in (expected, found))
    return float((np.abs(right - other).max(1) / np.maximum(1, np.abs(right).max(1))).max())


def write(source: Source, goldens: Path) -> None:
    """The goldens of one model: pictures, and one case on a line."""
    parts, replaced = source.load(source.folder), source.load(source.folder)
    run_on_onnx(replaced, source.folder)
    whole = wants_whole_timesteps(source.folder)
    (goldens / "images").mkdir(parents=True, exist_ok=True)
    for old in (goldens / "images").glob(f"{source.name}-*.png"):
        old.unlink()
    lines, worst = [], (0.0, 0.0)
    for case in source.cases:
        images, expected = run(case, parts, goldens, whole)
        names = save_images(case, images, goldens)
        lines.append(json.dumps({**case.described(), "expected": {"images": names, **expected}}, ensure_ascii=False, allow_nan=False, separators=(",", ":")))
        others, found = run(case, replaced, goldens, whole)
        differences = pictures_apart(images, others), latents_apart(expected, found)
        worst = max(worst[0], differences[0]), max(worst[1], differences[1])
        print(f"  {case.name}: with ONNX Runtime pictures differ by {differences[0]:.4f} of 255, latents by {differences[1]:.0e}", flush=True)
    with_versions = {name: version(name) for name in PACKAGES} | {"python": platform.python_version()}
    file = goldens / f"{source.name}.json"
    file.write_text(f'{{"made_with":{json.dumps(with_versions)},\n"cases":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")
    print(f"{file.name}: {len(lines)} cases, {file.stat().st_size / 1000:.0f} kB; ONNX Runtime at most {worst[0]:.4f} of 255 and {worst[1]:.0e} off")


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--only", help="names of models, with commas between them")
    parser.add_argument("--out", type=Path, default=GOLDENS, help="folder of the goldens")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    transformers.logging.set_verbosity_error()
    diffusers.logging.set_verbosity_error()
    warnings.filterwarnings("ignore")
    chosen = [source for source in sources() if not options.only or source.name in options.only.split(",")]
    if not chosen:
        raise SystemExit(f"no model of {options.only} is there")
    write_inputs(options.out / "inputs")
    for source in chosen:
        write(source, options.out)


if __name__ == "__main__":
    main()
