import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, failureOf, runOk, test } from './app';
import { expectClean } from './expect-clean';

const TAB = '/#/embeddings';
const WORDS = ['king', 'queen', 'man', 'woman', 'dog', 'cat', 'horse', 'red', 'green', 'blue'];

/** Opens the tab with a list of texts, and runs it. */
async function makeMap(page: Page, texts: readonly string[] = WORDS) {
  await page.goto(`${TAB}?${texts.map((text) => `text=${encodeURIComponent(text)}`).join('&')}&run=1`);
  await expect(page.getByText(/These axes hold \d/)).toBeVisible();
}

const map = (page: Page) => page.getByRole('img', { name: /^Map of / });
/** Few points are laid out in less time than a test needs to find a button. */
const makeAndStop = (page: Page) =>
  page.evaluate(async () => {
    const click = (name: string) =>
      [...document.querySelectorAll('button')].find((one) => one.textContent === name)?.click();
    click('Make the map');
    await new Promise(requestAnimationFrame);
    click('Stop the map');
  });

async function download(page: Page, act: () => Promise<void>): Promise<Buffer> {
  const started = page.waitForEvent('download');
  await act();
  return readFileSync(await (await started).path());
}

/** Chooses from the menu of a picture. */
const exported = (page: Page, card: string | RegExp, format: string) =>
  download(page, async () => {
    await page.getByRole('region', { name: card }).getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: format }).click();
  });

test('the console gives what the pipeline gives, by its own name and by Hugging Face’s', async ({ page }) => {
  interface Golden {
    model: string;
    input: { text: string[] };
    parameters: Record<string, unknown>;
    value: number[][];
  }
  const { cases } = JSON.parse(readFileSync('parity/goldens/embeddings.json', 'utf8')) as { cases: Golden[] };
  const pooled = cases.filter(({ model, parameters }) => model === 'loupe/embed' && parameters.pooling !== 'none');
  expect(pooled.length).toBeGreaterThan(3);
  await page.goto('/');
  for (const [index, { input, parameters, value }] of pooled.entries()) {
    const result = await runOk(page, index % 2 ? 'embeddings' : 'feature-extraction', input, parameters);
    const found = result.value as number[][];
    expect(found).toHaveLength(value.length);
    const differences = value.map((row, text) =>
      Math.max(...row.map((number, i) => Math.abs(number - (found[text]?.[i] ?? 9)))),
    );
    expect(Math.max(...differences)).toBeLessThan(2e-4);
  }
  expect(await failureOf(page, 'embeddings', { text: ['a'], pooling: 'median' })).toBe('parameter-invalid');
  expect(await failureOf(page, 'embeddings', { text: [''] })).toMatch(/^input-/);
  const one = await runOk(page, 'embeddings', 'one text alone', { pooling: 'none', normalize: false });
  expect(one.value[0].length).toBe(one.details.texts[0].tokens);
});

test('words become a map, a matrix, neighbours and an analogy', async ({ page }) => {
  await makeMap(page);
  await expect(map(page)).toBeVisible();
  await expect(page.locator('canvas').first()).toHaveAttribute('data-renderer', 'webgl');
  // King - man + woman stands there to begin with.
  const analogies = page.getByRole('region', { name: 'Neighbours and analogies' });
  await expect(analogies.getByRole('listitem').first()).toContainText('queen');
  await analogies.getByLabel('First text').fill('emperor');
  await expect(analogies.getByRole('alert')).toContainText('“emperor” is not among the texts');

  await page.getByRole('searchbox', { name: 'Search the texts' }).fill('cat');
  await expect(page.getByText('1 found')).toBeVisible();
  await page.keyboard.press('Enter');
  const selected = page.getByRole('region', { name: 'Selected texts' });
  await expect(selected.getByRole('listitem').first()).toContainText('dog');
  await page.getByRole('searchbox').fill('');

  await page.getByText('Table behind the map').click();
  await expect(page.getByRole('grid', { name: 'Positions of the texts' })).toHaveAttribute('aria-rowcount', '11');
  await page.getByText('Table behind the matrix').click();
  await expect(page.getByRole('columnheader', { name: 'queen' })).toBeVisible();
  await expectClean(page, 'with its tables');
});

