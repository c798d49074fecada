import torch
from diffusers import DDIMScheduler, StableDiffusionImg2ImgPipeline
from diffusers.utils import load_image

# If someone/tiny-sd holds ONNX weights alone, name the model that it was converted from.
pipe = StableDiffusionImg2ImgPipeline.from_pretrained("someone/tiny-sd")
pipe.scheduler = DDIMScheduler.from_config(pipe.scheduler.config)

# Put your picture here.
image = load_image("picture.png")
width = pipe.unet.config.sample_size * pipe.vae_scale_factor
height = pipe.unet.config.sample_size * pipe.vae_scale_factor
image = pipe.image_processor.resize(image, height=height, width=width, resize_mode="crop")

prompt = "a blue house"

generator = torch.Generator("cpu").manual_seed(7)

images = pipe(
    image=image,
    prompt=prompt,
    strength=0.6,
    num_inference_steps=2,
    guidance_scale=7.5,
    eta=0.5,
    generator=generator,
).images
for index, picture in enumerate(images):
    picture.save(f"loupe-{index + 1}.png")
