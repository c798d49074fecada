"""Draws the pictures that the image-to-image tab offers as examples: public/examples/*.png.

    python -m loupe.scenes.example_pictures

They come from the same drawing code as the training pictures, with seeds of their own. The mask is white where the thing
of its picture stands, and a little around it.
"""
from PIL import Image, ImageFilter

from loupe.paths import REPOSITORY
from loupe.scenes.drawing import SIZE, draw, paint
from loupe.scenes.scene import Scene, Thing

FOLDER = REPOSITORY / "public" / "examples"
HOUSE = Scene((Thing("house", "red", "left"),), "day", "sun", "hills", "flat", 3_000_001)
LIGHTHOUSE = Scene((Thing("lighthouse", "white", "right"),), "day", "clouds", "sea", "flat", 3_000_002)
REACH = 9  # pixels on a side of the square that the mask grows by; odd


def mask_of(scene: Scene) -> Image.Image:
    """White where a thing stands."""
    _, picture = paint(scene)
    covered = picture.getchannel("A").resize((SIZE, SIZE)).point(lambda value: 255 if value else 0)
    return covered.filter(ImageFilter.MaxFilter(REACH))


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, scene in (("house", HOUSE), ("lighthouse", LIGHTHOUSE)):
        Image.fromarray(draw(scene)).save(FOLDER / f"{name}.png", optimize=True)
    mask_of(HOUSE).save(FOLDER / "house-mask.png", optimize=True)


if __name__ == "__main__":
    main()
