"""A small classifier that says what a picture shows. It scores the diffusion model; it is not shipped.

    python -m loupe.scenes.judge

It learns from real pictures, with held-out colours too, some of them blurred or noisy as generated ones may be.
"""
import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from loupe.paths import RUNS, argument_parser
from loupe.scenes.autoencoder import as_input
from loupe.scenes.data import scenes_of
from loupe.scenes.drawing import draw
from loupe.scenes.scene import COLOURS, GROUNDS, KINDS, PLACES, STYLES, TIMES, Scene

WEIGHTS, FIGURES = "judge.pt", "judge.json"
SCENES, PASSES = 8000, 8
SEED, TEST_SEED = 4_000_000, 5_000_000
TEST_SCENES, BATCH, PEAK_RATE = 500, 32, 2e-3
NOTHING = len(KINDS)
# Per place a kind (or nothing) and a colour, then the three facts of the whole picture.
SIZES = [len(KINDS) + 1, len(COLOURS)] * len(PLACES) + [len(TIMES), len(GROUNDS), len(STYLES)]
UNKNOWN = -100  # the colour of nothing


def labels(scene: Scene) -> list[int]:
    """What the judge should answer, in the order of SIZES."""
    at = {thing.place: thing for thing in scene.things}
    result: list[int] = []
    for place in PLACES:
        thing = at.get(place)
        result += [KINDS.index(thing.kind), COLOURS.index(thing.colour)] if thing else [NOTHING, UNKNOWN]
    return [*result, TIMES.index(scene.time), GROUNDS.index(scene.ground), STYLES.index(scene.style)]


@dataclass(frozen=True)
class Seen:
    """The judge's answers for one picture: (kind, colour) of each place where there is something, and the other facts."""

    things: dict[str, tuple[str, str]]
    time: str
    ground: str
    style: str

    @property
    def only(self) -> tuple[str, tuple[str, str]] | None:
        """Place, kind and colour, if there is exactly one thing."""
        return next(iter(self.things.items())) if len(self.things) == 1 else None


class Judge(nn.Module):
    """Pictures [number, 3, 128, 128] from -1 to 1 to one row of logits."""

    def __init__(self) -> None:
        super().__init__()

        def halve(inputs: int, outputs: int) -> list[nn.Module]:
            return [nn.Conv2d(inputs, outputs, 3, 2, 1), nn.GroupNorm(8, outputs), nn.ReLU()]

        self.layers = nn.Sequential(
            nn.AvgPool2d(2), *halve(3, 32), *halve(32, 64), *halve(64, 96), nn.Conv2d(96, 96, 3, 1, 1), nn.ReLU(),
            nn.Flatten(), nn.Dropout(0.1), nn.Linear(96 * 64, 256), nn.ReLU(), nn.Linear(256, sum(SIZES)),
        )

    def forward(self, pictures: Tensor) -> Tensor:
        return self.layers(pictures)

    @torch.no_grad()
    def look(self, pictures: np.ndarray) -> list[Seen]:
        """What is in uint8 pictures [number, 128, 128, 3]."""
        self.eval()
        answers = [part.argmax(1).tolist() for part in self(as_input(pictures)).split(SIZES, 1)]
        result = []
        for row in zip(*answers):
            things = {place: (KINDS[row[2 * k]], COLOURS[row[2 * k + 1]]) for k, place in enumerate(PLACES) if row[2 * k] != NOTHING}
            result.append(Seen(things, TIMES[row[-3]], GROUNDS[row[-2]], STYLES[row[-1]]))
        return result


def worsened(pictures: Tensor) -> Tensor:
    """The pictures as a generator might make them: with noise, half of them blurred."""
    noisy = pictures + 0.08 * torch.rand(len(pictures), 1, 1, 1) * torch.randn_like(pictures)
    blurred = functional.interpolate(functional.avg_pool2d(noisy, 4), scale_factor=4.0, mode="bilinear")
    part = 0.8 * torch.rand(len(pictures), 1, 1, 1) * (torch.rand(len(pictures), 1, 1, 1) < 0.5)
    return noisy + part * (blurred - noisy)


