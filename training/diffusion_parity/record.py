"""Runs a case and writes down what happens on the way."""
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import diffusers
import torch
from PIL import Image
from torch import Tensor

from diffusion_parity.case import Case

SHOWN = 16


def number(value: float) -> float:
    """Seven digits, a little less than float32 has."""
    return float(f"{value:.7g}")


def first(values: Tensor) -> list[float]:
    return [number(value) for value in values.detach().float().flatten()[:SHOWN].tolist()]


def described(values: Tensor) -> dict[str, Any]:
    return {"shape": list(values.shape), "values": first(values), "mean": number(values.float().mean().item()), "std": number(values.float().std().item())}


class Recorder:
    """Stands beside a pipeline for one call."""

    def __init__(self, pipeline: Any, generators: list[torch.Generator], rows: int, whole_timesteps: bool) -> None:
        self.generators, self.rows, self.whole_timesteps = generators, rows, whole_timesteps
        self.draws: list[Any] = []
        self.timesteps: list[float] = []
        self.steps: list[list[float]] = []
        self.found: dict[str, Tensor] = {}
        self.ids: list[list[list[int]]] = []
        self.patches = [
            mock.patch.object(torch, "randn", self.randn(torch.randn)),
            mock.patch.object(pipeline.unet, "forward", self.unet(pipeline.unet.forward)),
            mock.patch.object(pipeline.text_encoder, "forward", self.text(pipeline.text_encoder.forward)),
            mock.patch.object(pipeline.scheduler, "scale_model_input", self.scale(pipeline.scheduler.scale_model_input)),
            mock.patch.object(pipeline.scheduler, "add_noise", self.add_noise(pipeline.scheduler.add_noise)),
        ]

    def __enter__(self) -> "Recorder":
        for patch in self.patches:
            patch.start()
        return self

    def __exit__(self, *problem: object) -> None:
        for patch in reversed(self.patches):
            patch.stop()

    def keep(self, name: str, values: Tensor) -> None:
        self.found.setdefault(name, values.clone())

    def randn(self, original: Callable[..., Tensor]) -> Callable[..., Tensor]:
        def randn(shape: Any, *, generator: torch.Generator, **options: Any) -> Tensor:
            self.draws.append([self.generators.index(generator), list(shape)])
            return original(shape, generator=generator, **options)

        return randn

    def text(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def forward(input_ids: Tensor, **options: Any) -> Any:
            self.ids.append(input_ids.tolist())
            return original(input_ids, **options)

        return forward

    def unet(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def forward(sample: Tensor, timestep: Tensor, encoder_hidden_states: Tensor, **options: Any) -> Any:
            self.keep("prompt_embeds", encoder_hidden_states)
            if options.get("timestep_cond") is not None:
                self.keep("timestep_cond", options["timestep_cond"])
            if sample.shape[1] == 9:
                self.keep("mask", sample[: self.rows, 4:5])
                self.keep("masked_image_latents", sample[: self.rows, 5:])
            return original(sample, timestep.long() if self.whole_timesteps else timestep, encoder_hidden_states, **options)

        return forward

    def scale(self, original: Callable[..., Tensor]) -> Callable[..., Tensor]:
        def scale_model_input(sample: Tensor, *timestep: Any) -> Tensor:
            self.keep("start", sample[: self.rows])
            return original(sample, *timestep)

        return scale_model_input

    def add_noise(self, original: Callable[..., Tensor]) -> Callable[..., Tensor]:
        def add_noise(samples: Tensor, noise: Tensor, timesteps: Tensor) -> Tensor:
            self.keep("image_latents", samples)
            return original(samples, noise, timesteps)

        return add_noise

    def step_end(self, pipeline: Any, step: int, timestep: Tensor, values: dict[str, Tensor]) -> dict[str, Tensor]:
        """The callback_on_step_end of the pipelines."""
        self.timesteps.append(number(float(timestep)))
        self.steps.append(first(values["latents"]))
        self.latents = values["latents"].clone()
        return {}

    def expected(self) -> dict[str, Any]:
        ids, *negative = self.ids
        return {
            "timesteps": self.timesteps, "input_ids": ids, **({"negative_input_ids": negative[0]} if negative else {}),
            **{name: described(values) for name, values in self.found.items()}, "draws": self.draws, "steps": self.steps, "latents": described(self.latents),
        }


def run(case: Case, parts: dict[str, Any], folder: Path, whole_timesteps: bool) -> tuple[list[Image.Image], dict[str, Any]]:
    """The pictures, and what is expected of a run. `folder` is that of the goldens."""
    pipeline = getattr(diffusers, case.pipeline)(**parts, **({} if case.pipeline.startswith("Latent") else {"requires_safety_checker": False}))
    pipeline.set_progress_bar_config(disable=True)
    changes = case.scheduler_changes()
    if changes is not None:
        options = {name: value for name, value in changes.items() if name != "_class_name"}
        pipeline.scheduler = getattr(diffusers, changes["_class_name"]).from_config(parts["scheduler"].config, **options)
    else:
        pipeline.scheduler = type(parts["scheduler"]).from_config(parts["scheduler"].config)
    generators = [torch.Generator().manual_seed(seed) for seed in case.seeds]
    arguments = dict(case.arguments)
    for name, file in (("image", case.image), ("mask_image", case.mask_image)):
        if file:
            arguments[name] = Image.open(folder / "inputs" / f"{file}.png").convert("RGB")
    prompts = 1 if isinstance(arguments["prompt"], str) else len(arguments["prompt"])
    rows = prompts * arguments.get("num_images_per_prompt", 1)
    with Recorder(pipeline, generators, rows, whole_timesteps) as recorder:
        made = pipeline(**arguments, generator=generators if len(generators) > 1 else generators[0], callback_on_step_end=recorder.step_end)
    # JSON has no infinity, which lambda_min_clipped is.
    config = {name: str(value) if value == -math.inf else value for name, value in pipeline.scheduler.config.items() if not name.startswith("_")}
    return made.images, {"scheduler_config": config, **recorder.expected()}
