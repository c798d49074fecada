import { readCases } from '../parity/diffusion-golden';
import { expect, test } from './app';
import { differenceFrom, runGolden } from './diffusion-goldens';

// The same pictures on WebGPU's software adapter: of text, of a picture, and under a mask.

const CHOSEN = ['scenes-dpmpp_2m_karras', 'scenes-image-ddim-0.6', 'scenes-inpaint-ddim-0.6'];

test.beforeEach(({ page }) => page.goto('/'));

for (const golden of readCases('scenes').filter(({ name }) => CHOSEN.includes(name))) {
  test(`${golden.name} on WebGPU`, async ({ page }) => {
    const { pictures, record } = await runGolden(page, golden, { device: 'webgpu' });
    expect(record).toMatchObject({ device: 'webgpu', steps_down: [] });
    expect(differenceFrom(golden, pictures)).toBeLessThanOrEqual(2);
  });
}
