import type { Page } from '@playwright/test';
import { expect, killWorker, runOk, startRun, test } from './app';

const OPENING = 'Once upon a time';
const LONG = {
  text: OPENING,
  max_new_tokens: 400,
  num_return_sequences: 8,
  do_sample: true,
  top_k: 0,
  temperature: 3,
  seed: 11,
};

/** Sets what the runtime otherwise decides by itself; before the page is opened. */
const setRuntime = (page: Page, options: object) =>
  page.addInitScript((text) => localStorage.setItem('loupe.runtime', text), JSON.stringify(options));

test.describe('recovery', () => {
  test('a worker killed in the middle of a run: a fresh one does the run again, with the same result', async ({
    page,
  }) => {
    await page.goto('/');
    const wanted = await runOk(page, 'text-generation', LONG);
    const run = await startRun(page, 'text-generation', LONG);
    await run.computes();
    await killWorker(page);
    const { told, result } = await run.end();
    expect(told).toContain('restart');
    expect(result).toMatchObject({ ok: true, run: { restarts: [{ failure: { code: 'worker-crashed' } }] } });
    if (result.ok) expect(result.value).toEqual(wanted.value);
  });

  test('a batch goes on after the items that were done', async ({ page }) => {
    await page.goto('/');
    const text = Array.from({ length: 6 }, (_, i) => `${OPENING} ${i}`);
    // Each of them takes long enough to be counted from outside.
    const input = { text, min_new_tokens: 200, max_new_tokens: 200, do_sample: false };
    const wanted = await runOk(page, 'text-generation', input);
    const counted = page.evaluate(async (given) => {
      const items = new Map<number, number>();
      const started: string[] = [];
      const result = await window.loupe.run('text-generation', given, {
        onEvent(event) {
          if (event.type === 'restart') started.push('restart');
          if (event.type === 'items') items.set(event.from, (items.get(event.from) ?? 0) + 1);
          document.title = `${items.size} items`;
        },
      });
      return { items: [...items.values()], started, value: result.ok ? result.value : result.failure };
    }, input);
    await expect(page).toHaveTitle(/^[2-4] items$/);
    await killWorker(page);
    const { items, started, value } = await counted;
    expect(started).toEqual(['restart']);
    expect(items).toEqual(text.map(() => 1));
    expect(value).toEqual(wanted.value);
  });

  test('the tab tells that it started again, and keeps what was typed', async ({ page }) => {
    await page.goto('/#/text-generation?max_new_tokens=400&do_sample=true&temperature=3&top_k=0');
    const prompt = page.getByRole('textbox', { name: 'Prompt' });
    await prompt.fill('The old king');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Writing…' })).toBeVisible();
    // More than the prompt: the worker computes.
    await expect(page.getByTestId('generated')).toHaveText(/The old king\S* ?\S+/);
    await killWorker(page);
    await expect(page.getByText('The run was started again by itself.')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Continuation' })).toBeVisible();
    await expect(page.getByText('The run was started again by itself.')).toBeVisible();
    await expect(prompt).toHaveValue('The old king');
  });
});

test.describe('a worker that hangs', () => {
  // So that the worker's script comes through the routes below.
  test.use({ serviceWorkers: 'block' });

  /** An endless loop at the sixtieth beat of the first worker: in the middle of its first run. Later workers are sound. */
  const hangFirst = (page: Page) => {
    const loop = `
      const store = Atomics.store; let beats = 0;
      Atomics.store = (flag, index, value) => {
        const stored = store(flag, index, value);
        if (index === 1 && (beats += 1) === 60) for (;;);
        return stored;
      };`;
    let started = 0;
    return page.context().route('**/inference.worker-*.js', async (route) => {
      const response = await route.fetch();
      started += 1;
      await route.fulfill({ response, body: (started === 1 ? loop : '') + (await response.text()) });
    });
  };

  test('is noticed, told of and ended; the run is done again', async ({ page }) => {
    await setRuntime(page, { patience: { sayMs: 3000, endMs: 30_000 } });
    await hangFirst(page);
    await page.goto('/#/text-generation?text=Once&max_new_tokens=100&do_sample=false&run=1');
    await expect(page.getByText(/Still computing\? Nothing was heard of the model for/)).toBeVisible();
    await expect(page.getByText(/gave no sign of life for \d+ seconds.*started again by itself/)).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Continuation' })).toBeVisible();
  });

  test('can be stopped before that', async ({ page }) => {
    await setRuntime(page, { patience: { sayMs: 1500, endMs: 600_000 } });
    await hangFirst(page);
    await page.goto('/#/text-generation?text=Once&max_new_tokens=100&run=1');
    await expect(page.getByText(/Still computing\?/)).toBeVisible();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByText(/^Stopped/)).toBeVisible();
    await runOk(page, 'text-classification', { text: 'Fine.' });
  });
});

