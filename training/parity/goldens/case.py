"""A golden case, and where models for Python are."""
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import pipeline
from transformers.pipelines.base import Pipeline


@dataclass
class Model:
    """A model by the id that the app knows, and its folder for Python."""

    id: str
    folder: Path

    def pipeline(self, task: str, **options: Any) -> Pipeline:
        options.setdefault("model_kwargs", {"attn_implementation": "eager"})
        return pipeline(task, model=str(self.folder), tokenizer=str(self.folder), device="cpu", dtype=torch.float32, **options)


def case(model: Model, given: dict, parameters: dict, value: Any) -> dict:
    return {"model": model.id, "input": given, "parameters": parameters, "value": value}


def number(value: float) -> float:
    """Seven digits, a little less than float32 has."""
    return float(f"{value:.7g}")


def utf16(text: str, offset: int) -> int:
    """An offset in code points, as Python counts, in the UTF-16 units of JavaScript."""
    return len(text[:offset].encode("utf-16-le")) // 2


def span(text: str, found: dict) -> dict:
    """A found span with offsets in both counts."""
    if found.get("start") is None:
        return {}
    start, end = int(found["start"]), int(found["end"])
    return {"start": utf16(text, start), "end": utf16(text, end), "code_points": [start, end]}


MakeCases = Callable[[Model], list[dict]]
