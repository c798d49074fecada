"""Pictures to begin with and masks, drawn by rule."""
from pathlib import Path

from PIL import Image, ImageDraw

SMALL, WIDE, LARGE = (64, 64), (96, 64), (128, 128)


def harbour(size: tuple[int, int]) -> Image.Image:
    """A sky that gets lighter, a sun, water, and a boat."""
    width, height = size
    picture = Image.new("RGB", size)
    draw = ImageDraw.Draw(picture)
    horizon = height * 5 // 8
    for row in range(height):
        share = row / height
        sky, water = (int(40 + 200 * share), int(90 + 130 * share), 220), (20, int(130 - 90 * share), int(170 - 60 * share))
        draw.line([(0, row), (width, row)], fill=sky if row < horizon else water)
    draw.ellipse([width // 10, height // 10, width // 10 + height // 4, height // 10 + height // 4], fill=(250, 220, 90))
    middle = width * 3 // 5
    draw.polygon([(middle - width // 6, horizon), (middle + width // 6, horizon), (middle + width // 9, horizon + height // 8), (middle - width // 9, horizon + height // 8)], fill=(150, 40, 30))
    draw.polygon([(middle, horizon - 2), (middle, height // 5), (middle + width // 7, horizon - 2)], fill=(245, 245, 235))
    return picture


def mask(size: tuple[int, int]) -> Image.Image:
    """White is painted anew. The greys beside the disc lie on both sides of the threshold of a half."""
    width, height = size
    picture = Image.new("L", size)
    draw = ImageDraw.Draw(picture)
    draw.ellipse([width * 3 // 8, height // 8, width * 7 // 8, height * 5 // 8], fill=255)
    for column, grey in enumerate((100, 127, 128, 200)):
        draw.rectangle([column * width // 4, height * 3 // 4, (column + 1) * width // 4 - 1, height * 7 // 8 - 1], fill=grey)
    return picture.convert("RGB")


PICTURES = {
    "harbour": lambda: harbour(SMALL), "harbour-wide": lambda: harbour(WIDE), "harbour-large": lambda: harbour(LARGE),
    "mask": lambda: mask(SMALL), "mask-large": lambda: mask(LARGE),
}


def write_inputs(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in PICTURES.items():
        draw().save(folder / f"{name}.png", optimize=True)
