import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, failureOf, runOk, test } from './app';
import { expectClean } from './expect-clean';

const { cases } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../parity/inside/attention.json'), 'utf8'),
) as {
  cases: {
    model: string;
    text: string;
    text_pair?: string;
    max_new_tokens?: number;
    attentions: Record<string, { dims: number[]; weights: number[] }>;
  }[];
};

const link = (parameters: Record<string, string>) =>
  `/#/attention?${new URLSearchParams({ device: 'wasm', run: '1', ...parameters })}`;
const words = (page: Page, label = '') => page.getByRole('toolbar', { name: `Words${label};` }).getByRole('button');

/** Little-endian float32 numbers in Base64, as `loupe.run` gives them. */
function numbersOf({ float32 }: { float32: string }): Float32Array {
  const bytes = Buffer.from(float32, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(4 * index));
}

test("the starters' attentions are PyTorch's, and their rows sum to 1", async ({ page }) => {
  await page.goto('/');
  // The others, and tiny models of other architectures, are compared in Node: parity/attention.test.ts.
  for (const golden of cases.filter(({ model }) => /^loupe\/(fill-mask|stories|en-fr)$/.test(model))) {
    const { model, text, text_pair, max_new_tokens } = golden;
    const given = { text, ...(text_pair && { text_pair }), ...(max_new_tokens && { max_new_tokens }) };
    const { value } = await runOk(page, 'attention', given, { model, device: 'wasm' });
    for (const { kind, weights } of value.attentions) {
      const expected = golden.attentions[kind];
      const numbers = numbersOf(weights);
      expect(weights.dims, `${model} ${kind}`).toEqual(expected?.dims);
      const worst = Math.max(...numbers.map((number, index) => Math.abs(number - (expected?.weights[index] ?? 2))));
      expect(worst, `${model} ${kind}`).toBeLessThan(1e-4);
      const keys = weights.dims.at(-1);
      for (let row = 0; row < numbers.length; row += keys) {
        const sum = numbers.subarray(row, row + keys).reduce((all, weight) => all + weight, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-5);
      }
    }
  }
});

