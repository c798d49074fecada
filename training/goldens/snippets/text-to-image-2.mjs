// transformers.js has no pipeline for text-to-image. In the console of the page that Loupe runs on, this is the run:
const input = {
  prompt: 'a "(red:1.2)" house',
  negative_prompt: 'clouds',
  num_inference_steps: 2,
  guidance_scale: 7.5,
  scheduler: 'DPMSolverMultistepScheduler:karras',
  eta: 0,
  guidance_rescale: 0.7,
  seed: 4294967295,
  generator_device: 'cpu',
  prompt_syntax: 'weighted',
  clip_skip: 1,
  low_memory: false,
  num_images: 2,
};
const result = await loupe.run('text-to-image', input, {
  model: 'someone/tiny-sd-onnx',
  device: 'webgpu',
  dtype: 'fp32',
});
if (result.ok) for (const { blob } of result.value.images) window.open(URL.createObjectURL(blob));
else console.log(result.failure.message);
