"""From a scene to a picture of 128 x 128 pixels. The same scene always gives the same picture."""
import random
import sys

import numpy as np
from PIL import Image, ImageFilter

from loupe.scenes.canvas import Canvas, Colour, times
from loupe.scenes.landscape import THING_LIGHT, Landscape
from loupe.scenes.scene import Scene, random_scene
from loupe.scenes.things import DRAW_THING

SIZE = 128
OVERSAMPLING = 3
BIG_BLOCKS, SMALL_BLOCKS = 16, 32  # pixel art: of the landscape and of the things
PAPER = np.array((250, 247, 238), np.float32)
PENCIL = np.array((58, 56, 64), np.float32)
PAINT: dict[str, Colour] = {
    "red": (216, 40, 44), "orange": (244, 134, 26), "yellow": (250, 216, 48), "green": (46, 162, 72),
    "blue": (40, 100, 216), "purple": (136, 62, 188), "pink": (250, 140, 190), "white": (248, 248, 242),
}
PLACE_X = {"left": 0.265, "centre": 0.5, "right": 0.735}


def paint(scene: Scene) -> tuple[Image.Image, Image.Image]:
    """The landscape, and the same with the things and in its alpha channel where they are."""
    rng = random.Random(scene.seed)
    size = SIZE * OVERSAMPLING
    landscape = Landscape(scene, size, rng)
    behind = landscape.draw()
    things = Canvas(Image.new("RGBA", (size, size)))
    window = (255, 226, 116) if scene.time in ("night", "storm") else (206, 234, 248)
    for thing in scene.things:
        height = rng.uniform(0.46, 0.52) if len(scene.things) == 1 else rng.uniform(0.4, 0.44)
        x, foot = PLACE_X[thing.place] + rng.uniform(-0.015, 0.015), rng.uniform(0.83, 0.87)
        if thing.kind == "balloon":
            foot = rng.uniform(0.66, 0.7)
        elif scene.ground == "sea" and thing.kind != "boat":
            behind.oval(x, foot + 0.01, height * 0.62, 0.055, landscape.lit((236, 206, 136)))
        elif scene.ground != "sea":
            ground = behind.image.getpixel((round(x * size), round((foot + 0.03) * size)))
            behind.oval(x, foot + 0.005, height * 0.5, 0.028, times(ground, 0.78))
        colour = times(PAINT[thing.colour], THING_LIGHT[scene.time])
        DRAW_THING[thing.kind](things, x, foot, height, colour, window)
    picture = behind.image.copy()
    picture.paste(things.image, mask=things.image)
    picture.putalpha(things.image.getchannel("A"))
    return behind.image, picture


def smooth_noise(rng: np.random.Generator, cells: int) -> np.ndarray:
    """Random values from 0 to 1 that change slowly."""
    coarse = Image.fromarray(rng.random((cells, cells), np.float32))
    return np.clip(np.asarray(coarse.resize((SIZE, SIZE), Image.Resampling.BICUBIC)), 0, 1)[..., None]


def flat(behind: Image.Image, picture: Image.Image, seed: int) -> np.ndarray:
    """Plain areas of colour."""
    return np.asarray(picture.convert("RGB").reduce(OVERSAMPLING), np.float32)


def watercolour(behind: Image.Image, picture: Image.Image, seed: int) -> np.ndarray:
    """Pale blotched paint with soft edges, on paper that is left white round the border."""
    rng = np.random.default_rng(seed)
    small = picture.convert("RGB").reduce(OVERSAMPLING).filter(ImageFilter.GaussianBlur(1.1))
    painted = PAPER - (PAPER - np.asarray(small, np.float32)) * (0.55 + 0.4 * smooth_noise(rng, 5))
    down, across = np.mgrid[0:SIZE, 0:SIZE]
    inside = np.minimum.reduce([across, down, SIZE - 1 - across, SIZE - 1 - down])[..., None] + 8 * (smooth_noise(rng, 8) - 0.5)
    covered = np.clip((inside - 7) / 6, 0, 1)
    return PAPER + (painted - PAPER) * covered


def pixel(behind: Image.Image, picture: Image.Image, seed: int) -> np.ndarray:
    """Blocks of 8 pixels, and of 4 for the things, in few shades."""

    def blocks(image: Image.Image, count: int) -> np.ndarray:
        return np.asarray(image.resize((count, count), Image.Resampling.BOX), np.float32).repeat(SIZE // count, 0).repeat(SIZE // count, 1)

    small = blocks(picture, SMALL_BLOCKS)
    coverage = blocks(picture.getchannel("A"), SMALL_BLOCKS)
    joined = np.where(coverage[..., None] > 127, small[..., :3], blocks(behind, BIG_BLOCKS))
    return np.round(joined / 24) * 24


def sketch(behind: Image.Image, picture: Image.Image, seed: int) -> np.ndarray:
    """Pencil outlines on paper; the landscape is nearly grey, the things are tinted."""
    colours = np.asarray(picture.convert("RGB").reduce(OVERSAMPLING), np.float32)
    coverage = np.asarray(picture.getchannel("A").reduce(OVERSAMPLING), np.float32)[..., None] / 255
    grey = colours @ np.array((0.3, 0.59, 0.11), np.float32)
    chroma = 0.4 + 0.45 * coverage
    toned = grey[..., None] * (1 - chroma) + colours * chroma
    toned = PAPER + (toned - PAPER) * (0.5 + 0.25 * coverage)
    edges = np.zeros((SIZE, SIZE), np.float32)
    edges[1:-1, 1:-1] = np.maximum(np.abs(colours[2:, 1:-1] - colours[:-2, 1:-1]), np.abs(colours[1:-1, 2:] - colours[1:-1, :-2])).max(-1)
    line = 0.85 * np.clip((edges - 26) / 60, 0, 1)[..., None]
    return toned * (1 - line) + PENCIL * line


STYLE = {"flat": flat, "watercolour": watercolour, "pixel": pixel, "sketch": sketch}


def draw(scene: Scene) -> np.ndarray:
    """uint8 [128, 128, 3]."""
    return np.clip(np.round(STYLE[scene.style](*paint(scene), scene.seed)), 0, 255).astype(np.uint8)


def grid(pictures: list[np.ndarray], columns: int) -> Image.Image:
    """Pictures side by side with a narrow border."""
    height, width = pictures[0].shape[:2]
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (width + 4) + 4, rows * (height + 4) + 4), "white")
    for number, picture in enumerate(pictures):
        sheet.paste(Image.fromarray(picture), (4 + number % columns * (width + 4), 4 + number // columns * (height + 4)))
    return sheet


if __name__ == "__main__":
    scenes = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    grid([draw(random_scene(scenes)) for _ in range(40)], 8).save(sys.argv[1])
