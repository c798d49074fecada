// transformers.js has no pipeline for text-to-image. In the console of the page that Loupe runs on, this is the run:
const input = {
  prompt: 'a red house on the left in the snow at night',
  num_inference_steps: 2,
  guidance_scale: 7.5,
  scheduler: 'default',
  eta: 0,
  guidance_rescale: 0,
  seed: 7,
  generator_device: 'cpu',
  prompt_syntax: 'plain',
  low_memory: false,
  width: 128,
  height: 128,
  num_images: 1,
};
const result = await loupe.run('text-to-image', input, {
  model: 'loupe/scenes',
  device: 'wasm',
  dtype: 'fp32',
});
if (result.ok) for (const { blob } of result.value.images) window.open(URL.createObjectURL(blob));
else console.log(result.failure.message);
