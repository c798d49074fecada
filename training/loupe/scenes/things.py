"""The eight things that stand in a scene. Each is drawn round its middle x, on its foot y, about as high as its size."""
from collections.abc import Callable

from loupe.scenes.canvas import Canvas, Colour, mixed, times

WHITE: Colour = (252, 250, 244)
WOOD: Colour = (118, 80, 50)


def house(canvas: Canvas, x: float, y: float, size: float, colour: Colour, window: Colour) -> None:
    width, height = size * 0.38, size * 0.52
    canvas.box(x + width * 0.35, y - size * 0.98, x + width * 0.75, y - height, times(colour, 0.5))
    canvas.box(x - width, y - height, x + width, y, colour)
    canvas.polygon([(x - width * 1.25, y - height), (x, y - size), (x + width * 1.25, y - height)], times(colour, 0.66))
    canvas.box(x - width * 0.22, y - height * 0.62, x + width * 0.22, y, times(colour, 0.4))
    for side in (-0.62, 0.62):
        canvas.box(x + (side - 0.22) * width, y - height * 0.74, x + (side + 0.22) * width, y - height * 0.34, window)


def tree(canvas: Canvas, x: float, y: float, size: float, colour: Colour, window: Colour) -> None:
    canvas.box(x - size * 0.08, y - size * 0.45, x + size * 0.08, y, WOOD)
    for across, up, radius in ((-0.2, 0.52, 0.24), (0.2, 0.52, 0.24), (0, 0.74, 0.28), (0, 0.5, 0.24)):
        canvas.disc(x + across * size, y - up * size, radius * size, colour)
    canvas.disc(x - 0.08 * size, y - 0.8 * size, 0.12 * size, mixed(colour, WHITE, 0.3))


def boat(canvas: Canvas, x: float, y: float, size: float, colour: Colour, window: Colour) -> None:
    canvas.box(x - size * 0.03, y - size * 1.02, x + size * 0.03, y - size * 0.25, WOOD)
    canvas.polygon([(x + size * 0.06, y - size), (x + size * 0.06, y - size * 0.36), (x + size * 0.44, y - size * 0.36)], mixed(colour, WHITE, 0.25))
    canvas.polygon([(x - size * 0.06, y - size * 0.9), (x - size * 0.06, y - size * 0.36), (x - size * 0.38, y - size * 0.36)], mixed(colour, WHITE, 0.55))
    canvas.polygon([(x - size * 0.5, y - size * 0.28), (x + size * 0.5, y - size * 0.28), (x + size * 0.32, y + size * 0.03), (x - size * 0.32, y + size * 0.03)], colour)


def castle(canvas: Canvas, x: float, y: float, size: float, colour: Colour, window: Colour) -> None:
    width = size * 0.34
    canvas.box(x - width, y - size * 0.52, x + width, y, colour)
    for tooth in (-0.32, 0.0, 0.32):
        canvas.box(x + (tooth - 0.14) * width, y - size * 0.62, x + (tooth + 0.14) * width, y - size * 0.5, colour)
    for side in (-1, 1):
        tower = x + side * width
        canvas.box(tower - size * 0.13, y - size * 0.72, tower + size * 0.13, y, times(colour, 0.86))
        canvas.polygon([(tower - size * 0.17, y - size * 0.7), (tower, y - size * 1.06), (tower + size * 0.17, y - size * 0.7)], times(colour, 0.56))
        canvas.box(tower - size * 0.05, y - size * 0.6, tower + size * 0.05, y - size * 0.42, window)
    canvas.box(x - size * 0.12, y - size * 0.2, x + size * 0.12, y, times(colour, 0.36))
    canvas.disc(x, y - size * 0.2, size * 0.12, times(colour, 0.36))


