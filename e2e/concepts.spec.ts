import { readFileSync } from 'node:fs';
import { expect, test } from './app';
import { expectClean } from './expect-clean';

/** Each example, and what its first numbers must come to. */
const EXAMPLES = [
  ['softmax', 'Softmax with temperature', ['24.5325 / 33.2349 = 0.7382', '0.0548', '0.0067']],
  ['attention', 'Scaled dot-product attention', ['1×0 + 0×1 + 2×1 = 2', '1.1547']],
  [
    'attention&scale=false',
    'Scaled dot-product attention',
    ['0.0634', '0.4683', '1.9366', '6.6831', '1.5951', '7.7599'],
  ],
  ['multi-head&heads=8', 'Multi-head split', ['d_k = 512 / 8 = 64']],
  ['positional-encoding', 'Positional encoding', ['0.84147098', '0.54030231', '0.09983342', '0.99500417']],
  ['layer-norm', 'Layer normalisation', ['1 × −1 + 0 = −1', '1 × 1 + 0 = 1']],
  ['feed-forward', 'Feed-forward layer', ['2×1 + 1×−2 + 0 = 0']],
  ['byte-pairs', 'Byte-pair merges', ['new est</w>', 'low </w>', 'w i']],
  ['cosine', 'Cosine similarity', ['= 0.0178']],
  ['cosine&a=5,1683,1670', 'Cosine similarity', ['= 0.9963']],
  ['forward-noising&t=1000', 'Forward noising', ['4.04e−5', '0.02']],
  ['lora', 'LoRA: two thin matrices', ['192 × 1 × (12288 + 12288) = 4,718,592']],
  ['lora&r=8', 'LoRA: two thin matrices', ['37,748,736']],
] as const;

for (const [query, title, numbers] of EXAMPLES) {
  test(`${query} comes out as the book prints it`, async ({ page }) => {
    await page.goto(`/#/concepts?example=${query}`);
    await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible();
    for (const number of numbers) await expect(page.getByRole('article')).toContainText(number);
  });
}

test('a number is changed by keyboard, the arithmetic follows, and the address keeps it', async ({ page }) => {
  await page.goto('/#/concepts');
  await page.getByRole('textbox', { name: 'Logits z, number 1' }).fill('3.2');
  await expect(page.getByRole('article')).toContainText('e^(3.2 / 1) = 24.5325');
  expect(page.url()).toContain('example=softmax&z=3.2,1.1,-1.5,1.2,3.2,-1.1');
  await page.getByRole('textbox', { name: 'Logits z, number 1' }).press('ArrowDown');
  await expect(page.getByRole('textbox', { name: 'Logits z, number 1' })).toHaveValue('3.1');
  await page.getByRole('slider', { name: 'Temperature T' }).focus();
  await page.keyboard.press('ArrowRight');
  expect(page.url()).toContain('temperature=1.05');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Logits z, number 1' })).toHaveValue('3.1');
  await page.getByRole('button', { name: 'One number more in Logits z' }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'Logits z, number 7' })).toHaveValue('0');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(page.getByRole('textbox', { name: 'Logits z, number 1' })).toHaveValue('0.6');
});

test('what is no number is kept and marked, and what a link has wrong is named', async ({ page }) => {
  await page.goto('/#/concepts?example=softmax');
  const first = page.getByRole('textbox', { name: 'Logits z, number 1' });
  await first.fill('-');
  await expect(first).toHaveValue('-');
  await expect(first).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('article')).toContainText('e^(0.6 / 1)');
  await page.goto('/#/concepts?example=softmax&temperature=0&z=1,2');
  await expect(page.getByText('values that do not fit here; they were left as they were: temperature')).toBeVisible();
  await page.goto('/#/concepts?example=smell');
  await expect(page.getByText('There is no example “smell”')).toBeVisible();
  await page.goto('/#/concepts?example=attention&k=1,2;3,4');
  await expect(page.getByText('Q has 3 columns and K has 2')).toBeVisible();
});

test('merges are followed one by one', async ({ page }) => {
  await page.goto('/#/concepts?example=byte-pairs&merges=0');
  await expect(page.getByText('words are single characters')).toBeVisible();
  const unseen = page.getByTestId('unseen');
  await expect(unseen).toHaveText('lowest</w>');
  await expect(unseen.locator('span')).toHaveCount(7);
  await page.getByRole('spinbutton', { name: 'Merges' }).fill('9');
  await expect(unseen.locator('span')).toHaveCount(2);
  await expect(page.getByRole('table', { name: 'Merges' }).getByRole('row')).toHaveCount(10);
});

test('pictures leave as SVG, PNG and CSV', async ({ page }) => {
  await page.goto('/#/concepts?example=forward-noising');
  const chosen = async (what: string, part = 'What is left of the signal') => {
    await page.getByRole('region', { name: part }).getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: what }).click();
    return readFileSync(await (await download).path());
  };
  const svg = (await chosen('SVG')).toString();
  expect(svg).toContain('<polyline');
  expect(svg).not.toMatch(/class=|var\(|light-dark|oklch/);
  expect((await chosen('PNG')).subarray(1, 4).toString()).toBe('PNG');
  expect((await chosen('CSV')).toString().trim().split('\r\n')).toHaveLength(1001);
  expect((await chosen('CSV', 'Arithmetic of step 250')).toString().trim().split('\r\n')).toHaveLength(24 * 24 + 1);
  await page.goto('/#/concepts?example=cosine');
  expect((await chosen('SVG', 'Numbers')).toString()).toContain('<line');
});

/** Each example in two of three widths, so that all of them are seen in turn. */
const WIDTHS: readonly (readonly number[])[] = [
  [1440, 360],
  [768, 360],
];

for (const [index, example] of [...new Set(EXAMPLES.map(([query]) => query.split('&')[0] ?? ''))].entries()) {
  test(`axe finds nothing and nothing overflows: ${example}`, async ({ page }) => {
    for (const width of WIDTHS[index % 2] ?? []) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`/#/concepts?example=${example}`);
      await expect(page.getByRole('article')).toContainText('Numbers to begin with');
      await expectClean(page, `${example}, ${width} px`);
    }
  });
}
