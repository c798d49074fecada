"""Writes small PNG files with texts of every kind, as Pillow makes them, for the tests of src/lib/png.

    training/.venv/bin/python training/goldens/png_texts.py

They are stored as base64 in one JSON file, with the texts that Pillow reads from them again.
"""

import base64
import io
import json
import zlib
from pathlib import Path

from PIL import Image, PngImagePlugin

OUTPUT = Path(__file__).parents[2] / "src/lib/png/goldens/png-texts.json"

PARAMETERS = "a (red:1.2) cottage\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 64x64"
LATIN = "Straße, café ÿ £ \u00a0 end"
WIDE = "東京の夜 😀 “quoted” – naïve"


def info(*texts: tuple) -> PngImagePlugin.PngInfo:
    result = PngImagePlugin.PngInfo()
    for kind, keyword, text, compressed in texts:
        add = result.add_itxt if kind == "iTXt" else result.add_text
        add(keyword, text, zip=compressed)
    return result


def bomb() -> bytes:
    """A zTXt of a few kilobytes that unpacks to 17 MiB."""
    result = PngImagePlugin.PngInfo()
    result.add(b"zTXt", b"bomb\0\0" + zlib.compress(bytes([65]) * (17 * 2**20), 9))
    return encoded(result)


def encoded(texts: PngImagePlugin.PngInfo) -> bytes:
    file = io.BytesIO()
    picture = Image.new("RGB", (3, 2), (200, 30, 60))
    picture.putpixel((1, 1), (0, 255, 7))
    picture.save(file, "png", pnginfo=texts)
    return file.getvalue()


def golden(texts: PngImagePlugin.PngInfo) -> dict:
    file = encoded(texts)
    with Image.open(io.BytesIO(file)) as picture:
        picture.load()
        return {"png": base64.b64encode(file).decode(), "texts": {key: str(value) for key, value in picture.text.items()}}


def main() -> None:
    cases = {
        "no text": info(),
        "tEXt": info(("tEXt", "parameters", PARAMETERS, False), ("tEXt", "Software", LATIN, False), ("tEXt", "empty", "", False)),
        "zTXt": info(("zTXt", "parameters", PARAMETERS * 40, True), ("zTXt", "Comment", LATIN, True)),
        "iTXt": info(("iTXt", "parameters", WIDE, False), ("iTXt", "empty", "", False)),
        "compressed iTXt": info(("iTXt", "parameters", WIDE * 50, True)),
        "all kinds": info(
            ("tEXt", "one", "1", False), ("zTXt", "two", "2", True), ("iTXt", "three", "三", False), ("iTXt", "four", "四", True), ("tEXt", "parameters", WIDE, False)
        ),
    }
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    goldens = {"files": {name: golden(texts) for name, texts in cases.items()}, "bomb": base64.b64encode(bomb()).decode()}
    OUTPUT.write_text(json.dumps(goldens, ensure_ascii=True, indent=1) + "\n")


if __name__ == "__main__":
    main()
