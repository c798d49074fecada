import type { Page } from '@playwright/test';
import { expect, test } from './app';
import { expectClean } from './expect-clean';

const TAB = '/#/text-classification';
const csv = (rows: number) =>
  Buffer.from(
    `id,review\n${Array.from({ length: rows }, (_, row) => `${row},"${row % 3 ? 'A fine film' : 'A boring mess'}, no. ${row}"`).join('\n')}`,
  );

async function openFile(page: Page, name: string, buffer: Buffer) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file' }).click();
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer });
}

const rowsInPage = (page: Page) => page.locator('[data-row-toggle]').count();
const done = (page: Page) => page.getByText(/of 10,000 done/);

test('ten thousand rows of a file: stopped, looked through, and gone on with', async ({ page }) => {
  await page.goto(TAB);
  await openFile(page, 'reviews.csv', csv(10_000));
  await page.getByRole('button', { name: 'Use 10,000 texts' }).click();
  await expect(page.getByText('reviews.csv, column review, 10,000 texts')).toBeVisible();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  // The table fills while the run goes on.
  await expect(page.getByRole('grid')).toBeVisible();
  await expect
    .poll(async () => Number(await page.getByRole('grid').getAttribute('aria-rowcount')))
    .toBeGreaterThan(200);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(done(page)).toBeVisible();
  expect(await rowsInPage(page)).toBeLessThan(100);
  await expectClean(page, 'a batch');

  const before = Number(await page.getByRole('grid').getAttribute('aria-rowcount'));
  await page.reload();
  await expect(page.getByText('reviews.csv, column review, 10,000 texts')).toBeVisible();
  await expect(done(page)).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect
    .poll(async () => Number(await page.getByRole('grid').getAttribute('aria-rowcount')))
    .toBeGreaterThan(before);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(done(page)).toBeVisible();
  await expect(page.getByRole('row', { name: /A boring mess, no. 0/ })).toContainText('NEGATIVE');
});

test('a batch is sorted, filtered and walked through with the keyboard', async ({ page }) => {
  await page.goto(TAB);
  await openFile(page, 'reviews.csv', csv(150));
  await page.getByRole('button', { name: 'Use 150 texts' }).click();
  await expect(page.getByRole('textbox', { name: 'Text', exact: true })).toHaveValue(/A fine film, no. 1\n/);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Labels of 150 texts' })).toContainText('tokens read');
  const grid = page.getByRole('grid');
  await expect(grid).toHaveAttribute('aria-rowcount', '151');
  expect(await rowsInPage(page)).toBeLessThan(100);

  await page.getByRole('button', { name: /^NEGATIVE/ }).click();
  const negative = Number(await grid.getAttribute('aria-rowcount')) - 1;
  expect(negative).toBeGreaterThan(10);
  expect(negative).toBeLessThan(150);
  await page.getByRole('button', { name: /^NEGATIVE/ }).click();

  await page.getByRole('columnheader', { name: 'Score' }).getByRole('button').click();
  await expect(page.getByRole('columnheader', { name: 'Score' })).toHaveAttribute('aria-sort', 'ascending');
  await page.locator('[data-row-toggle="0"]').focus();
  await page.keyboard.press('End');
  await expect(page.locator('[data-row-toggle="149"]')).toBeFocused();
  await expect(page.locator('[data-row-toggle="149"]')).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-row-toggle="149"]')).toHaveAttribute('aria-expanded', 'true');
  await expect(grid.locator('dl')).toContainText('POSITIVE');
});

test('ten thousand lines in the text field are kept when the page is left at once', async ({ page }) => {
  await page.goto(TAB);
  await page.getByRole('switch', { name: 'one text per line' }).click();
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  // As a paste does it: fill() types it, which takes the browser minutes.
  await text.evaluate((area: HTMLTextAreaElement) => {
    area.setRangeText(Array.from({ length: 10_000 }, (_, line) => `line ${line}`).join('\n'));
    area.dispatchEvent(new Event('input', { bubbles: true }));
    area.setSelectionRange(area.value.length, area.value.length);
  });
  await text.focus();
  await page.keyboard.type('!?');
  await page.reload();
  await expect(text).toHaveValue(/line 9999!\?$/);
});

test('a file can be dropped on the text field', async ({ page }) => {
  await page.goto(TAB);
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['one\ntwo\n'], 'lines.txt', { type: 'text/plain' }));
    return transfer;
  });
  await text.dispatchEvent('drop', { dataTransfer: data });
  await expect(text).toHaveValue('one\ntwo');
  await expect(page.getByText('From lines.txt.')).toBeVisible();
});
