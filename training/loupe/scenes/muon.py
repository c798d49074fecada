"""Muon (Jordan and others, 2024): momentum whose matrices are made nearly orthogonal before each step.

Convolutions count as matrices [out, in * height * width]. The size of a step is that of Adam at the same rate (Liu and others, 2025,
"Muon is Scalable for LLM Training"), so that one schedule serves both; vectors are Adam's.
"""
import torch
from torch import Tensor
from torch.optim import Optimizer

from loupe.scenes.team import Team


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


def cost(weight: Tensor) -> int:
    """Multiplications of one round for a weight, roughly."""
    rows, columns = len(weight), weight[0].numel()
    return min(rows, columns) ** 2 * max(rows, columns)


class Muon(Optimizer):
    """For weights of two or more dimensions. The processes of a team share the work: each turns a part of the matrices."""

    def __init__(self, parameters: list[Tensor], rate: float, momentum: float = 0.95, weight_decay: float = 0.0, team: Team = Team()) -> None:
        super().__init__(parameters, {"lr": rate, "momentum": momentum, "weight_decay": weight_decay})
        self.team = team
        self.shares: list[list[Tensor]] = [[] for _ in range(team.size)]
        for weight in sorted(parameters, key=cost, reverse=True):
            min(self.shares, key=lambda share: sum(map(cost, share))).append(weight)

    def direction(self, weight: Tensor, momentum: float) -> Tensor:
        """bfloat16, flat."""
        state = self.state[weight]
        if not state:
            state["mean"] = torch.zeros_like(weight)
        mean = state["mean"].lerp_(weight.grad, 1 - momentum)
        return orthogonal(weight.grad.lerp(mean, momentum).reshape(len(weight), -1)).bfloat16().flatten()

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        (group,) = self.param_groups
        own = self.shares[self.team.rank]
        joined = [torch.empty(sum(weight.numel() for weight in share), dtype=torch.bfloat16) for share in self.shares]
        joined[self.team.rank] = torch.cat([self.direction(weight, group["momentum"]) for weight in own])
        self.team.exchange(joined)
        for share, directions in zip(self.shares, joined):
            for weight, direction in zip(share, directions.split([weight.numel() for weight in share])):
                size = 0.2 * max(len(weight), weight[0].numel()) ** 0.5
                weight.mul_(1 - group["lr"] * group["weight_decay"]).add_(direction.view(weight.shape), alpha=-group["lr"] * size)


def build_optimisers(parameters: list[Tensor], ends: list[Tensor], rate: float, weight_decay: float = 0.0, team: Team = Team()) -> list[Optimizer]:
    """Muon for matrices and convolutions; AdamW for vectors and for `ends`: first and last layers and tables of embeddings."""
    outer = {id(end) for end in ends}
    inner = [p for p in parameters if p.ndim > 1 and id(p) not in outer]
    rest = [p for p in parameters if p.ndim <= 1 or id(p) in outer]
    return [Muon(inner, rate, weight_decay=weight_decay, team=team), torch.optim.AdamW(rest, rate, betas=(0.9, 0.99), weight_decay=0.0, fused=True)]


def set_rate(optimisers: list[Optimizer], rate: float) -> None:
    """The learning rate of all."""
    for optimiser in optimisers:
        for group in optimiser.param_groups:
            group["lr"] = rate
