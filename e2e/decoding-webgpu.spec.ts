import { expect, runOk, test } from './app';
import golden from './goldens/decoding.json' with { type: 'json' };

test('beams on WebGPU, the cache reordered on the GPU, give what WASM gives', async ({ page }) => {
  await page.goto('/');
  const input = {
    text: 'Once upon a time',
    max_new_tokens: 6,
    num_beams: 3,
    num_return_sequences: 3,
    do_sample: false,
  };
  const onCpu = await runOk(page, 'text-generation', input, { device: 'wasm' });
  const onGpu = await runOk(page, 'text-generation', input, { device: 'webgpu' });
  expect(onGpu.run).toMatchObject({ device: 'webgpu', steps_down: [] });
  expect(onGpu.value).toEqual(onCpu.value);
});

test('sequences sampled on WebGPU go on from one reading of the prompt', async ({ page }) => {
  await page.goto('/');
  const input = { text: golden.text, max_new_tokens: 5, do_sample: true, num_return_sequences: 3, seed: 4 };
  const onCpu = await runOk(page, 'text-generation', input, { device: 'wasm' });
  const onGpu = await runOk(page, 'text-generation', input, { device: 'webgpu' });
  expect(onGpu.run).toMatchObject({ device: 'webgpu', steps_down: [] });
  expect(onGpu.value).toEqual(onCpu.value);
});
