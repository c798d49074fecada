import torch
from diffusers import DPMSolverMultistepScheduler, StableDiffusionPipeline

# someone/tiny-sd-onnx holds ONNX weights: this is the model that it was converted from.
pipe = StableDiffusionPipeline.from_pretrained("someone/tiny-sd")
pipe.scheduler = DPMSolverMultistepScheduler.from_config(
    pipe.scheduler.config,
    algorithm_type="dpmsolver++",
    solver_order=2,
    use_karras_sigmas=True,
)

# Loupe read the brackets as weights; diffusers takes them for text, and the picture differs.
prompt = "a \"(red:1.2)\" house"
negative_prompt = "clouds"

generator = [torch.Generator("cpu").manual_seed(seed) for seed in [4294967295, 0]]

images = pipe(
    prompt=prompt,
    negative_prompt=negative_prompt,
    num_inference_steps=2,
    guidance_scale=7.5,
    guidance_rescale=0.7,
    clip_skip=1,
    num_images_per_prompt=2,
    generator=generator,
).images
for index, picture in enumerate(images):
    picture.save(f"loupe-{index + 1}.png")
