"""The cases of the tiny models."""
from typing import Any

from diffusion_parity.case import IMAGE, INPAINT, LCM_IMAGE, LCM_TEXT, SCHEDULERS, TEXT, Case

PROMPT = "A red fox on a boat in the snow, watercolour"
NEGATIVE = "blurry, dark"
UNUSUAL = "Straße in München!!  two naïve cats' 25 boats\n(北京 😀) don't-stop!"
STEPS = 12
FIRST_STRENGTHS = (0.3, 0.6, 1.0)
IMAGE_SCHEDULERS = ("ddim", "pndm", "euler_a", "dpmpp_2m_karras", "lcm")


def text(model: str, name: str, scheduler: str | dict[str, Any] | None, seeds: list[int] | None = None, pipeline: str = TEXT, **arguments: Any) -> Case:
    given = {"prompt": PROMPT, "negative_prompt": NEGATIVE, "num_inference_steps": STEPS, "guidance_scale": 7.5} | arguments
    return Case(f"{model}-{name}", model, pipeline, scheduler, {key: value for key, value in given.items() if value is not None}, seeds or [1])


def image(model: str, name: str, scheduler: str | None, picture: str = "harbour", seeds: list[int] | None = None, pipeline: str = IMAGE, **arguments: Any) -> Case:
    made = text(model, name, scheduler, seeds, pipeline, **arguments)
    return Case(made.name, model, pipeline, scheduler, made.arguments, made.seeds, image=picture)


def inpaint(model: str, name: str, scheduler: str | None, seeds: list[int] | None = None, **arguments: Any) -> Case:
    made = text(model, name, scheduler, seeds, INPAINT, **arguments)
    return Case(made.name, model, INPAINT, scheduler, made.arguments, made.seeds, image="harbour", mask_image="mask")


def sd15() -> list[Case]:
    made = [text("sd15", name, name) for name in SCHEDULERS]
    made += [
        text("sd15", "own-scheduler", None, seeds=[2]),
        text("sd15", "no-guidance", "ddim", guidance_scale=1.0),
        text("sd15", "no-negative-prompt", "ddim", negative_prompt=None),
        text("sd15", "guidance-rescale", "ddim", guidance_rescale=0.7),
        text("sd15", "clip-skip-1", "ddim", clip_skip=1),
        text("sd15", "clip-skip-2", "ddim", clip_skip=2),
        text("sd15", "eta", "ddim", eta=0.5),
        text("sd15", "eta-0.3", "tcd", eta=0.3),
        text("sd15", "unusual-prompt", "ddim", prompt=UNUSUAL, negative_prompt="", guidance_scale=3.0),
        text("sd15", "two-images", "euler_a", num_images_per_prompt=2),
        text("sd15", "two-images-two-seeds", "euler_a", seeds=[7, 8], num_images_per_prompt=2),
        text("sd15", "two-images-two-seeds-eta", "ddim", seeds=[7, 4_294_967_296 + 8], num_images_per_prompt=2, eta=1.0, num_inference_steps=6),
        text("sd15", "two-prompts", "ddim", prompt=[PROMPT, "a green tree at night"], negative_prompt=[NEGATIVE, ""], seeds=[3, 4], num_inference_steps=8),
        text("sd15", "wide", "ddim", width=96, height=64),
        text("sd15", "tall", "euler_a", width=32, height=96),
        text("sd15", "timesteps", "euler", timesteps=[999, 850, 700, 500, 300, 150, 50], num_inference_steps=None),
        text("sd15", "timesteps-ddpm", "ddpm", timesteps=[999, 800, 600, 400, 200, 100, 20], num_inference_steps=None),
        text("sd15", "sigmas", "euler", sigmas=[14.6, 8.0, 4.0, 2.0, 1.0, 0.5, 0.2, 0.05], num_inference_steps=None),
        text("sd15", "50-steps", "pndm", num_inference_steps=50, seeds=[5]),
    ]
    made += [image("sd15", f"image-{name}-{strength}", name, strength=strength) for name in IMAGE_SCHEDULERS for strength in FIRST_STRENGTHS]
    made += [
        image("sd15", "image-wide", "ddim", "harbour-wide", strength=0.6),
        image("sd15", "image-no-guidance", "euler_a", strength=0.6, guidance_scale=1.0),
        image("sd15", "image-two-images", "euler_a", strength=0.6, num_images_per_prompt=2),
        image("sd15", "image-two-images-two-seeds", "euler_a", strength=0.6, seeds=[7, 8], num_images_per_prompt=2),
        image("sd15", "image-heun", "heun", strength=0.6),
    ]
    made += [inpaint("sd15", f"inpaint-{name}-{strength}", name, strength=strength) for name in ("ddim", "pndm", "euler_a") for strength in (0.6, 1.0)]
    made.append(inpaint("sd15", "inpaint-two-images-two-seeds", "ddim", seeds=[7, 8], strength=0.6, num_images_per_prompt=2))
    return made


