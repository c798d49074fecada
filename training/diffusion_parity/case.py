"""One run of a pipeline."""
from dataclasses import dataclass, field
from typing import Any

TEXT = "StableDiffusionPipeline"
IMAGE = "StableDiffusionImg2ImgPipeline"
INPAINT = "StableDiffusionInpaintPipeline"
LCM_TEXT = "LatentConsistencyModelPipeline"
LCM_IMAGE = "LatentConsistencyModelImg2ImgPipeline"

STABLE = {"algorithm_type": "dpmsolver++", "solver_order": 2}
# The choices of workers/diffusion/schedulers/scheduler-list.ts.
SCHEDULERS: dict[str, dict[str, Any]] = {
    "ddim": {"_class_name": "DDIMScheduler"},
    "pndm": {"_class_name": "PNDMScheduler", "skip_prk_steps": True},
    "euler": {"_class_name": "EulerDiscreteScheduler"},
    "euler_a": {"_class_name": "EulerAncestralDiscreteScheduler"},
    "dpmpp_2m_karras": {"_class_name": "DPMSolverMultistepScheduler", **STABLE, "use_karras_sigmas": True},
    "unipc": {"_class_name": "UniPCMultistepScheduler"},
    "lcm": {"_class_name": "LCMScheduler"},
    "ddpm": {"_class_name": "DDPMScheduler"},
    "heun": {"_class_name": "HeunDiscreteScheduler"},
    "lms": {"_class_name": "LMSDiscreteScheduler"},
    "dpmpp_2m_sde": {"_class_name": "DPMSolverMultistepScheduler", **STABLE, "algorithm_type": "sde-dpmsolver++"},
    "dpmpp_2s": {"_class_name": "DPMSolverSinglestepScheduler", **STABLE},
    "tcd": {"_class_name": "TCDScheduler"},
}


@dataclass(frozen=True)
class Case:
    """What README.md in parity/diffusion says, without what is expected."""

    name: str
    model: str
    pipeline: str
    scheduler: str | dict[str, Any] | None
    arguments: dict[str, Any]
    seeds: list[int] = field(default_factory=lambda: [1])
    image: str | None = None
    mask_image: str | None = None

    def scheduler_changes(self) -> dict[str, Any] | None:
        return SCHEDULERS[self.scheduler] if isinstance(self.scheduler, str) else self.scheduler

    def described(self) -> dict[str, Any]:
        pictures = {name: f"inputs/{value}.png" for name, value in (("image", self.image), ("mask_image", self.mask_image)) if value}
        return {
            "name": self.name, "model": self.model, "pipeline": self.pipeline, "scheduler": self.scheduler_changes(), "seeds": self.seeds,
            "arguments": self.arguments, **pictures,
        }
