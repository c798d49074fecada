// transformers.js has no pipeline for image-to-image. In the console of the page that Loupe runs on, this is the run:
const image = await (await fetch('picture.png')).blob(); // your own
const mask_image = await (await fetch('mask.png')).blob(); // your own
const input = {
  prompt: 'a blue house',
  num_inference_steps: 2,
  guidance_scale: 7.5,
  scheduler: 'default',
  eta: 0,
  guidance_rescale: 0.5,
  seed: 7,
  generator_device: 'cpu',
  prompt_syntax: 'plain',
  low_memory: false,
  num_images: 1,
  strength: 1,
  resize_mode: 'default',
};
Object.assign(input, { image, mask_image });
const result = await loupe.run('image-to-image', input, {
  model: 'someone/tiny-sd',
  device: 'wasm',
  dtype: 'fp32',
});
if (result.ok) for (const { blob } of result.value.images) window.open(URL.createObjectURL(blob));
else console.log(result.failure.message);
