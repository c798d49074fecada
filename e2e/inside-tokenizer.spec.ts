import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import batches from '../workers/inside/tokenizer/goldens/batch-encodings.json' with { type: 'json' };
import offsets from '../workers/text/offsets/goldens/offsets.json' with { type: 'json' };
import { expect, failureOf, openWithHub, runOk, test } from './app';
import { expectClean } from './expect-clean';
import { type StaticServer, serveStatic } from './static-server';

const column = (page: Page, name: string) => page.getByRole('region', { name: `Tokenizer ${name}` });

test('runs give what Python gives: ids, masks, types; padding, truncation, pairs', async ({ page }) => {
  await page.goto('/');
  const { answers } = batches.tokenizers.ner;
  for (const [number, batch] of batches.batches.entries()) {
    if (batch.text.includes('')) continue;
    for (const [index, call] of batches.calls.entries()) {
      const expected = answers[number]?.[index];
      if (!expected || typeof expected === 'string' || 'truncation_side' in call) continue;
      const input = {
        ...call,
        text: batch.text,
        ...('text_pair' in batch ? { text_pair: batch.text_pair.join('\n') } : {}),
      };
      const { value } = await runOk(page, 'tokenizer', input, { model: 'loupe/ner' });
      expect(value, JSON.stringify(call)).toEqual({
        input_ids: expected.input_ids,
        token_type_ids: expected.token_type_ids,
        attention_mask: expected.attention_mask,
      });
    }
  }
});

test('tricky texts keep their offsets from keyboard to worker', async ({ page }) => {
  await page.goto('/');
  for (const [index, stored] of offsets.strings.entries()) {
    const text = typeof stored === 'string' ? stored : String.fromCharCode(...stored);
    if (text.trim() === '' || index % 9 > 0) continue;
    const golden = offsets.starters.stories[index];
    const { value, details } = await runOk(
      page,
      'tokenizer',
      { text, add_special_tokens: false },
      { model: 'loupe/stories' },
    );
    expect(value.input_ids, JSON.stringify(text)).toEqual(golden?.ids);
    // A first token may count the space before it: the rest is compared.
    expect(details.rows[0].offsets.slice(2)).toEqual(golden?.offsets.slice(2));
  }
});

test('what is typed is seen by several tokenizers at once, and a token is told in full', async ({ page }) => {
  await page.goto('/#/tokenizer?text=&compare_with=loupe/ner&compare_with=loupe/en-fr');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Zürich 😀');
  await expect(column(page, 'loupe/ner')).toContainText('WordPiece, 8,500 tokens');
  await expect(column(page, 'loupe/stories')).toContainText('byte-level BPE, 4,096 tokens');
  await expect(column(page, 'loupe/en-fr')).toContainText('BPE');
  for (const name of ['loupe/ner', 'loupe/stories', 'loupe/en-fr']) {
    await expect(column(page, name)).toContainText(/characters\s*8/);
    await expect(column(page, name)).toContainText(/bytes\s*12/);
  }
  const list = column(page, 'loupe/ner').getByRole('listbox');
  await list.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await expect(column(page, 'loupe/ner')).toContainText('“[UNK]”, id 1, unknown, characters 7–9, bytes 8–12');
  await page.getByRole('button', { name: 'Take loupe/en-fr away' }).click();
  await expect(column(page, 'loupe/en-fr')).toBeHidden();
});

test('decoding shows where another text comes back', async ({ page }) => {
  await page.goto('/#/tokenizer?model=loupe/ner&text=Na%C3%AFve%20ideas');
  const ner = column(page, 'loupe/ner');
  await expect(ner).toContainText('Decoding gives another text');
  await expect(ner.locator('del').first()).toHaveText('N');
  await expect(ner.locator('ins').first()).toHaveText('n');
  await page.getByRole('button', { name: 'A sentence' }).click();
  await page.goto('/#/tokenizer?model=loupe/stories&text=Na%C3%AFve%20ideas');
  await expect(column(page, 'loupe/stories')).toContainText('Decoding gives the same text back.');
});

test('a batch is the matrix that the model gets', async ({ page }) => {
  await page.goto('/#/tokenizer?model=loupe/ner&text=a%20fox&text=lived%20near%20the%20old%20mill');
  const ner = column(page, 'loupe/ner');
  await expect(ner).toContainText('The rows differ in length');
  await page
    .getByRole('combobox', { name: /padding/ })
    .first()
    .click();
  await page.getByRole('option', { name: 'True', exact: true }).click();
  await expect(ner).not.toContainText('The rows differ in length');
  const matrix = ner.getByRole('table', { name: /The batch/ });
  await expect(matrix.getByRole('row').nth(1).getByRole('cell').last()).toHaveText('0');
  await ner.getByRole('radio', { name: 'attention_mask' }).click();
  await expect(matrix.getByRole('row').nth(1)).toHaveText(/^0?.*1111000$/);
  await page.getByRole('button', { name: 'The next text' }).click();
  await expect(ner.getByRole('option', { name: /mill/ })).toBeVisible();
});

