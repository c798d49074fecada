import { expect, runOk, test } from './app';

const PRAISE = 'A warm, funny and beautifully acted film that stays with you.';
const COMPLAINT = 'The plot makes no sense and the jokes fall flat.';
const OPENING = 'Once upon a time there was a little dog named Max.';

test.beforeEach(({ page }) => page.goto('/'));

test.describe('text-classification', () => {
  test('takes one text or many and returns what the pipeline does', async ({ page }) => {
    const one = await runOk(page, 'text-classification', { text: PRAISE });
    expect(one.value).toEqual([{ label: 'POSITIVE', score: expect.any(Number) }]);
    expect(one.value[0].score).toBeGreaterThan(0.8);

    const many = await runOk(page, 'text-classification', { text: [PRAISE, COMPLAINT] });
    expect(many.value.map((entry: { label: string }) => entry.label)).toEqual(['POSITIVE', 'NEGATIVE']);

    const all = await runOk(page, 'text-classification', { text: [PRAISE, COMPLAINT], top_k: null });
    expect(all.value).toHaveLength(2);
    for (const labels of all.value) {
      expect(labels).toHaveLength(2);
      expect(labels[0].score + labels[1].score).toBeCloseTo(1, 6);
    }
    expect(all.value[0][0].score).toBeCloseTo(one.value[0].score, 4);
    expect(all.run).toMatchObject({ status: 'done', device: 'wasm', dtype: 'q4', model: { id: 'loupe/sentiment' } });
    expect(all.run.tokens.input).toBeGreaterThan(20);
  });

  test('function_to_apply none gives the logits that softmax is made of', async ({ page }) => {
    const input = { text: PRAISE, top_k: null };
    const { value: logits } = await runOk(page, 'text-classification', { ...input, function_to_apply: 'none' });
    const { value: scores } = await runOk(page, 'text-classification', input);
    const odds = Math.exp(logits[0].score - logits[1].score);
    expect(odds / (1 + odds)).toBeCloseTo(scores[0].score, 5);
  });

  test('says when a text is longer than the model reads', async ({ page }) => {
    const { run: record, details } = await runOk(page, 'text-classification', { text: `${PRAISE} `.repeat(200) });
    expect(record.notices).toMatchObject([{ code: 'input-truncated' }]);
    expect(details.texts[0].truncated).toBe(true);
  });

  test('takes emoji, right-to-left text, control characters and a lone surrogate', async ({ page }) => {
    const text = ['🎬👍🏽', 'فيلم رائع', '世界', 'a\u0000b\u200d', '\ud83d', 'x'.repeat(5000)];
    const { value } = await runOk(page, 'text-classification', { text });
    expect(value).toHaveLength(text.length);
  });
});

test.describe('text-generation', () => {
  test('greedy text repeats, and begins with the prompt unless told otherwise', async ({ page }) => {
    const input = { text: OPENING, max_new_tokens: 24, do_sample: false };
    const first = await runOk(page, 'text-generation', input);
    const again = await runOk(page, 'text-generation', input);
    const bare = await runOk(page, 'text-generation', { ...input, return_full_text: false });
    expect(first.value[0].generated_text.startsWith(OPENING)).toBe(true);
    expect(again.value).toEqual(first.value);
    expect(OPENING + bare.value[0].generated_text).toBe(first.value[0].generated_text);
    expect(first.run.tokens.output).toBeLessThanOrEqual(24);
    expect(first.details.tokens_per_second).toBeGreaterThan(0);
  });

  test('a seed repeats a run exactly; another seed does not', async ({ page }) => {
    const input = { text: OPENING, max_new_tokens: 24, do_sample: true, num_return_sequences: 3 };
    const first = await runOk(page, 'text-generation', input, { seed: 7 });
    const again = await runOk(page, 'text-generation', { ...input, seed: 7 });
    const other = await runOk(page, 'text-generation', { ...input, seed: 8 });
    expect(first.value).toHaveLength(3);
    expect(again.value).toEqual(first.value);
    expect(other.value).not.toEqual(first.value);
    const drawn = await runOk(page, 'text-generation', input);
    const replayed = await runOk(page, 'text-generation', { ...input, seed: drawn.run.parameters.seed });
    expect(replayed.value).toEqual(drawn.value);
  });

  test('top_p and top_k really act: at their tightest, sampling is greedy', async ({ page }) => {
    const input = { text: OPENING, max_new_tokens: 16, do_sample: false };
    const greedy = await runOk(page, 'text-generation', input);
    const sampled = { ...input, do_sample: true, temperature: 1, top_k: 0, seed: 3 };
    const free = await runOk(page, 'text-generation', sampled);
    expect(free.value).not.toEqual(greedy.value);
    expect((await runOk(page, 'text-generation', { ...sampled, top_p: 0.01 })).value).toEqual(greedy.value);
    expect((await runOk(page, 'text-generation', { ...sampled, top_k: 1 })).value).toEqual(greedy.value);
  });

  test('a batch of prompts gives a list for each', async ({ page }) => {
    const { value } = await runOk(page, 'text-generation', { text: [OPENING, 'The king'], max_new_tokens: 5 });
    expect(value).toHaveLength(2);
    expect(value[1][0].generated_text.startsWith('The king')).toBe(true);
  });

  test('streams tokens that add up to the text', async ({ page }) => {
    const { streamed, value } = await page.evaluate(async (text) => {
      let joined = '';
      const result = await window.loupe.run(
        'text-generation',
        { text, max_new_tokens: 20, return_full_text: false },
        {
          onEvent: (event) => {
            if (event.type === 'token') joined += event.text;
          },
        },
      );
      return { streamed: joined, value: result.ok ? (result.value as { generated_text: string }[]) : [] };
    }, OPENING);
    expect(value[0]?.generated_text.startsWith(streamed)).toBe(true);
    expect(streamed.length).toBeGreaterThan(10);
  });

  test('a prompt longer than the context is cut from the left, and says so', async ({ page }) => {
    const { run: record } = await runOk(page, 'text-generation', {
      text: `${OPENING} `.repeat(120),
      max_new_tokens: 4,
    });
    expect(record.notices).toMatchObject([{ code: 'context-cut' }]);
    expect(record.tokens.output).toBe(4);
  });
});

test('the console tells what there is', async ({ page }) => {
  const tasks = await page.evaluate(() => window.loupe.tasks());
  expect(tasks).toContainEqual({
    id: 'text-classification',
    title: 'Text classification',
    models: ['loupe/sentiment'],
  });
  expect(tasks).toContainEqual({ id: 'text-generation', title: 'Text generation', models: ['loupe/stories'] });
  const capabilities = await page.evaluate(() => window.loupe.capabilities());
  expect(capabilities).toMatchObject({ webgpu: null, crossOriginIsolated: true, wasm: { simd: true } });
  expect(capabilities.wasm.threads).toBeGreaterThan(1);
  expect(capabilities.webgpuReason).toBeTruthy();
});

test('runs queue up and all come out', async ({ page }) => {
  const results = await page.evaluate(
    (texts) => Promise.all(texts.map((text) => window.loupe.run('text-classification', text))),
    [PRAISE, COMPLAINT, PRAISE],
  );
  expect(results.map((result) => result.ok)).toEqual([true, true, true]);
});