test('a word under the pointer or in focus says what it looks at, in both sentences', async ({ page }) => {
  await page.goto('/#/attention?text=The+bank+of+the+river.&text=The+bank+with+money.&list=text&device=wasm&run=1');
  const left = words(page, ' of text 1');
  const right = words(page, ' of text 2');
  await left.filter({ hasText: 'bank' }).hover();
  await expect(page.getByText(/^“bank” looks at/)).toHaveCount(2);
  await expect(right.filter({ hasText: 'bank' })).toHaveAttribute('aria-pressed', 'true');
  await left.filter({ hasText: 'bank' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(left.filter({ hasText: 'of' })).toBeFocused();
  await expect(page.getByText(/^“of” looks at/)).toHaveCount(1);
});

test('all heads open by keyboard, and pictures are exported with their tables', async ({ page }) => {
  await page.goto(link({ text: 'The cat sleeps.' }));
  await page.getByRole('radio', { name: 'All heads' }).click();
  const heads = page.getByRole('group', { name: /^All heads/ });
  await expect(heads.getByRole('button')).toHaveCount(72);
  await heads.getByRole('button', { name: 'Layer 1, head 1', exact: true }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Layer' })).toHaveText('2');
  await expect(page.getByRole('combobox', { name: 'Head' })).toHaveText('2');
  for (const [view, file] of [
    ['Lines', 'lines'],
    ['Heat map', 'map'],
    ['One token', 'token'],
  ] as const) {
    await page.getByRole('radio', { name: view }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: /^PNG/ }).click();
    expect((await download).suggestedFilename()).toBe(`loupe-attention-${file}.png`);
  }
  await page.getByText('Table of 6 by 6 weights').click();
  await expect(page.getByRole('region', { name: 'Weights as a table' }).getByRole('row')).toHaveCount(7);
  await page.getByRole('switch', { name: 'special tokens' }).click();
  await expect(words(page)).toHaveText(['The', 'cat', 'sleeps', '.']);
});

/** The link of the form as it stands; the clipboard is that of the machine. */
async function copiedLink(page: Page): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy a link to these settings' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

test('a link opens the view as it was left, and a bad one the view as it begins', async ({ page, context }) => {
  const texts = ['He sat on the bank.', 'The bank has money.', 'A dog sleeps.'].map(
    (text) => `text=${encodeURIComponent(text)}`,
  );
  await page.goto(`/#/attention?${texts.join('&')}&device=wasm&run=1`);
  await page.getByRole('radio', { name: 'One token' }).click();
  await page.getByRole('combobox', { name: 'Layer' }).click();
  await page.getByRole('option', { name: '4', exact: true }).click();
  await page.getByRole('combobox', { name: 'Head' }).click();
  await page.getByRole('option', { name: '6', exact: true }).click();
  await page.getByRole('switch', { name: 'special tokens' }).click();
  await page.getByRole('combobox', { name: 'Left text' }).click();
  await page.getByRole('option', { name: /^2\. The bank/ }).click();
  await page.getByRole('combobox', { name: 'Right text' }).click();
  await page.getByRole('option', { name: /^1\. He sat/ }).click();
  await words(page, ' of text 2').filter({ hasText: 'bank' }).click();
  const left = await page.getByText(/^“bank” looks at/).allTextContents();
  expect(left).toHaveLength(2);
  const copied = await copiedLink(page);

  const elsewhere = await context.newPage();
  await elsewhere.goto('/');
  await elsewhere.evaluate(() => localStorage.clear());
  await elsewhere.goto(`${copied}&run=1`);
  await expect(elsewhere.getByRole('radio', { name: 'One token' })).toBeChecked();
  await expect(elsewhere.getByRole('combobox', { name: 'Layer' })).toHaveText('4');
  await expect(elsewhere.getByRole('combobox', { name: 'Head' })).toHaveText('6');
  await expect(elsewhere.getByRole('switch', { name: 'special tokens' })).not.toBeChecked();
  await expect(elsewhere.getByRole('combobox', { name: 'Left text' })).toContainText('2. The bank');
  await expect(elsewhere.getByText(/^“bank” looks at/)).toHaveText(left);

  await elsewhere.goto(
    '/#/attention?text=A+dog.&device=wasm&run=1&view.layer=99&view.head=-1&view.view=%00&view.kind=no&view.x=1',
  );
  await expect(words(elsewhere)).toHaveText(['[CLS]', 'A', 'dog', '.', '[SEP]']);
  await expect(elsewhere.getByRole('radio', { name: 'Lines' })).toBeChecked();
  await expect(elsewhere.getByRole('combobox', { name: 'Layer' })).toHaveText('1');
  await expect(elsewhere.getByText(/left at their defaults: view\.x\./)).toBeVisible();
});

test('a translation looks at its source, its own or one that is given', async ({ page }) => {
  await page.goto(link({ text: 'The cat sleeps.', model: 'loupe/en-fr' }));
  await expect(page.getByRole('radio', { name: 'Translation at source' })).toBeChecked();
  await expect(page.getByRole('list', { name: 'Source' }).getByRole('listitem')).toHaveText([
    /The/,
    /cat/,
    /sleep/,
    /s/,
    /\./,
    /<\/s>/,
  ]);
  const own = await runOk(page, 'attention', { text: 'The cat sleeps.' }, { model: 'loupe/en-fr' });
  const led = await runOk(
    page,
    'attention',
    { text: 'The cat sleeps.', target: own.value.decoder.text },
    { model: 'loupe/en-fr' },
  );
  expect(led.value.decoder.tokens).toEqual(own.value.decoder.tokens);
  const idsOf = (tokens: { id: number }[]) => tokens.map(({ id }) => id);
  expect(idsOf(led.value.decoder.written)).toEqual(idsOf(own.value.decoder.written));
});

for (const { name: ofFolder, task, text, dims } of [
  { name: 'rxnmapper-albert', task: 'fill-mask', text: 'CCO.CC>>CCOCC', dims: [12, 8] },
  { name: 'stories260K', task: 'text-generation', text: 'Once upon a time', dims: [5, 8] },
])
  test(`a model folder without attention outputs shows its attention: ${ofFolder}`, async ({ page }) => {
    const folder = path.join(import.meta.dirname, '../../shared/models', ofFolder);
    test.skip(!existsSync(folder), 'the models of other people are not here');
    const files = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'].map((name) => ({
      name,
      bytes: readFileSync(path.join(folder, name)).toString('base64'),
    }));
    await page.goto('/');
    const id = `local/${ofFolder}`;
    const imported = await page.evaluate(
      async ([given, modelId, forTask]) => {
        const made = given.map(({ name, bytes }) => {
          const file = new File([Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))], name);
          Object.defineProperty(file, 'webkitRelativePath', { value: `${modelId}/${name}` });
          return file;
        });
        const importModel = (window.loupe as unknown as Record<string, (...all: unknown[]) => Promise<{ ok: boolean }>>)
          .importModel;
        return importModel?.(made, { id: modelId, task: forTask });
      },
      [files, id, task] as const,
    );
    expect(imported, JSON.stringify(imported)).toMatchObject({ ok: true });
    const { value } = await runOk(page, 'attention', { text }, { model: id });
    expect(value.attentions[0].weights.dims.slice(0, 2)).toEqual(dims);
  });

test('says what is wrong with bad input', async ({ page }) => {
  await page.goto('/');
  expect(await failureOf(page, 'attention', { text: '' })).toBe('input-empty');
  expect(await failureOf(page, 'attention', { text: 'A cat.', max_new_tokens: 0 })).toBe('parameter-invalid');
  expect(await failureOf(page, 'attention', { text: 'A cat.' }, { model: 'loupe/nothing' })).toBe('model-not-found');
});

for (const width of [1440, 360]) {
  test(`axe finds nothing and nothing overflows, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(link({ text: 'The cat sleeps on the bed.', model: 'loupe/en-fr' }));
    for (const view of ['Lines', 'Heat map', 'All heads', 'One token']) {
      await page.getByRole('radio', { name: view }).click();
      await expectClean(page, view);
    }
  });
}
