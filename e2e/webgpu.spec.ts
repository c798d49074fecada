import { expect, runOk, test } from './app';

// On the software adapter a token takes most of a second: what WASM is tested on in length is compared here.

test('both tasks run on WebGPU and agree with WASM', async ({ page }) => {
  await page.goto('/');
  const { webgpu } = await page.evaluate(() => window.loupe.capabilities());
  expect(webgpu).toMatchObject({ software: true, limits: { maxBufferSize: expect.any(Number) } });

  const text = ['A warm, funny and beautifully acted film.', 'The plot makes no sense.'];
  const scores = async (device: string) =>
    (await runOk(page, 'text-classification', { text, top_k: null, function_to_apply: 'softmax' }, { device })).value;
  const [cpu, gpu] = [await scores('wasm'), await scores('webgpu')];
  for (const [row, labels] of cpu.entries()) {
    for (const [column, { label, score }] of labels.entries()) {
      expect(gpu[row][column].label).toBe(label);
      expect(Math.abs(gpu[row][column].score - score)).toBeLessThan(1e-3);
    }
  }

  const story = { text: 'Once upon a time', max_new_tokens: 64, do_sample: false };
  const onCpu = await runOk(page, 'text-generation', story, { device: 'wasm' });
  const onGpu = await runOk(page, 'text-generation', story, { device: 'webgpu' });
  expect(onGpu.run).toMatchObject({ device: 'webgpu', steps_down: [] });
  expect(onGpu.value).toEqual(onCpu.value);
});

test('a batch of sampled sequences repeats for a seed on WebGPU, and cancel is heard', async ({ page }) => {
  await page.goto('/');
  const input = { text: 'One day', max_new_tokens: 6, do_sample: true, num_return_sequences: 2, seed: 4 };
  const first = await runOk(page, 'text-generation', input, { device: 'webgpu' });
  const again = await runOk(page, 'text-generation', input, { device: 'webgpu' });
  expect(again.value).toEqual(first.value);
  const after = await page.evaluate(async () => {
    const controller = new AbortController();
    let late = 0;
    await window.loupe.run(
      'text-generation',
      { text: 'One day', max_new_tokens: 200 },
      {
        device: 'webgpu',
        signal: controller.signal,
        onEvent: (event) => {
          if (event.type !== 'token') return;
          if (controller.signal.aborted) late += 1;
          if (event.index === 1) controller.abort();
        },
      },
    );
    return late;
  });
  expect(after).toBeLessThanOrEqual(2);
  await runOk(page, 'text-generation', { text: 'One', max_new_tokens: 1 }, { device: 'wasm' });
});

test.describe('a GPU that does not work', () => {
  // So that the worker's script comes through the route below.
  test.use({ serviceWorkers: 'block' });

  test('steps down to WASM by itself, and the user is told', async ({ page, context }) => {
    // A hardware adapter, as far as it tells, which has no device to give: a machine with a broken driver.
    const breakage = `
      GPUAdapter.prototype.requestDevice = () => Promise.reject(new Error('Failed to create a device'));
      Object.defineProperty(GPUAdapter.prototype, 'info', {
        value: { vendor: 'broken', architecture: '', device: '', description: '' },
      });`;
    await context.route('**/inference.worker-*.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: breakage + (await response.text()) });
    });
    await page.goto('/#/text-classification?text=A%20fine%20film.&run=1');
    await expect(page.getByRole('heading', { name: 'Labels' })).toBeVisible();
    await expect(page.getByText('Moved from WebGPU (q4) to WASM (q4)')).toBeVisible();
    const next = await runOk(page, 'text-classification', { text: 'A fine film.' });
    expect(next.run).toMatchObject({ device: 'wasm', steps_down: [] });
  });
});
