import torch
from diffusers import StableDiffusionInpaintPipeline
from diffusers.utils import load_image
from loupe.scenes.restore import load_pipeline

# loupe/scenes comes with Loupe, as ONNX: this puts its weights into diffusers’ classes.
# Run it in the folder `training` of Loupe’s repository.
pipe = StableDiffusionInpaintPipeline(**load_pipeline().components, requires_safety_checker=False)

# Put your picture and mask here.
image = load_image("picture.png")
mask_image = load_image("mask.png").convert("L")
width = 64
height = 64
image = pipe.image_processor.resize(image, height=height, width=width, resize_mode="fill")
mask_image = pipe.image_processor.resize(mask_image, height=height, width=width, resize_mode="fill")

prompt = "a blue house"

generator = [torch.Generator("cpu").manual_seed(seed) for seed in [7, 8]]

images = pipe(
    image=image,
    mask_image=mask_image,
    width=width,
    height=height,
    prompt=prompt,
    strength=1.0,
    num_inference_steps=2,
    guidance_scale=7.5,
    num_images_per_prompt=2,
    generator=generator,
).images
for index, picture in enumerate(images):
    picture.save(f"loupe-{index + 1}.png")
