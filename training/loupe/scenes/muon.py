"""Muon (Jordan and others, 2024): momentum whose matrices are made nearly orthogonal before each step.

Convolutions count as matrices [out, in * height * width]. The size of a step is that of Adam at the same rate (Liu and others, 2025,
"Muon is Scalable for LLM Training"), so that one schedule serves both; vectors are Adam's.
"""
import torch
from torch import Tensor
from torch.optim import Optimizer


def orthogonal(matrix: Tensor, rounds: int = 5) -> Tensor:
    """The nearest matrix [rows, columns] whose singular values are about 1, by Newton and Schulz."""
    values = matrix.bfloat16()
    wide = values.size(0) <= values.size(1)
    values = values if wide else values.T
    values = values / (values.norm() + 1e-7)
    for _ in range(rounds):
        square = values @ values.T
        values = 3.4445 * values + (-4.775 * square + 2.0315 * square @ square) @ values
    return (values if wide else values.T).to(matrix.dtype)


class Muon(Optimizer):
    """For weights of two or more dimensions."""

    def __init__(self, parameters: list[Tensor], rate: float, momentum: float = 0.95, weight_decay: float = 0.0) -> None:
        super().__init__(parameters, {"lr": rate, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is None:
                    continue
                state = self.state[weight]
                if not state:
                    state["mean"] = torch.zeros_like(weight)
                mean = state["mean"].lerp_(weight.grad, 1 - group["momentum"])
                update = weight.grad.lerp(mean, group["momentum"])
                step = orthogonal(update.reshape(len(update), -1)).view(weight.shape)
                size = 0.2 * max(step.shape[0], step[0].numel()) ** 0.5
                weight.mul_(1 - group["lr"] * group["weight_decay"]).add_(step, alpha=-group["lr"] * size)


def build_optimisers(parameters: list[Tensor], ends: list[Tensor], rate: float, weight_decay: float = 0.0) -> list[Optimizer]:
    """Muon for matrices and convolutions; AdamW for vectors and for `ends`: first and last layers and tables of embeddings."""
    outer = {id(end) for end in ends}
    inner = [p for p in parameters if p.ndim > 1 and id(p) not in outer]
    rest = [p for p in parameters if p.ndim <= 1 or id(p) in outer]
    return [Muon(inner, rate, weight_decay=weight_decay), torch.optim.AdamW(rest, rate, betas=(0.9, 0.99), weight_decay=0.0, fused=True)]


def set_rate(optimisers: list[Optimizer], rate: float) -> None:
    """The learning rate of all."""
    for optimiser in optimisers:
        for group in optimiser.param_groups:
            group["lr"] = rate