test('points are selected by a box, a lasso and their cluster, and the keyboard moves the map', async ({ page }) => {
  await makeMap(page);
  const selected = page.getByRole('region', { name: 'Selected texts' });
  const drag = async (places: readonly (readonly [number, number])[]) => {
    await map(page).scrollIntoViewIfNeeded();
    const box = await map(page).boundingBox();
    if (!box) throw new Error('the map is not in sight');
    const [first = [0, 0], ...rest] = places.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height] as const);
    await page.mouse.move(...first);
    await page.mouse.down();
    for (const place of rest) await page.mouse.move(...place, { steps: 4 });
    await page.mouse.up();
  };
  await page.getByRole('button', { name: 'Box' }).click();
  await drag([
    [0.01, 0.01],
    [0.99, 0.99],
  ]);
  await expect(selected).toContainText('10 texts selected');
  await selected.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('button', { name: 'Lasso' }).click();
  await drag([
    [0.01, 0.01],
    [0.99, 0.01],
    [0.99, 0.99],
    [0.01, 0.99],
  ]);
  await expect(selected).toContainText('10 texts selected');

  await page.getByRole('combobox', { name: 'Coloured by' }).click();
  await page.getByRole('option', { name: 'clusters (k-means)' }).click();
  await page.getByRole('spinbutton', { name: 'n_clusters' }).fill('3');
  await expect(page.getByRole('list', { name: 'Groups' }).getByRole('button')).toHaveCount(3);
  await page.getByRole('button', { name: /^cluster 1/ }).click();
  await expect(selected).not.toContainText('10 texts selected');
  await expect(selected).toContainText('selected');

  await map(page).focus();
  const picture = async () => (await exported(page, /^Map/, 'SVG')).toString();
  const before = await picture();
  await map(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('+');
  await expect.poll(picture).not.toEqual(before);
});

test('t-SNE and UMAP are animated, can be stopped, and say what does not fit', async ({ page }) => {
  await makeMap(page);
  await page.getByRole('radio', { name: 't-SNE' }).click();
  const steps = page.getByRole('spinbutton', { name: 'n_iter' });
  await steps.fill('20');
  await expect(page.getByRole('button', { name: 'Make the map' })).toBeDisabled();
  await steps.fill('5000');
  await page.getByRole('radio', { name: '3-D' }).click();
  await makeAndStop(page);
  await expect(page.getByText('Stopped: this is how far it came.')).toBeVisible();

  await page.getByRole('radio', { name: 'UMAP' }).click();
  await page.getByRole('button', { name: 'Make the map' }).click();
  await expect(page.getByText('n_neighbors 9: there are no more.')).toBeVisible();
  await expect(page.getByText(/Trustworthiness 0\.\d/)).toBeVisible();
  await page.getByText('Table behind the map').click();
  await expect(page.getByRole('columnheader', { name: 'z' })).toBeVisible();
  // What was chosen is there again after a reload, and the result, too.
  await page.reload();
  await expect(page.getByRole('radio', { name: 'UMAP' })).toBeChecked();
  await expect(page.getByText(/Trustworthiness 0\.\d/)).toBeVisible();
});

