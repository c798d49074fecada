"""Renders the training pictures: runs/scenes/pictures.npy, uint8 [number, 128, 128, 3].

    python -m loupe.scenes.data [--number 64000] [--processes 2]

Which scenes they show follows from their numbers alone, so only the pixels are stored.
"""
import os
import random
import time
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from loupe.paths import RUNS, argument_parser
from loupe.scenes.drawing import SIZE, draw
from loupe.scenes.scene import Mix, Scene, random_scene

CHUNK = 500
TRAINING, UNSEEN = 1_000_000, 2_000_000  # first seeds of the two parts
PICTURES = "pictures.npy"


def scenes_of(seed: int, number: int, mix: Mix = Mix(), held_out: bool = False) -> list[Scene]:
    """Scenes of a seed; the first ones do not depend on how many there are."""
    rng = random.Random(seed)
    return [random_scene(rng, mix, held_out) for _ in range(number)]


def training_scenes(number: int) -> list[Scene]:
    """The scenes of the training pictures, in their order."""
    return [scene for chunk in range(number // CHUNK) for scene in scenes_of(TRAINING + chunk, CHUNK)]


def render_chunk(arguments: tuple[Path, int]) -> None:
    """Draws one chunk into the file."""
    file, chunk = arguments
    pictures = np.lib.format.open_memmap(file, "r+")
    for number, scene in enumerate(scenes_of(TRAINING + chunk, CHUNK)):
        pictures[chunk * CHUNK + number] = draw(scene)
    pictures.flush()


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "scenes", help="folder of the run")
    parser.add_argument("--number", type=int, default=64000, help="pictures")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="pictures drawn at the same time")
    options = parser.parse_args()
    options.run.mkdir(parents=True, exist_ok=True)
    began, file = time.time(), options.run / PICTURES
    unfinished = file.with_suffix(".part.npy")
    np.lib.format.open_memmap(unfinished, "w+", np.uint8, (options.number, SIZE, SIZE, 3)).flush()
    with Pool(options.processes) as pool:
        for done, _ in enumerate(pool.imap(render_chunk, [(unfinished, chunk) for chunk in range(options.number // CHUNK)])):
            if done % 16 == 15:
                print(f"{(done + 1) * CHUNK} pictures, {time.time() - began:.0f} s", flush=True)
    unfinished.rename(file)


if __name__ == "__main__":
    main()
