"""The cases of loupe/scenes, which is rebuilt from its shipped files."""
from pathlib import Path
from typing import Any

from diffusion_parity.case import IMAGE, INPAINT, TEXT, Case
from loupe.paths import MODELS
from loupe.scenes.restore import load_pipeline

SCENES = MODELS / "scenes"
SIDE = 128
STEPS = 20
PROMPTS = [
    "a red house on the left in the snow at night, watercolour", "a yellow boat in the centre on the sea at sunset, flat",
    "a green tree on the left and a pink balloon on the right in the hills by day, sketch",
]
NEGATIVE = "a blue tent in the desert"
SCHEDULERS = ("ddim", "pndm", "euler", "euler_a", "dpmpp_2m_karras", "unipc", "lcm")
STRENGTHS = (0.3, 0.6, 1.0)


def load_scenes(folder: Path) -> dict[str, Any]:
    """The components of all of Stable Diffusion's pipelines."""
    parts = load_pipeline(folder).components
    return {name: parts[name] for name in ("vae", "text_encoder", "tokenizer", "unet", "scheduler", "safety_checker", "feature_extractor")}


def case(name: str, pipeline: str, scheduler: str, prompt: str, seeds: list[int], guidance_scale: float = 4.0, **arguments: Any) -> Case:
    pictures = {} if pipeline == TEXT else {"image": "harbour-large", "mask_image": "mask-large" if pipeline == INPAINT else None}
    given = {"prompt": prompt, "num_inference_steps": STEPS, "guidance_scale": guidance_scale, **({"height": SIDE, "width": SIDE} if pipeline == TEXT else {}), **arguments}
    return Case(f"scenes-{name}", "loupe/scenes", pipeline, scheduler, given, seeds, **pictures)


def scenes_cases() -> list[Case]:
    """What the app's own starter must draw."""
    made = [case(name, TEXT, name, PROMPTS[number % len(PROMPTS)], [number + 1]) for number, name in enumerate(SCHEDULERS)]
    made += [
        case("negative-prompt", TEXT, "ddim", PROMPTS[0], [1], 7.5, negative_prompt=NEGATIVE),
        case("no-guidance", TEXT, "dpmpp_2m_karras", PROMPTS[1], [1], 1.0),
    ]
    made += [
        case(f"image-{name}-{strength}", IMAGE, name, PROMPTS[0], [1], strength=strength)
        for name in SCHEDULERS for strength in STRENGTHS
    ]
    made += [
        case(f"inpaint-{name}-{strength}", INPAINT, name, PROMPTS[2], [1], strength=strength, height=SIDE, width=SIDE)
        for name in SCHEDULERS for strength in (0.6, 1.0)
    ]
    return made
