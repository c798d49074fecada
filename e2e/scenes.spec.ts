import { readCases } from '../parity/diffusion-golden';
import { expect, test } from './app';
import { differenceFrom, runGolden } from './diffusion-goldens';

// The starter paints in the browser what StableDiffusionPipeline paints with the same weights and seed on a CPU.

const CASES = readCases('scenes').filter(({ name }) => !/-image-|-inpaint-/.test(name) || /ddim|euler_a/.test(name));

test.beforeEach(({ page }) => page.goto('/'));

for (const golden of CASES) {
  test(`${golden.name} is diffusers' picture, on WASM`, async ({ page }) => {
    const { pictures, record } = await runGolden(page, golden, { device: 'wasm' });
    expect(record).toMatchObject({ device: 'wasm', model: { id: 'loupe/scenes' } });
    expect(differenceFrom(golden, pictures)).toBeLessThanOrEqual(2);
  });
}
