import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app';
import { expectClean } from './expect-clean';

const PROMPT = 'a red house on the left in the snow at night';
const open = (page: Page, more = '') =>
  page.goto(`/#/denoising?prompt=${encodeURIComponent(PROMPT)}&num_inference_steps=4&seed=3&run=1${more}`);
const card = (page: Page) => page.getByRole('region', { name: 'Step by step' });
/** Chooses from the menu of the first picture of a part. */
const exported = async (part: Locator, format: string) => {
  await part.getByRole('button', { name: 'Export' }).first().click();
  await part
    .page()
    .getByRole('menuitem', { name: new RegExp(`^${format}`) })
    .click();
};

test('every step can be looked at: pictures, guidance, attention, latents and numbers', async ({ page }) => {
  await open(page);
  await expect(card(page).getByText('step 2 of 4')).toBeVisible();
  for (const title of ['Latents', 'Prediction', 'With the prompt', 'Without it', 'Difference']) {
    await expect(card(page).getByRole('img', { name: `${title}, step 2`, exact: true })).toBeVisible();
  }
  await card(page).getByRole('slider', { name: 'Step to look at' }).press('End');
  await expect(card(page).getByText('step 4 of 4')).toBeVisible();
  await card(page).getByRole('button', { name: 'Step 1', exact: true }).click();
  await expect(card(page).getByText(/timestep 751/)).toBeVisible();
  await card(page).getByRole('button', { name: /^snow/ }).click();
  await expect(card(page).getByRole('img', { name: 'Where “snow” is looked at in step 1' })).toBeVisible();
  await expect(card(page).getByRole('img', { name: /^Channel/ })).toHaveCount(4);
  await card(page).getByText('All steps as a table').click();
  await expect(card(page).getByRole('row')).toHaveCount(5);
});

test('schedulers are compared, and their curves exported', async ({ page }) => {
  await open(page, '&guidance_scale=1&preview=latent');
  const lines = card(page).getByRole('list', { name: 'Lines' }).getByRole('listitem');
  await expect(lines).toHaveCount(3);
  await expect(card(page).getByRole('img', { name: /^Without it/ })).toHaveCount(0);
  await card(page)
    .getByText(/Choose schedulers/)
    .click();
  await card(page).getByRole('button', { name: 'UniPC', exact: true }).click();
  await expect(lines).toHaveCount(4);
  const curves = card(page).getByRole('region', { name: 'How schedulers go from noise to picture' });
  const [file] = await Promise.all([page.waitForEvent('download'), exported(curves.first(), 'CSV')]);
  expect(file.suggestedFilename()).toBe('sigmas.csv');
});

test('the pictures of a step are taken along, with the numbers behind them', async ({ page }) => {
  await open(page);
  await card(page).getByRole('button', { name: 'Step 1', exact: true }).click();
  const taken = async (part: Locator, format: string) => {
    const [file] = await Promise.all([page.waitForEvent('download'), exported(part, format)]);
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };
  const pictures = await taken(card(page), 'SVG');
  expect(pictures.name).toBe('loupe-denoising-step-1.svg');
  expect(pictures.bytes.toString().match(/href="data:image\/png/g)).toHaveLength(5);
  const words = card(page).getByRole('region', { name: 'Where each word is looked at' });
  expect((await taken(words, 'PNG')).bytes.subarray(1, 4).toString()).toBe('PNG');
  const weights = (await taken(words, 'CSV')).bytes.toString().trim().split('\r\n').slice(1);
  // What each place gives to all tokens of the prompt is at most all that it has.
  const first = weights.map((line) => line.split(',')).filter(([, row, column]) => row === '0' && column === '0');
  expect(first).toHaveLength(13);
  const sum = first.reduce((before, cells) => before + Number(cells[3]), 0);
  expect(sum).toBeGreaterThan(0);
  expect(sum).toBeLessThan(1 + 1e-4);
  const latents = card(page).getByRole('region', { name: 'The latents themselves' });
  expect((await taken(latents, 'CSV')).bytes.toString().trim().split('\r\n')).toHaveLength(4 * 16 * 16 + 1);
});

test('the picture is the one that text-to-image makes', async ({ page }) => {
  await page.goto('/');
  const same = await page.evaluate(async (prompt) => {
    const request = { prompt, num_inference_steps: 3, guidance_scale: 4, seed: 1 };
    const pixels = async (task: string) => {
      const result = await window.loupe.run(task, request);
      if (!result.ok) throw new Error(result.failure.message);
      const { images } = result.value as { images: { blob: Blob }[] };
      const bitmap = await createImageBitmap(images[0]?.blob as Blob);
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext(
        '2d',
      ) as OffscreenCanvasRenderingContext2D;
      context.drawImage(bitmap, 0, 0);
      return [...context.getImageData(0, 0, bitmap.width, bitmap.height).data].join();
    };
    return (await pixels('denoising')) === (await pixels('text-to-image'));
  }, PROMPT);
  expect(same).toBe(true);
});

for (const width of [1440, 360]) {
  test(`axe finds nothing and nothing overflows in the steps, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, '&preview=latent');
    await expect(card(page)).toBeVisible();
    await expect(card(page).getByRole('img', { name: /^Sigma/ })).toBeVisible();
    await expectClean(page, 'the steps');
  });
}