test('truncation says what was cut; what cannot be done is refused', async ({ page }) => {
  await page.goto('/#/tokenizer?model=loupe/ner&text=one%20two%20three%20four%20five&truncation=true&max_length=4');
  await expect(column(page, 'loupe/ner')).toContainText('Cut: 3 tokens of the text, “three·four·five”');
  const llama = { text: 'a', padding: true, max_length: 1, truncation: true };
  expect(await failureOf(page, 'tokenizer', llama, { model: 'loupe/ner' })).toBe('parameter-invalid');
  expect(await failureOf(page, 'tokenizer', { text: ['a', 'b'], text_pair: 'one line' })).toBe('parameter-invalid');
  expect(await failureOf(page, 'tokenizer', { text: '' })).toBe('input-empty');
});

test('a conversation is rendered by a chat template', async ({ page }) => {
  await page.goto('/#/tokenizer?text=What%20is%20a%20token%3F');
  await page.getByRole('radio', { name: 'Conversation' }).click();
  await expect(column(page, 'loupe/stories')).toContainText('loupe/stories has no chat template.');
  await page.getByRole('button', { name: 'ChatML' }).click();
  // The decoded text beneath has the same words.
  const rendered = column(page, 'loupe/stories').getByText('<|im_start|>user').first();
  await expect(rendered).toHaveText('<|im_start|>user\nWhat is a token?<|im_end|>\n', { useInnerText: true });
  await page.getByRole('switch', { name: /add_generation_prompt/ }).click();
  await expect(rendered).toContainText('<|im_start|>assistant');
  await page.getByRole('textbox', { name: /A Jinja template/ }).fill('{% for');
  await expect(column(page, 'loupe/stories')).toContainText('The chat template cannot be rendered');
});

test('a dropped tokenizer.json stands beside the others, and is there after a reload', async ({ page }) => {
  await page.goto('/#/tokenizer?text=Hello%20world');
  const unigram = JSON.stringify(offsets.trained['unigram-t5'].tokenizer);
  const file = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.getByLabel('Files of a tokenizer').setInputFiles(file('notes.json', '{"a": 1}'));
  await expect(page.getByText('notes.json is no tokenizer')).toBeVisible();
  await page.getByLabel('Files of a tokenizer').setInputFiles(file('unigram.json', unigram));
  await expect(column(page, 'unigram.json')).toContainText('Unigram, ');
  await expect(column(page, 'unigram.json').getByRole('option').first()).toBeVisible();
  await page.reload();
  await expect(column(page, 'unigram.json').getByRole('option').first()).toBeVisible();
  await page.getByLabel('Files of a tokenizer').setInputFiles(file('broken.json', '{"model": {"type": "Nothing"}}'));
  await expect(column(page, 'broken.json')).toContainText('is no tokenizer that can be opened');
});

test.describe('of the Hub', () => {
  let hub: StaticServer;
  test.beforeAll(async () => {
    hub = await serveStatic('public/models/loupe', {
      headers: { 'access-control-allow-origin': '*' },
      route(pathname) {
        const match = /^\/someone\/tiny-([\w-]+)\/resolve\/main\/(.+)$/.exec(pathname);
        return match ? `/${match[1]}/${match[2]}` : 404;
      },
    });
  });
  test.afterAll(() => hub.close());
  test.use({ allowedHosts: async ({ baseURL: _ }, use) => use([hub.origin]) });

  test('any id will do: the tokenizer’s files are fetched, and no weights', async ({ page }) => {
    await openWithHub(page, hub.origin);
    await page.goto('/#/tokenizer?text=Hello&compare_with=someone/tiny-qa');
    await expect(column(page, 'someone/tiny-qa')).toContainText('WordPiece');
    await runOk(page, 'tokenizer', { text: 'Hello' }, { model: 'someone/tiny-qa' });
    expect(hub.requests.some((path) => path.endsWith('tokenizer.json'))).toBe(true);
    expect(hub.requests.filter((path) => path.includes('.onnx'))).toEqual([]);
  });
});

test('tokens leave as SVG, PNG and CSV; a run leaves as JSON and stays in the history', async ({ page }) => {
  await page.goto('/#/tokenizer?model=loupe/ner&text=Hello%20w%C3%B6rld&run=1');
  const chosen = async (what: string) => {
    await column(page, 'loupe/ner').getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: what }).click();
    return readFileSync(await (await download).path());
  };
  await expect(page.getByRole('region', { name: 'Run' })).toContainText('tokens read');
  const svg = (await chosen('SVG')).toString();
  expect(svg).toContain('>hello<');
  expect(svg).not.toMatch(/var\(|light-dark|oklch/);
  expect((await chosen('PNG')).subarray(1, 4).toString()).toBe('PNG');
  expect((await chosen('CSV')).toString()).toContain('0,2,world,');
  await page.getByRole('button', { name: 'History' }).click();
  await expect(page.getByRole('dialog')).toContainText('Hello wörld');
});

