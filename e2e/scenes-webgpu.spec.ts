import { readCases } from '../parity/diffusion-golden';
import { expect, test } from './app';
import { differenceFrom, runGolden } from './diffusion-goldens';

// The same pictures on WebGPU's software adapter: of a text, and of a picture. Twenty steps take a minute and more.

const CHOSEN = ['scenes-dpmpp_2m_karras', 'scenes-image-ddim-0.3'];

test.beforeEach(({ page }) => page.goto('/'));

for (const golden of readCases('scenes').filter(({ name }) => CHOSEN.includes(name))) {
  test(`${golden.name} on WebGPU`, async ({ page }) => {
    const { pictures, record } = await runGolden(page, golden, { device: 'webgpu' });
    expect(record).toMatchObject({ device: 'webgpu', steps_down: [] });
    expect(differenceFrom(golden, pictures)).toBeLessThanOrEqual(2);
  });
}