test('a link opens the map as it was left, and a bad one the map as it begins', async ({ page, context }) => {
  await makeMap(page);
  await page.getByRole('radio', { name: 't-SNE' }).click();
  await page.getByRole('radio', { name: '3-D' }).click();
  const number = (where: Page, name: string) => where.getByRole('spinbutton', { name, exact: true });
  const numbers = { perplexity: '3', learning_rate: '40', n_iter: '250', seed: '11' };
  for (const [name, value] of Object.entries(numbers)) await number(page, name).fill(value);
  await page.getByRole('combobox', { name: 'Coloured by' }).click();
  await page.getByRole('option', { name: 'clusters (k-means)' }).click();
  await number(page, 'n_clusters').fill('3');
  await page.getByRole('button', { name: 'Make the map' }).click();
  const facts = (where: Page) => where.getByText(/Trustworthiness 0\.\d/);
  await expect(facts(page)).toBeVisible();
  const groups = (where: Page) => where.getByRole('list', { name: 'Groups' }).getByRole('button');
  await expect(groups(page)).toHaveCount(3);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy a link to these settings' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());

  const elsewhere = await context.newPage();
  await elsewhere.goto('/');
  await elsewhere.evaluate(() => localStorage.clear());
  await elsewhere.goto(`${copied}&run=1`);
  await expect(elsewhere.getByRole('radio', { name: 't-SNE' })).toBeChecked();
  await expect(elsewhere.getByRole('radio', { name: '3-D' })).toBeChecked();
  for (const [name, value] of Object.entries(numbers)) await expect(number(elsewhere, name)).toHaveValue(value);
  await expect(groups(elsewhere)).toHaveText(await groups(page).allTextContents());
  // The same seed and settings: the very same map.
  await expect(facts(elsewhere)).toHaveText(await facts(page).innerText());

  await elsewhere.goto(
    `${TAB}?text=one&text=two&text=three&run=1&view.method=magic&view.n_iter=1e99&view.colour_by=column+x`,
  );
  await expect(elsewhere.getByText(/These axes hold \d/)).toBeVisible();
  await expect(elsewhere.getByRole('radio', { name: 'PCA' })).toBeChecked();
  await expect(elsewhere.getByRole('combobox', { name: 'Coloured by' })).toHaveText('nothing');
});

test('vectors and pictures are taken along', async ({ page }) => {
  await makeMap(page);
  const npy = await download(page, () => page.getByRole('button', { name: 'Vectors as .npy' }).click());
  expect(npy.subarray(1, 6).toString('latin1')).toBe('NUMPY');
  expect(npy.toString('latin1')).toContain("'shape': (10, 384)");
  expect(npy.length).toBe(128 + 10 * 384 * 4);
  const csv = await download(page, () =>
    page.getByRole('region', { name: /^Map/ }).getByRole('button', { name: 'CSV' }).click(),
  );
  expect(csv.toString().split('\r\n')).toHaveLength(11);
  expect(csv.toString()).toMatch(/^\ufefftext,d0,d1,/);
  const json = await download(page, () => page.getByRole('button', { name: 'JSON' }).click());
  expect(JSON.parse(json.toString()).value[9]).toHaveLength(384);
  const svg = (await exported(page, /^Map/, 'SVG')).toString();
  expect(svg).toContain('>queen</text>');
  expect(svg.match(/a3\.5 3\.5/g)?.length).toBe(20);
  const png = await exported(page, 'Cosine matrix', 'PNG');
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
});

test('a column of a file colours the map', async ({ page }) => {
  await page.goto(TAB);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file' }).click();
  const rows = WORDS.map((word, index) => `${word},${index < 4 ? 'people' : index < 7 ? 'animals' : 'colours'}`);
  await (await chooser).setFiles({
    name: 'words.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`text,kind\n${rows.join('\n')}`),
  });
  await page.getByRole('button', { name: 'Use 10 texts' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Groups' })).toContainText('people');
  await page.getByRole('button', { name: /^animals/ }).click();
  await expect(page.getByRole('region', { name: 'Selected texts' })).toContainText('3 texts selected');
  await page.reload();
  await expect(page.getByRole('button', { name: /^people/ })).toBeVisible();
});

test('without pooling there is a vector for each token, and no map', async ({ page }) => {
  await page.goto(`${TAB}?text=one&text=two&pooling=none&run=1`);
  await expect(page.getByText(/For a map each text needs one vector/)).toBeVisible();
});

for (const width of [1440, 360]) {
  test(`axe finds nothing and nothing overflows, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await makeMap(page);
    await page.getByRole('radio', { name: 't-SNE' }).click();
    await expectClean(page, 'the map');
  });
}
