import { expect, openWithHub, test } from './app';
import { differenceFrom, goldenNamed, runGolden, serveDiffusionModels } from './diffusion-goldens';
import type { StaticServer } from './static-server';

// The same pictures on WebGPU's software adapter, which has no float16.

let hub: StaticServer;
test.beforeAll(async () => {
  hub = await serveDiffusionModels();
});
test.afterAll(() => hub.close());
test.use({ allowedHosts: async ({ baseURL: _ }, use) => use([hub.origin]) });
test.beforeEach(({ page }) => openWithHub(page, hub.origin));

const CHOSEN = [
  ['sd15', 'sd15-euler_a'],
  ['sd15', 'sd15-image-ddim-0.3'],
  ['sd15', 'sd15-inpaint-ddim-0.6'],
  ['lcm', 'lcm-4-steps'],
  ['batch2', 'batch2-guidance'],
] as const;

for (const [model, name] of CHOSEN) {
  test(`${name} on WebGPU`, async ({ page }) => {
    const golden = goldenNamed(model, name);
    const options = { model: `diffusion/${model}`, device: 'webgpu', dtype: 'fp32' };
    const { pictures, record } = await runGolden(page, golden, options);
    expect(record).toMatchObject({ device: 'webgpu', steps_down: [] });
    expect(differenceFrom(golden, pictures)).toBeLessThanOrEqual(2);
  });
}

test('float16 weights, where the adapter has no float16, run on WASM', async ({ page }) => {
  const golden = goldenNamed('turbo', 'turbo-1-step');
  const { pictures, record } = await runGolden(page, golden, { model: 'diffusion/turbo', dtype: 'fp32' });
  expect(record.device).toBe('wasm');
  expect(differenceFrom(golden, pictures)).toBeLessThanOrEqual(2);
});
