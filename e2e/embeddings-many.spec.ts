import type { Page } from '@playwright/test';
import { expect, test } from './app';

const FIRST = 'red green blue old new small large quick slow warm cold dark bright soft hard wet dry sweet sour loud';
const SECOND =
  'king queen man woman boy girl dog cat horse cow apple pear banana bread cheese car train boat bicycle house';
const THIRD = 'sings sleeps runs waits falls rests turns stays moves grows';

/** Five thousand different texts. */
const TEXTS = FIRST.split(' ')
  .flatMap((first) => SECOND.split(' ').map((second) => `${first} ${second}`))
  .flatMap((pair) => THIRD.split(' ').map((third) => `${pair} ${third}`))
  .concat(Array.from({ length: 1000 }, (_, index) => `number ${index}`));

async function mapOfAll(page: Page) {
  await page.goto('/#/embeddings');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file' }).click();
  await (await chooser).setFiles({ name: 'many.txt', mimeType: 'text/plain', buffer: Buffer.from(TEXTS.join('\n')) });
  await expect(page.getByText('many.txt, 5,000 texts')).toBeVisible();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByText(/These axes hold \d/)).toBeVisible({ timeout: 300_000 });
}

/** Holds a point of the map and moves it about until something has come of it. */
async function drag(page: Page, until: () => Promise<void>) {
  const map = page.getByRole('img', { name: /^Map of / });
  await map.scrollIntoViewIfNeeded();
  const box = await map.boundingBox();
  if (!box) throw new Error('the map is not in sight');
  await page.mouse.move(box.x + 200, box.y + 150);
  await page.mouse.down();
  await page.mouse.move(box.x + 260, box.y + 190, { steps: 20 });
  await until();
  await page.mouse.up();
}

/** From now on the page is given 20 frames a second. */
const slowDown = (page: Page) =>
  page.evaluate(() => {
    window.requestAnimationFrame = (draw) => window.setTimeout(() => draw(performance.now()), 50);
    window.cancelAnimationFrame = (handle) => window.clearTimeout(handle);
  });

test('five thousand points stay usable, and where frames are slow fewer are offered', async ({ page }) => {
  test.setTimeout(700_000);
  expect(new Set(TEXTS).size).toBe(5000);
  await mapOfAll(page);
  const rate = async () => Number(await page.locator('canvas').first().getAttribute('data-rate'));
  await drag(page, () => expect.poll(rate).toBeGreaterThan(0));

  // While a layout goes on, the map is searched and moved.
  await page.getByRole('radio', { name: 't-SNE' }).click();
  await page.getByRole('spinbutton', { name: 'n_iter' }).fill('5000');
  await page.getByRole('button', { name: 'Make the map' }).click();
  await expect(page.getByText(/^Step [\d,]+ of 5,000/)).toBeVisible({ timeout: 300_000 });
  await page.getByRole('searchbox', { name: 'Search the texts' }).fill('queen sings');
  await expect(page.getByText('20 found')).toBeVisible();
  await drag(page, () => expect.poll(rate).toBeGreaterThan(0));
  await page.getByRole('button', { name: 'Stop the map' }).click();
  await expect(page.getByText('Stopped: this is how far it came.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search the texts' }).fill('');

  await slowDown(page);
  await drag(page, () =>
    expect(page.getByText(/This browser draws \d+ frames a second of 5,000 points/)).toBeVisible(),
  );
  await page.getByRole('button', { name: 'Draw 500', exact: true }).click();
  await expect(page.getByText('500 of 5,000 points are drawn.')).toBeVisible();
  await page.getByRole('button', { name: 'Draw all' }).click();
  await expect(page.getByText('500 of 5,000 points are drawn.')).toHaveCount(0);
});
