"""Filled shapes in coordinates from 0 to 1."""
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]


def mixed(first: Colour, second: Colour, part: float) -> Colour:
    """The first colour with so much of the second."""
    return tuple(round(a + (b - a) * part) for a, b in zip(first, second))


def times(colour: Colour, light: tuple[float, float, float] | float) -> Colour:
    """A colour under a light, or darker by a factor."""
    factors = (light,) * 3 if isinstance(light, int | float) else light
    return tuple(min(255, max(0, round(value * factor))) for value, factor in zip(colour, factors))


class Canvas:
    """Draws on a square image."""

    def __init__(self, image: Image.Image) -> None:
        self.image, self.size, self.pen = image, image.width, ImageDraw.Draw(image)

    def polygon(self, points: list[Point], colour: Colour) -> None:
        self.pen.polygon([(x * self.size, y * self.size) for x, y in points], fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour, radius: float = 0) -> None:
        self.pen.rounded_rectangle([v * self.size for v in (left, top, right, bottom)], radius * self.size, fill=colour)

    def oval(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """An ellipse round a centre, with half its width and height."""
        self.pen.ellipse([v * self.size for v in (x - width, y - height, x + width, y + height)], fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        self.oval(x, y, radius, radius, colour)

    def arc(self, x: float, y: float, radius: float, width: float, colour: Colour) -> None:
        """The upper half of a ring, with its outer radius."""
        box = [v * self.size for v in (x - radius, y - radius, x + radius, y + radius)]
        self.pen.arc(box, 180, 360, fill=colour, width=round(width * self.size))
