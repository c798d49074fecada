import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './app';
import { expectClean } from './expect-clean';

const CLASSIFY = '#/text-classification';
const runLink = (text: string, more = '') => `/${CLASSIFY}?text=${encodeURIComponent(text)}${more}&run=1`;
const labels = (page: Page) => page.getByRole('region', { name: 'Labels', exact: true });
const runs = (page: Page) => page.getByRole('list', { name: 'Runs' }).getByRole('button');

/** Two runs of one tab, the second one with all labels asked for. */
async function twoRuns(page: Page) {
  await page.goto(runLink('A fine film.'));
  await expect(labels(page)).toContainText('POSITIVE');
  await page.goto(runLink('An awful, boring mess.', '&top_k=null'));
  await expect(labels(page).locator('dt').first()).toHaveText('NEGATIVE');
}

test('the last result is shown again after a reload, and every run can be opened', async ({ page }) => {
  await twoRuns(page);
  await page.reload();
  await expect(page.getByText(/Your last result/)).toBeVisible();
  await expect(labels(page).locator('dt').first()).toHaveText('NEGATIVE');
  await page.getByRole('button', { name: 'History' }).click();
  await expect(runs(page)).toHaveCount(2);
  await expect(runs(page).first()).toContainText('top_k unset');
  await runs(page).nth(1).press('Enter');
  await expect(page.getByText(/A run of the past/)).toBeVisible();
  await expect(labels(page).locator('dt').first()).toHaveText('POSITIVE');
  await page.getByRole('button', { name: 'Use these settings' }).click();
  await expect(page.getByRole('textbox', { name: 'Text', exact: true })).toHaveValue('A fine film.');
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(page.getByText(/A run of the past/)).toBeHidden();
  await expect(labels(page)).toContainText('POSITIVE');
  await page.getByRole('button', { name: 'History' }).click();
  await expect(runs(page)).toHaveCount(3);
});

test('two runs are compared side by side; clearing can be undone', async ({ page }) => {
  await twoRuns(page);
  await page.getByRole('button', { name: 'History' }).click();
  await expect(runs(page)).toHaveCount(2);
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: 'Compare' }).click();
  const dialog = page.getByRole('dialog', { name: 'Two runs compared' });
  await expect(dialog.getByRole('rowheader')).toHaveText(['input', 'top_k']);
  await expect(dialog.getByRole('region', { name: 'Labels, older run' })).toContainText('POSITIVE');
  await expect(dialog.getByRole('region', { name: 'Labels, newer run' })).toContainText('NEGATIVE');
  await page.getByRole('button', { name: 'Back to the history' }).click();
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByText('2 runs removed.')).toBeVisible();
  await expect(runs(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(runs(page)).toHaveCount(2);
});

test('two browser tabs keep each other’s runs', async ({ page, context }) => {
  await page.goto(runLink('A fine film.'));
  await expect(labels(page)).toContainText('POSITIVE');
  await page.getByRole('button', { name: 'History' }).click();
  await expect(runs(page)).toHaveCount(1);
  const other = await context.newPage();
  await other.goto(runLink('An awful, boring mess.'));
  await expect(labels(other)).toContainText('NEGATIVE');
  // The open list follows.
  await expect(runs(page)).toHaveCount(2);
  await other.close();
});

test('without IndexedDB the history lasts as long as the page', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await twoRuns(page);
  await page.getByRole('button', { name: 'History' }).click();
  await expect(runs(page)).toHaveCount(2);
  await page.reload();
  await page.getByRole('button', { name: 'History' }).click();
  await expect(page.getByText('Nothing has been run here yet.')).toBeVisible();
});

test('a result is taken along as JSON, as CSV and as code', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`/${CLASSIFY}?text=Fine%2C%20%22really%22.&text=Bad.&run=1`);
  const card = page.getByRole('region', { name: 'Labels of 2 texts' });
  const save = async (name: string) => {
    const download = page.waitForEvent('download');
    await card.getByRole('button', { name }).click();
    return readFile(await (await download).path(), 'utf8');
  };
  const { value, run } = JSON.parse(await save('JSON'));
  expect(value).toHaveLength(2);
  expect(run.model.id).toBe('loupe/sentiment');
  const [head, first, second] = (await save('CSV')).replace('\ufeff', '').split('\r\n');
  expect(head).toBe('text,label,score,score of NEGATIVE,score of POSITIVE');
  expect(first).toMatch(/^"Fine, ""really""\.",POSITIVE,0\.\d+/);
  expect(second).toMatch(/^Bad\.,NEGATIVE,0\.\d+/);
  await card.getByRole('button', { name: 'Code' }).click();
  await page.getByRole('tab', { name: 'Python' }).click();
  await page.getByRole('button', { name: 'Copy the code' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  expect(code).toContain('from transformers import pipeline');
  expect(code).toContain('text = ["Fine, \\"really\\".", "Bad."]');
});

for (const width of [1440, 360]) {
  test(`its dialogs are clean, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await twoRuns(page);
    await page.getByRole('button', { name: 'Code' }).click();
    await expect(page.getByRole('dialog')).toContainText('await pipeline');
    await expectClean(page, 'code');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'History' }).click();
    await expect(runs(page)).toHaveCount(2);
    await expectClean(page, 'history');
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await page.getByRole('button', { name: 'Compare' }).click();
    await expect(page.getByRole('region', { name: 'Labels, newer run' })).toBeVisible();
    await expectClean(page, 'comparison');
    await page.keyboard.press('Escape');
    await page.reload();
    await expect(page.getByText(/Your last result/)).toBeVisible();
    await expectClean(page, 'last result');
    if (width < 1024) await page.getByText('Model and parameters').click();
    await page.getByRole('combobox', { name: 'model' }).click();
    await expect(page.getByRole('option', { name: /distilbert/ })).toBeVisible();
    await expectClean(page, 'model picker');
  });
}
