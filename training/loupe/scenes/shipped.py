"""The shipped graphs of loupe/scenes on ONNX Runtime."""
import json
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import Tensor

from loupe.scenes.export import GRAPH
from loupe.scenes.sampling import Components
from loupe.scenes.tokenizer import load_tokenizer
from loupe.session import open_session


def run(session: onnxruntime.InferenceSession, *inputs: Tensor) -> list[Tensor]:
    """All outputs, for inputs in the order of the graph."""
    feeds = {wanted.name: value.contiguous().numpy() for wanted, value in zip(session.get_inputs(), inputs, strict=True)}
    return [torch.from_numpy(output) for output in session.run(None, feeds)]


class ShippedScenes:
    """Sessions of the four graphs."""

    def __init__(self, folder: Path, threads: int) -> None:
        self.folder = folder
        parts = ("text_encoder", "unet", "vae_encoder", "vae_decoder")
        self.sessions = {part: open_session(folder / part / GRAPH, threads) for part in parts}
        self.scaling_factor: float = json.loads((folder / "vae" / "config.json").read_text())["scaling_factor"]

    def components(self) -> Components:
        """What sampling needs."""
        return Components(
            load_tokenizer(self.folder / "tokenizer"),
            lambda ids: run(self.sessions["text_encoder"], ids)[0],
            lambda latents, timestep, words: run(self.sessions["unet"], latents, torch.tensor([timestep], dtype=torch.float32), words)[0],
            lambda latents: run(self.sessions["vae_decoder"], latents)[0],
            self.scaling_factor,
        )

    def encode(self, pictures: Tensor) -> Tensor:
        """Unscaled latents."""
        return run(self.sessions["vae_encoder"], pictures)[0]

    def milliseconds(self) -> dict[str, float]:
        """The median time of each graph for one picture of 128 x 128; the U-Net's with guidance, that is for two."""
        inputs = {
            "text_encoder": (torch.zeros(2, 32, dtype=torch.int64),),
            "unet": (torch.zeros(2, 4, 16, 16), torch.tensor([500.0]), torch.zeros(2, 32, 128)),
            "vae_encoder": (torch.zeros(1, 3, 128, 128),),
            "vae_decoder": (torch.zeros(1, 4, 16, 16),),
        }
        result = {}
        for part, values in inputs.items():
            taken = []
            for _ in range(15):
                began = time.perf_counter()
                run(self.sessions[part], *values)
                taken.append(1000 * (time.perf_counter() - began))
            result[part] = float(np.median(taken))
        return result