def sd2_v() -> list[Case]:
    made = [text("sd2-v", name, name) for name in ("ddim", "pndm", "euler", "euler_a", "dpmpp_2m_karras", "unipc")]
    return [
        *made, text("sd2-v", "own-scheduler", None, prompt="a fox!", negative_prompt="!dark !"),
        text("sd2-v", "guidance-rescale", {"_class_name": "DDIMScheduler", "rescale_betas_zero_snr": True, "timestep_spacing": "trailing"}, guidance_rescale=0.7),
    ]


def turbo() -> list[Case]:
    plain = {"guidance_scale": 0.0, "negative_prompt": None}
    return [
        text("turbo", "1-step", None, num_inference_steps=1, **plain),
        text("turbo", "4-steps", None, num_inference_steps=4, **plain),
        text("turbo", "4-steps-euler", "euler", num_inference_steps=4, **plain),
        text("turbo", "guidance", None, num_inference_steps=4, guidance_scale=2.0, seeds=[2]),
        image("turbo", "image-2-steps", None, num_inference_steps=2, strength=0.5, **plain),
    ]


def lcm() -> list[Case]:
    plain = {"num_inference_steps": 4, "negative_prompt": None}
    return [
        text("lcm", "4-steps", None, guidance_scale=1.5, **plain),
        text("lcm", "8.5", None, pipeline=LCM_TEXT, guidance_scale=8.5, **plain),
        text("lcm", "original-steps", None, pipeline=LCM_TEXT, guidance_scale=1.5, original_inference_steps=20, **plain),
        text("lcm", "two-images", None, guidance_scale=1.5, num_images_per_prompt=2, seeds=[7, 8], **plain),
        text("lcm", "timesteps", None, guidance_scale=1.5, timesteps=[999, 879, 499, 139], num_inference_steps=None, negative_prompt=None),
        image("lcm", "image", None, guidance_scale=1.5, strength=0.5, **plain),
        image("lcm", "image-own-pipeline", None, pipeline=LCM_IMAGE, guidance_scale=1.5, strength=0.5, **plain),
    ]


def batch2() -> list[Case]:
    return [
        text("batch2", "guidance", None), text("batch2", "no-guidance", None, guidance_scale=1.0),
        text("batch2", "three-images", "euler_a", num_images_per_prompt=3, num_inference_steps=6),
    ]


def inpaint9() -> list[Case]:
    made = [inpaint("inpaint9", f"{name}-{strength}", name, strength=strength) for name in ("ddim", "pndm", "euler_a") for strength in (0.6, 1.0)]
    return [
        *made, inpaint("inpaint9", "no-guidance", None, strength=1.0, guidance_scale=1.0),
        inpaint("inpaint9", "two-images", "euler_a", strength=1.0, num_images_per_prompt=2, num_inference_steps=6),
    ]


def all_cases() -> dict[str, list[Case]]:
    """By the names of the models."""
    return {"sd15": sd15(), "sd2-v": sd2_v(), "turbo": turbo(), "lcm": lcm(), "batch2": batch2(), "inpaint9": inpaint9()}
