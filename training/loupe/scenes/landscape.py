"""Sky and ground of a scene."""
import math
import random

import numpy as np
from PIL import Image

from loupe.scenes.canvas import Canvas, Colour, Point, mixed, times
from loupe.scenes.scene import Scene

Light = tuple[float, float, float]
SKY_COLOURS: dict[str, tuple[Colour, Colour]] = {
    "day": ((84, 166, 240), (208, 236, 252)),
    "sunset": ((104, 62, 146), (255, 178, 98)),
    "night": ((12, 16, 52), (46, 62, 124)),
    "storm": ((66, 74, 90), (142, 150, 162)),
}
GROUND_LIGHT: dict[str, Light] = {"day": (1, 1, 1), "sunset": (1, 0.84, 0.76), "night": (0.54, 0.57, 0.8), "storm": (0.68, 0.72, 0.78)}
THING_LIGHT: dict[str, Light] = {"day": (1, 1, 1), "sunset": (1, 0.93, 0.9), "night": (0.84, 0.86, 0.94), "storm": (0.9, 0.92, 0.95)}
RAINBOW: tuple[Colour, ...] = ((228, 66, 62), (248, 168, 54), (252, 228, 92), (96, 190, 96), (78, 128, 216))
STARS = ((0.1, 0.1), (0.3, 0.22), (0.46, 0.08), (0.64, 0.26), (0.8, 0.12), (0.93, 0.3))