test.describe('memory', () => {
  const loaded = (page: Page) => page.getByRole('dialog', { name: 'What runs here' }).getByRole('listitem');

  test('models stay within the budget, the one used last the longest, and can be released', async ({ page }) => {
    // Room for the encoders of two tasks, and not for three.
    await setRuntime(page, { memoryBudget: 52e6 });
    await page.goto('/');
    for (const task of ['text-classification', 'token-classification']) await runOk(page, task, { text: 'A film.' });
    await runOk(page, 'text-classification', { text: 'A film.' });
    await page.getByTestId('device').click();
    await expect(loaded(page)).toHaveCount(2);
    await expect(page.getByTestId('memory')).toContainText('of 52 MB');
    await page.keyboard.press('Escape');
    await runOk(page, 'fill-mask', { text: 'A [MASK] film.' });
    await page.getByTestId('device').click();
    await expect(loaded(page)).toContainText([/loupe\/sentiment/, /loupe\/fill-mask/]);
    await page.getByRole('button', { name: 'Release loupe/sentiment' }).click();
    await expect(loaded(page)).toHaveCount(1);
    await page.keyboard.press('Escape');
    const again = await runOk(page, 'text-classification', { text: 'A film.' });
    expect(again.run.timings.compile_ms).toBeGreaterThan(0);
  });

  test('an idle worker whose heap has grown for nothing is ended, and the next run has another', async ({ page }) => {
    await setRuntime(page, { heapLimit: 1e6, idleMs: 500 });
    await page.goto('/');
    await runOk(page, 'text-classification', { text: 'A film.' });
    await expect(page.getByTestId('worker-state')).toHaveText('No model loaded');
    await expect.poll(() => page.workers().filter((one) => one.url().includes('inference')).length).toBe(0);
    await runOk(page, 'text-classification', { text: 'A film.' });
  });
});

test.describe('warm-up', () => {
  test('a tab loads its model when it is opened, so that the run need not', async ({ page }) => {
    await page.goto('/#/text-classification');
    await expect(page.getByTestId('worker-state')).toContainText('loupe/sentiment');
    const first = await runOk(page, 'text-classification', { text: 'A film.' });
    expect(first.run.timings.compile_ms).toBe(0);
  });

  test('a link hovered for the second time does, too', async ({ page }) => {
    await page.goto('/');
    const link = page.getByRole('navigation').getByRole('link', { name: 'Fill in the mask' });
    await link.hover();
    await page.getByRole('heading', { level: 1 }).hover();
    await expect(page.getByTestId('worker-state')).not.toContainText('fill-mask');
    await link.hover();
    await expect(page.getByTestId('worker-state')).toContainText('loupe/fill-mask');
  });

  test('neither where it is switched off, nor where bytes are metered', async ({ page }) => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'connection', { value: { saveData: true }, configurable: true });
    });
    await page.goto('/#/text-classification');
    await page.evaluate(() => window.loupe.capabilities());
    await page.waitForTimeout(2500);
    expect(requests.filter((url) => url.includes('/models/'))).toEqual([]);

    await page.getByTestId('device').click();
    await page.getByRole('switch', { name: /when it is opened/ }).click();
    const settings = await page.evaluate(() => localStorage.getItem('loupe.settings'));
    expect(JSON.parse(settings ?? '')).toMatchObject({ preload: false });
  });

  test('a run of another model goes first', async ({ page }) => {
    await page.goto('/#/summarization');
    const result = await runOk(page, 'text-classification', { text: 'A film.' });
    expect(result.run.restarts).toBeUndefined();
  });
});

test('a hidden page tells of its run in the title, and holds a wake lock meanwhile', async ({ page }) => {
  await page.addInitScript(() => {
    const held: string[] = [];
    Object.assign(window, { held });
    Object.defineProperty(navigator, 'wakeLock', {
      value: {
        async request() {
          held.push('held');
          return { release: async () => void held.push('released') };
        },
      },
    });
  });
  // A batch says how far it is, and takes some seconds.
  const batch = 'text=Once&'.repeat(16);
  await page.goto(`/#/text-generation?${batch}max_new_tokens=400&do_sample=true&temperature=3&top_k=0`);
  await runOk(page, 'text-generation', { text: OPENING, max_new_tokens: 2 });
  const hide = (hidden: boolean) =>
    page.evaluate((state) => {
      Object.defineProperty(document, 'visibilityState', { value: state ? 'hidden' : 'visible', configurable: true });
      Object.defineProperty(document, 'hidden', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await hide(true);
  await expect(page).toHaveTitle(/^\d+ % – Loupe$/);
  await expect(page).toHaveTitle('✓ Done – Text generation – Loupe', { timeout: 120_000 });
  await hide(false);
  await expect(page).toHaveTitle('Text generation – Loupe');
});

test('a worker that dies twice in one run: the failure is told with its name, and the next run has another', async ({
  page,
}) => {
  await page.goto('/');
  await runOk(page, 'text-generation', { text: OPENING, max_new_tokens: 2 });
  const run = await startRun(page, 'text-generation', LONG);
  for (const _death of [1, 2]) {
    await run.computes();
    await killWorker(page);
  }
  const { result } = await run.end();
  expect(result).toMatchObject({
    ok: false,
    failure: { code: 'worker-crashed', action: expect.stringContaining('Run again') },
    run: { restarts: [{ failure: { code: 'worker-crashed' } }] },
  });
  await runOk(page, 'text-generation', { text: OPENING, max_new_tokens: 2 });
});