def cactus(canvas: Canvas, x: float, y: float, size: float, colour: Colour, window: Colour) -> None:
    round_end = size * 0.08
    canvas.box(x - size * 0.14, y - size, x + size * 0.14, y + size * 0.02, colour, size * 0.13)
    for left, right, top in ((-0.42, -0.24, 0.8), (0.24, 0.42, 0.7)):
        bend = top - 0.34
        canvas.box(x + min(left, 0) * size, y - bend * size, x + max(right, 0) * size, y - (bend - 0.17) * size, colour, round_end)
        canvas.box(x + left * size, y - top * size, x + right * size, y - (bend - 0.12) * size, colour, round_end)
    canvas.box(x - size * 0.035, y - size * 0.9, x + size * 0.035, y - size * 0.06, times(colour, 0.76))


def balloon(canvas: Canvas, x: float, y: float, size: float, colour: Colour, window: Colour) -> None:
    radius = size * 0.36
    top = y - size * 0.72
    for side in (-1, 1):
        canvas.polygon([(x + side * radius * 0.3, top + radius), (x + side * radius * 0.2, top + radius), (x + side * radius * 0.12, y - size * 0.16), (x + side * radius * 0.24, y - size * 0.16)], WOOD)
    canvas.disc(x, top, radius, colour)
    canvas.polygon([(x - radius * 0.9, top + radius * 0.44), (x + radius * 0.9, top + radius * 0.44), (x + radius * 0.3, top + radius * 1.3), (x - radius * 0.3, top + radius * 1.3)], colour)
    canvas.oval(x, top + radius * 0.1, radius * 0.4, radius * 1.08, mixed(colour, WHITE, 0.4) if sum(colour) < 660 else times(colour, 0.82))
    canvas.box(x - radius * 0.32, y - size * 0.18, x + radius * 0.32, y, (150, 98, 52))


def lighthouse(canvas: Canvas, x: float, y: float, size: float, colour: Colour, window: Colour) -> None:
    foot, head, height = size * 0.2, size * 0.13, size * 0.78

    def half(part: float) -> float:
        return foot + (head - foot) * part

    stripe = WHITE if sum(colour) < 660 else (150, 156, 170)
    canvas.polygon([(x - foot, y), (x + foot, y), (x + head, y - height), (x - head, y - height)], colour)
    for low in (0.2, 0.6):
        high = low + 0.2
        canvas.polygon([(x - half(low), y - height * low), (x + half(low), y - height * low), (x + half(high), y - height * high), (x - half(high), y - height * high)], stripe)
    canvas.box(x - head * 1.4, y - height - size * 0.04, x + head * 1.4, y - height + size * 0.02, (62, 62, 74))
    canvas.box(x - head * 0.8, y - height - size * 0.18, x + head * 0.8, y - height - size * 0.04, (255, 232, 120))
    canvas.polygon([(x - head * 1.2, y - height - size * 0.17), (x, y - height - size * 0.32), (x + head * 1.2, y - height - size * 0.17)], times(colour, 0.6))


def tent(canvas: Canvas, x: float, y: float, size: float, colour: Colour, window: Colour) -> None:
    top = y - size * 0.8
    canvas.polygon([(x - size * 0.5, y), (x, top), (x + size * 0.5, y)], colour)
    canvas.polygon([(x + size * 0.12, y), (x, top), (x + size * 0.5, y)], times(colour, 0.74))
    canvas.polygon([(x - size * 0.2, y), (x - size * 0.02, y - size * 0.5), (x + size * 0.12, y)], times(colour, 0.34))
    canvas.box(x - size * 0.02, top - size * 0.16, x + size * 0.02, top + size * 0.02, WOOD)
    canvas.polygon([(x, top - size * 0.18), (x + size * 0.22, top - size * 0.1), (x, top - size * 0.02)], times(colour, 0.74))


DRAW_THING: dict[str, Callable[[Canvas, float, float, float, Colour, Colour], None]] = {
    draw.__name__: draw for draw in (house, tree, boat, castle, cactus, balloon, lighthouse, tent)
}
