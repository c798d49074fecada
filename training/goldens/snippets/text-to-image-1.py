import torch
from loupe.scenes.restore import load_pipeline

# loupe/scenes comes with Loupe, as ONNX: this puts its weights into diffusers’ classes.
# Run it in the folder `training` of Loupe’s repository.
pipe = load_pipeline()

prompt = "a red house on the left in the snow at night"

generator = torch.Generator("cpu").manual_seed(7)

images = pipe(
    prompt=prompt,
    num_inference_steps=2,
    guidance_scale=7.5,
    width=128,
    height=128,
    generator=generator,
).images
for index, picture in enumerate(images):
    picture.save(f"loupe-{index + 1}.png")
