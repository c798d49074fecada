"""Several processes that train one model, one thread each: faster on a CPU than as many threads in one process."""
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, distributed, multiprocessing

PORT = 29517


@dataclass(frozen=True)
class Team:
    """One process's view: its number, and how many there are."""

    rank: int = 0
    size: int = 1

    @property
    def first(self) -> bool:
        """The one that writes files and lines."""
        return self.rank == 0

    @torch.no_grad()
    def average_gradients(self, parameters: list[Tensor]) -> None:
        """Every process ends with the mean of all gradients."""
        if self.size == 1:
            return
        gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
        joined = torch.cat([gradient.flatten() for gradient in gradients])
        distributed.all_reduce(joined)
        joined /= self.size
        for gradient, part in zip(gradients, joined.split([gradient.numel() for gradient in gradients])):
            gradient.copy_(part.view_as(gradient))

    def agree(self, value: float) -> float:
        """The value that the first process has."""
        agreed = torch.tensor([value], dtype=torch.float64)
        self.share([agreed])
        return agreed.item()

    @torch.no_grad()
    def share(self, values: list[Tensor]) -> None:
        """Every process gets the values of the first."""
        if self.size > 1:
            for value in values:
                distributed.broadcast(value, 0)

    @torch.no_grad()
    def exchange(self, parts: list[Tensor]) -> None:
        """Every process gives the part of its own number to all others."""
        if self.size > 1:
            for rank, part in enumerate(parts):
                distributed.broadcast(part.view(torch.uint8), rank)


def enter(rank: int, size: int, work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    """What each process does."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(0)
    os.environ |= {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(PORT)}
    distributed.init_process_group("gloo", rank=rank, world_size=size)
    work(Team(rank, size), *arguments)
    distributed.destroy_process_group()


def run_team(size: int, work: Callable[..., None], *arguments: Any) -> None:
    """Calls work(team, …) in so many processes; in this one if there is one."""
    if size == 1:
        torch.set_flush_denormal(True)
        torch.manual_seed(0)
        work(Team(), *arguments)
    else:
        multiprocessing.spawn(enter, (size, work, arguments), nprocs=size)
