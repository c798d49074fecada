import { readPngText } from '../src/lib/png/png-text';
import { expect, openWithHub, run, runOk, test } from './app';
import { differenceFrom, goldenNamed, runGolden, serveDiffusionModels } from './diffusion-goldens';
import type { StaticServer } from './static-server';

// Pictures of diffusers in a browser, on WASM: the tiny models of parity/diffusion. The other goldens run in Node.

let hub: StaticServer;
test.beforeAll(async () => {
  hub = await serveDiffusionModels();
});
test.afterAll(() => hub.close());
test.use({ allowedHosts: async ({ baseURL: _ }, use) => use([hub.origin]) });
test.beforeEach(({ page }) => openWithHub(page, hub.origin));

const CHOSEN = [
  [
    'sd15',
    ['sd15-euler', 'sd15-dpmpp_2m_karras', 'sd15-two-images-two-seeds', 'sd15-image-ddim-0.6', 'sd15-inpaint-pndm-0.6'],
  ],
  ['sd2-v', ['sd2-v-unipc']],
  ['turbo', ['turbo-1-step']],
  ['lcm', ['lcm-4-steps']],
  ['batch2', ['batch2-guidance']],
  ['inpaint9', ['inpaint9-euler_a-0.6']],
] as const;

for (const [model, names] of CHOSEN) {
  test(`${model} paints what diffusers paints, on WASM`, async ({ page }) => {
    for (const name of names) {
      const golden = goldenNamed(model, name);
      const { pictures, record } = await runGolden(page, golden, {
        model: `diffusion/${model}`,
        device: 'wasm',
        dtype: 'fp32',
      });
      expect(record).toMatchObject({ device: 'wasm', steps_down: [] });
      expect(differenceFrom(golden, pictures), name).toBeLessThanOrEqual(2);
    }
  });
}

test('a picture says in its file how it was made, and a record how its picture was', async ({ page }) => {
  const golden = goldenNamed('sd15', 'sd15-image-ddim-0.6');
  const { pictures, record } = await runGolden(page, golden, { model: 'diffusion/sd15', device: 'wasm' });
  const texts = await readPngText(pictures[0] ?? new Uint8Array());
  expect(texts.parameters).toContain('Denoising strength: 0.6');
  expect(JSON.parse(texts.loupe ?? '')).toMatchObject({ task: 'image-to-image', model: { id: 'diffusion/sd15' } });
  expect(record.input.image).toMatchObject({ type: 'image/png', width: 64, height: 64 });
  expect((record.input.image as { sha256: string }).sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('low memory, and previews by the VAE, change nothing in the picture', async ({ page }) => {
  const golden = goldenNamed('sd15', 'sd15-euler');
  const options = { model: 'diffusion/sd15', device: 'wasm', dtype: 'fp32' };
  for (const parameters of [{ low_memory: true }, { preview: 'vae' }, { preview: 'none' }]) {
    const { pictures } = await runGolden(page, golden, options, parameters);
    expect(differenceFrom(golden, pictures), JSON.stringify(parameters)).toBeLessThanOrEqual(2);
  }
});

test('what a model cannot do is said before the first step', async ({ page }) => {
  const options = { model: 'diffusion/batch2', device: 'wasm' } as const;
  const result = await page.evaluate(async (rest) => {
    const canvas = new OffscreenCanvas(64, 64);
    canvas.getContext('2d')?.fillRect(0, 0, 32, 64);
    const image = await canvas.convertToBlob();
    return window.loupe.run('image-to-image', { prompt: 'a fox', image }, rest);
  }, options);
  expect(result).toMatchObject({ ok: false, failure: { code: 'model-incompatible' } });
  const narrow = await run(page, 'text-to-image', { prompt: 'a fox', width: 72 }, { model: 'diffusion/sd15' });
  expect(narrow).toMatchObject({ ok: false, failure: { code: 'parameter-invalid', message: /multiple of 32/ } });
});

test('a run stops at any step within two seconds, and the next one runs', async ({ page }) => {
  const stopped = await page.evaluate(async () => {
    const controller = new AbortController();
    let at = 0;
    const outcome = await window.loupe.run(
      'text-to-image',
      { prompt: 'a fox', num_inference_steps: 500 },
      {
        model: 'diffusion/sd15',
        device: 'wasm',
        signal: controller.signal,
        onEvent(event) {
          if (event.type !== 'step' || event.step !== 5) return;
          at = performance.now();
          controller.abort();
        },
      },
    );
    return { code: outcome.ok ? 'ok' : outcome.failure.code, ms: performance.now() - at };
  });
  expect(stopped.code).toBe('cancelled');
  expect(stopped.ms).toBeLessThan(2000);
  await runOk(page, 'text-to-image', { prompt: 'a fox', num_inference_steps: 2 }, { model: 'diffusion/sd15' });
});
