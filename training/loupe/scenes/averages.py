"""A running average of weights, which makes better pictures than the weights themselves."""
import torch
from torch import Tensor


class Averages:
    """Follows parameters; the newest values count more in the first steps."""

    def __init__(self, parameters: list[Tensor], decay: float) -> None:
        self.parameters, self.decay = parameters, decay
        self.values = [parameter.detach().clone() for parameter in parameters]

    @torch.no_grad()
    def update(self, step: int) -> None:
        decay = min(self.decay, (step + 1) / (step + 12))
        torch._foreach_lerp_(self.values, [parameter.detach() for parameter in self.parameters], 1 - decay)

    @torch.no_grad()
    def load(self, values: list[Tensor]) -> None:
        torch._foreach_copy_(self.values, values)

    @torch.no_grad()
    def copy_to_model(self) -> None:
        """From now on the model computes with the averages."""
        torch._foreach_copy_([parameter.detach() for parameter in self.parameters], self.values)