class Landscape:
    """Draws what is behind the things."""

    def __init__(self, scene: Scene, size: int, rng: random.Random) -> None:
        self.scene, self.rng = scene, rng
        self.light = GROUND_LIGHT[scene.time]
        self.horizon = rng.uniform(0.6, 0.65)
        self.top, self.bottom = SKY_COLOURS[scene.time]
        part = np.clip(np.arange(size) / (self.horizon * size), 0, 1)[:, None]
        column = np.array(self.top) * (1 - part) + np.array(self.bottom) * part
        self.canvas = Canvas(Image.fromarray(np.repeat(column[:, None], size, 1).astype(np.uint8)))

    def draw(self) -> Canvas:
        """The sky, what is in it, and the ground."""
        getattr(self, f"sky_{self.scene.sky}")()
        getattr(self, f"ground_{self.scene.ground}")()
        return self.canvas

    def lit(self, colour: Colour) -> Colour:
        return times(colour, self.light)

    # Sky

    def sky_clear(self) -> None:
        pass

    def sky_sun(self) -> None:
        day = self.scene.time == "day"
        x = self.rng.uniform(0.2, 0.8)
        y, radius = (self.rng.uniform(0.13, 0.18), 0.085) if day else (self.horizon - self.rng.uniform(0.06, 0.14), 0.14)
        self.canvas.disc(x, y, radius * 1.4, mixed((255, 232, 140), mixed(self.top, self.bottom, 0.5), 0.55))
        self.canvas.disc(x, y, radius, (255, 228, 96))

    def sky_clouds(self) -> None:
        colour = {"day": (252, 253, 255), "storm": (92, 98, 114)}.get(self.scene.time, (246, 196, 178))
        for place in (0.2, 0.75) if self.scene.time != "storm" else (0.12, 0.5, 0.88):
            x, y, size = place + self.rng.uniform(-0.07, 0.07), self.rng.uniform(0.12, 0.2), self.rng.uniform(0.075, 0.09)
            for across, up, part in ((-1, -0.1, 0.7), (-0.3, 0.3, 0.9), (0.5, 0.15, 0.8), (1.1, -0.1, 0.6)):
                self.canvas.disc(x + across * size, y - up * size, part * size, colour)

    def sky_rainbow(self) -> None:
        for number, colour in enumerate(RAINBOW):
            self.canvas.arc(0.5, self.horizon + 0.02, 0.5 - number * 0.04, 0.046, mixed(colour, self.bottom, 0.12))

    def sky_moon(self) -> None:
        x, y = self.rng.uniform(0.2, 0.8), self.rng.uniform(0.14, 0.18)
        self.canvas.disc(x, y, 0.13, mixed(self.top, (250, 244, 210), 0.18))
        self.canvas.disc(x, y, 0.095, (250, 244, 210))

    def sky_stars(self) -> None:
        for x, y in STARS:
            x, y, size = x + self.rng.uniform(-0.03, 0.03), y + self.rng.uniform(-0.03, 0.03), self.rng.uniform(0.022, 0.03)
            points = [(x + math.sin(k * math.pi / 4) * size * (1 if k % 2 == 0 else 0.4), y - math.cos(k * math.pi / 4) * size * (1 if k % 2 == 0 else 0.4)) for k in range(8)]
            self.canvas.polygon(points, (252, 246, 208))

    def sky_lightning(self) -> None:
        self.sky_clouds()
        x = self.rng.uniform(0.25, 0.75)
        shape = ((0.02, 0.14), (-0.07, 0.34), (0.0, 0.34), (-0.05, 0.52), (0.1, 0.28), (0.03, 0.28), (0.09, 0.14))
        self.canvas.polygon([(x + across, down) for across, down in shape], (255, 238, 116))

    # Ground

    def wave(self, base: float, height: float, turns: float) -> list[Point]:
        """The ground below a wavy line."""
        phase = self.rng.uniform(0, 2 * math.pi)
        line = [(x / 32, base + height * math.sin(turns * x / 32 * 2 * math.pi + phase)) for x in range(33)]
        return [*line, (1, 1), (0, 1)]

    def ground_hills(self) -> None:
        for row, colour in enumerate(((168, 216, 104), (116, 188, 80), (74, 152, 62))):
            self.canvas.polygon(self.wave(self.horizon + 0.02 + 0.1 * row, 0.05, self.rng.uniform(1.1, 1.6)), self.lit(colour))

    def ground_sea(self) -> None:
        self.canvas.box(0, self.horizon, 1, 1, self.lit((58, 146, 214)))
        for row in range(3):
            top = self.horizon + 0.06 + 0.12 * row
            wave = self.wave(top, 0.012, 4)
            self.canvas.polygon(wave, self.lit((136, 206, 240)))
            self.canvas.polygon([(x, y + 0.03) for x, y in wave[:-2]] + wave[-2:], self.lit(((52, 136, 206), (46, 124, 194), (40, 110, 180))[row]))

    def ground_desert(self) -> None:
        for x, size in ((self.rng.uniform(0.22, 0.4), 0.24), (self.rng.uniform(0.66, 0.84), 0.17)):
            foot = self.horizon + 0.04
            self.canvas.polygon([(x - size, foot), (x, foot - size), (x + size, foot)], self.lit((226, 172, 92)))
            self.canvas.polygon([(x + size * 0.2, foot), (x, foot - size), (x + size, foot)], self.lit((190, 134, 66)))
        for row, colour in enumerate(((246, 214, 138), (238, 194, 108))):
            self.canvas.polygon(self.wave(self.horizon + 0.03 + 0.15 * row, 0.018, self.rng.uniform(0.7, 1.2)), self.lit(colour))

    def ground_snow(self) -> None:
        foot = self.horizon + 0.04
        for place in (0.15, 0.52, 0.87):
            x, width, height = place + self.rng.uniform(-0.05, 0.05), self.rng.uniform(0.24, 0.3), self.rng.uniform(0.24, 0.32)
            self.canvas.polygon([(x - width, foot), (x, foot - height), (x + width, foot)], self.lit((122, 140, 176)))
            cap = 0.42
            self.canvas.polygon([(x - width * cap, foot - height * (1 - cap)), (x, foot - height), (x + width * cap, foot - height * (1 - cap)), (x, foot - height * (0.88 - cap))], self.lit((250, 252, 255)))
        for row, colour in enumerate(((226, 236, 250), (246, 249, 255))):
            self.canvas.polygon(self.wave(self.horizon + 0.02 + 0.13 * row, 0.018, self.rng.uniform(0.7, 1.2)), self.lit(colour))

    def ground_forest(self) -> None:
        for row, (count, colour) in enumerate(((5, (40, 112, 84)), (4, (24, 84, 60)))):
            for number in range(count):
                x, height = (number + 0.5 + self.rng.uniform(-0.15, 0.15)) / count, self.rng.uniform(0.28, 0.36) - 0.05 * row
                foot, width = self.horizon + 0.05 + 0.04 * row, 0.13
                self.canvas.polygon([(x - width, foot), (x, foot - height), (x + width, foot)], self.lit(colour))
        self.canvas.polygon(self.wave(self.horizon + 0.06, 0.01, 1.2), self.lit((52, 116, 58)))
