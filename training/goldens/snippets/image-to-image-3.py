import torch
from diffusers import StableDiffusionInpaintPipeline
from diffusers.utils import load_image

# If someone/tiny-sd holds ONNX weights alone, name the model that it was converted from.
pipe = StableDiffusionInpaintPipeline.from_pretrained("someone/tiny-sd")

# Put your picture and mask here.
image = load_image("picture.png")
mask_image = load_image("mask.png").convert("L")
width = pipe.unet.config.sample_size * pipe.vae_scale_factor
height = pipe.unet.config.sample_size * pipe.vae_scale_factor
image = pipe.image_processor.resize(image, height=height, width=width, resize_mode="default")
mask_image = pipe.image_processor.resize(mask_image, height=height, width=width, resize_mode="default")

prompt = "a blue house"

generator = torch.Generator("cpu").manual_seed(7)

# guidance_rescale is left out: this pipeline has none.
images = pipe(
    image=image,
    mask_image=mask_image,
    width=width,
    height=height,
    prompt=prompt,
    strength=1.0,
    num_inference_steps=2,
    guidance_scale=7.5,
    generator=generator,
).images
for index, picture in enumerate(images):
    picture.save(f"loupe-{index + 1}.png")