test('a batch leaves as SVG, PNG and CSV, as its cells show it', async ({ page }) => {
  await page.goto('/#/tokenizer?model=loupe/ner&padding=true&text=a%20fox&text=lived%20near%20the%20mill');
  const ner = column(page, 'loupe/ner');
  const chosen = async (what: string) => {
    await ner.getByRole('button', { name: 'Export the batch' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: what }).click();
    const file = await download;
    return { name: file.suggestedFilename(), content: readFileSync(await file.path()) };
  };
  const csv = await chosen('CSV');
  expect(csv.name).toBe('loupe-batch-input_ids-loupe-ner.csv');
  const { value } = await runOk(
    page,
    'tokenizer',
    { text: ['a fox', 'lived near the mill'], padding: true },
    { model: 'loupe/ner' },
  );
  const rows = csv.content.toString().replace('\ufeff', '').trim().split('\r\n');
  expect(rows.slice(1).map((row) => row.split(',').slice(1).map(Number))).toEqual(value.input_ids);
  await ner.getByRole('radio', { name: 'tokens' }).click();
  const svg = (await chosen('SVG')).content.toString();
  expect(svg).toContain('>loupe/ner: tokens, 2 rows × ');
  expect(svg.match(/>\[PAD\]</g)).toHaveLength(value.attention_mask[0].filter((mask: number) => mask === 0).length);
  expect(svg).not.toMatch(/var\(|light-dark|oklch/);
  expect((await chosen('PNG')).content.subarray(1, 4).toString()).toBe('PNG');
});

for (const width of [1440, 768, 360]) {
  test(`axe finds nothing and nothing overflows, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto('/#/tokenizer?padding=true&text=a%20fox&text=lived%20near%20the%20mill&compare_with=loupe/ner');
    const ner = column(page, 'loupe/ner');
    await expect(ner.getByRole('table', { name: /The batch/ })).toBeVisible();
    await ner.getByRole('button', { name: 'Show as a table' }).click();
    await expect(ner.getByRole('table', { name: /Every token/ })).toBeVisible();
    await expectClean(page, 'tokenizer');
    await page.getByRole('radio', { name: 'Conversation' }).click();
    await expect(page.getByRole('textbox', { name: 'Message 1' })).toBeVisible();
    await expectClean(page, 'a conversation');
  });
}

/** The CPU time of the longest task of the page's main thread while `act` runs, in milliseconds. */
async function longestTask(page: Page, act: () => Promise<void>): Promise<number> {
  const client = await page.context().newCDPSession(page);
  const events: { name: string; ph: string; tdur?: number; pid: number; tid: number; args?: { name?: string } }[] = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as typeof events)));
  await client.send('Tracing.start', {
    traceConfig: { includedCategories: ['toplevel', '__metadata'], excludedCategories: ['*'] },
    transferMode: 'ReportEvents',
  });
  await act();
  const complete = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
  await client.send('Tracing.end');
  await complete;
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const isMain = (event: { pid: number; tid: number }) =>
    mains.some(({ pid, tid }) => pid === event.pid && tid === event.tid);
  const tasks = events.filter((event) => event.ph === 'X' && /RunTask/.test(event.name) && isMain(event));
  return tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur), 0) / 1000;
}

test('typing 10,000 characters never holds the page for 50 ms', async ({ page }) => {
  test.setTimeout(600_000);
  await page.goto('/#/tokenizer?text=Once&compare_with=loupe/ner');
  await expect(column(page, 'loupe/ner').getByRole('option').first()).toBeVisible();
  const box = page.getByRole('textbox', { name: 'Text', exact: true });
  await box.focus();
  await page.keyboard.press('End');
  // The first strokes compile what later ones run.
  await page.keyboard.type(' upon a time, there was a naïve fox 😀.', { delay: 5 });
  // What is measured must be able to fail: a task that counts for long is seen as one.
  const counting = await longestTask(page, () =>
    page.evaluate(
      () =>
        new Promise<void>((resolve) =>
          setTimeout(() => {
            let sum = 0;
            for (let count = 0; count < 5e8; count++) sum += count % 7;
            document.body.dataset.sum = String(sum);
            resolve();
          }),
        ),
    ),
  );
  expect(counting).toBeGreaterThan(50);
  const longest = await longestTask(page, async () => {
    await page.evaluate(async () => {
      const words =
        'the quick brown fox jumped over naïve dogs 😀 東京 and unbelievably long antidisestablishmentarianism, ';
      const characters = Array.from(words.repeat(120)).slice(0, 10_000);
      const next = () => new Promise((resolve) => setTimeout(resolve));
      // Some characters at a time, as quick hands and dictation write, and the last thousand one by one.
      for (let at = 0; at < characters.length; ) {
        const stroke = at < 9000 ? 6 : 1;
        document.execCommand('insertText', false, characters.slice(at, at + stroke).join(''));
        at += stroke;
        await next();
      }
    });
    await expect(column(page, 'loupe/ner')).toContainText(/characters\s*10,0\d\d/);
    await expect(column(page, 'loupe/stories')).toContainText(/characters\s*10,0\d\d/);
  });
  // CPU time of one task: however loaded the machine is, it is not the page that holds itself up.
  test.info().annotations.push({ type: 'longest task', description: `${longest.toFixed(1)} ms` });
  expect(longest).toBeGreaterThan(0.5);
  expect(longest).toBeLessThan(50);
});