def examples(seed: int, number: int) -> list[Scene]:
    """Two thirds usual scenes, a third with held-out colours."""
    return scenes_of(seed, number - number // 3) + scenes_of(seed + 1, number // 3, held_out=True)


def train(scenes: list[Scene], passes: int) -> Judge:
    """Some passes over the pictures of the scenes."""
    pictures, wanted = np.stack([draw(scene) for scene in scenes]), torch.tensor([labels(scene) for scene in scenes])
    judge = Judge().to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(judge.parameters(), PEAK_RATE, weight_decay=0.02)
    steps = passes * (len(scenes) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, PEAK_RATE, steps, pct_start=0.05)
    began = time.time()
    for number in range(passes):
        for rows in torch.randperm(len(scenes))[: steps // passes * BATCH].split(BATCH):
            with torch.autocast("cpu", torch.bfloat16):
                answers = judge(worsened(as_input(pictures[rows.numpy()])).contiguous(memory_format=torch.channels_last)).float()
            loss = sum(functional.cross_entropy(part, wanted[rows, k], ignore_index=UNKNOWN) for k, part in enumerate(answers.split(SIZES, 1)))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        print(f"pass {number + 1}: loss {loss.item():.3f}, {time.time() - began:.0f} s", flush=True)
    return judge


def share(flags: list[bool]) -> float:
    return sum(flags) / len(flags)


def right_answers(seen: list[Seen], scenes: list[Scene]) -> dict[str, float]:
    """Shares of pictures that show what was asked for, as the judge sees them.

    With one thing: its kind and colour, and its place, count when the judge sees that thing and nothing else. With two:
    both kinds wherever they are; both with their colours; both with colours where they belong.
    """
    result = {
        "time": share([a.time == b.time for a, b in zip(seen, scenes)]),
        "ground": share([a.ground == b.ground for a, b in zip(seen, scenes)]),
        "style": share([a.style == b.style for a, b in zip(seen, scenes)]),
    }
    one = [(a.only, b.things[0]) for a, b in zip(seen, scenes) if len(b.things) == 1]
    two = [(a.things, b.things) for a, b in zip(seen, scenes) if len(b.things) == 2]
    if one:
        result |= {
            "object": share([a is not None and a[1][0] == b.kind for a, b in one]),
            "object and colour": share([a is not None and a[1] == (b.kind, b.colour) for a, b in one]),
            "place": share([a is not None and a[0] == b.place for a, b in one]),
        }
    if two:
        result |= {
            "both objects": share([sorted(kind for kind, _ in a.values()) == sorted(thing.kind for thing in b) for a, b in two]),
            "both objects and colours": share([sorted(a.values()) == sorted((thing.kind, thing.colour) for thing in b) for a, b in two]),
            "both objects, colours and places": share([a == {thing.place: (thing.kind, thing.colour) for thing in b} for a, b in two]),
        }
    return result


def make_judge(run: Path, number: int, passes: int) -> dict[str, float]:
    """Trains the judge, writes judge.pt and judge.json, and says how often it is right on pictures it was not trained on."""
    torch.manual_seed(0)
    run.mkdir(parents=True, exist_ok=True)
    judge = train(examples(SEED, number), passes)
    test = examples(TEST_SEED, TEST_SCENES)
    figures = right_answers(judge.look(np.stack([draw(scene) for scene in test])), test)
    (run / FIGURES).write_text(json.dumps(figures, indent=2))
    torch.save(judge.state_dict(), run / WEIGHTS)
    return figures


def load_judge(run: Path) -> tuple[Judge, dict[str, float]]:
    """The trained judge and how often it is right; it is trained first if there is none."""
    if not (run / WEIGHTS).exists():
        make_judge(run, SCENES, PASSES)
    judge = Judge()
    judge.load_state_dict(torch.load(run / WEIGHTS))
    return judge.eval(), json.loads((run / FIGURES).read_text())


def main() -> None:
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=RUNS / "scenes", help="folder of the run")
    parser.add_argument("--scenes", type=int, default=SCENES, help="pictures to learn from")
    parser.add_argument("--passes", type=int, default=PASSES)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    print(json.dumps(make_judge(options.run, options.scenes, options.passes), indent=2), flush=True)


if __name__ == "__main__":
    main()
