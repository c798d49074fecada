import { expect, killWorker, runOk, startRun, test } from './app';

const OPENING = 'Once upon a time';
const LONG = { text: OPENING, max_new_tokens: 400, do_sample: true, top_k: 0, temperature: 3 };

test('cancel stops within one token, and the worker lives on', async ({ page }) => {
  await page.goto('/');
  await runOk(page, 'text-generation', { text: OPENING, max_new_tokens: 2 });
  const outcome = await page.evaluate(async (input) => {
    const controller = new AbortController();
    let before = 0;
    let after = 0;
    const result = await window.loupe.run('text-generation', input, {
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type !== 'token') return;
        if (controller.signal.aborted) after += 1;
        else before += 1;
        if (before === 5) controller.abort();
      },
    });
    return { before, after, code: result.ok ? 'ok' : result.failure.code, status: result.run.status };
  }, LONG);
  expect(outcome).toMatchObject({ before: 5, code: 'cancelled', status: 'cancelled' });
  // One token may be under way when the cancel is sent, and one on its way to the page.
  expect(outcome.after).toBeLessThanOrEqual(2);
  const next = await runOk(page, 'text-generation', { text: OPENING, max_new_tokens: 2 });
  expect(next.run.timings.compile_ms).toBe(0);
});

test('a cancel during the download stops it', async ({ page, context }) => {
  await page.goto('/');
  await page.evaluate(() => window.loupe.capabilities());
  const held: (() => void)[] = [];
  await context.route('**/onnx/*.onnx', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve));
    await route.abort().catch(() => {});
  });
  const code = await page.evaluate(async (text) => {
    const controller = new AbortController();
    const result = window.loupe.run('text-generation', { text }, { signal: controller.signal });
    setTimeout(() => controller.abort(), 1500);
    const settled = await result;
    return settled.ok ? 'ok' : settled.failure.code;
  }, OPENING);
  expect(code).toBe('cancelled');
  for (const release of held) release();
  await context.unroute('**/onnx/*.onnx');
  await runOk(page, 'text-generation', { text: OPENING, max_new_tokens: 2 });
});

test('a worker killed in the middle of a run is replaced; nothing typed is lost', async ({ page }) => {
  await page.goto('/#/text-generation');
  const prompt = page.getByRole('textbox', { name: 'Prompt' });
  await prompt.fill('The old king');
  await runOk(page, 'text-generation', { text: OPENING, max_new_tokens: 2 });
  const run = await startRun(page, 'text-generation', LONG);
  await run.computes();
  await killWorker(page);
  const { result } = await run.end();
  expect(result).toMatchObject({ ok: true, run: { restarts: [{ failure: { code: 'worker-crashed' } }] } });
  await expect(prompt).toHaveValue('The old king');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Continuation' })).toBeVisible();
  await expect(page.getByTestId('generated')).toContainText('The old king');
});

test('a worker killed while idle is replaced without a word', async ({ page }) => {
  await page.goto('/');
  await runOk(page, 'text-generation', { text: OPENING, max_new_tokens: 2 });
  await killWorker(page);
  await runOk(page, 'text-generation', { text: OPENING, max_new_tokens: 2 });
});

test.describe('a browser that does not behave', () => {
  // So that the worker's script comes through the routes below.
  test.use({ serviceWorkers: 'block' });

  test('a GPU driver that never answers costs seconds, not the app', async ({ page, context }) => {
    await context.route('**/inference.worker-*.js', async (route) => {
      const response = await route.fetch();
      const hang = 'navigator.gpu.requestAdapter = () => new Promise(() => {});';
      await route.fulfill({ response, body: hang + (await response.text()) });
    });
    await page.goto('/');
    const result = await runOk(page, 'text-generation', { text: OPENING, max_new_tokens: 2 });
    expect(result.run.device).toBe('wasm');
  });

  test('a worker that never starts can be stopped', async ({ page, context }) => {
    await context.route('**/inference.worker-*.js', async (route) => {
      await route.fulfill({ response: await route.fetch(), body: 'await new Promise(() => {});' });
    });
    await page.goto('/#/text-generation?text=Once&run=1');
    await page.getByRole('button', { name: 'Stop' }).click({ delay: 500 });
    await expect(page.getByText('Stopped.')).toBeVisible();
    await context.unroute('**/inference.worker-*.js');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Continuation' })).toBeVisible();
  });

  test('storage that the browser forbids leaves a working app', async ({ page }) => {
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('denied', 'SecurityError');
          },
        });
      }
      Object.defineProperty(window, 'caches', { value: undefined });
    });
    await page.goto('/#/text-classification?text=A%20fine%20film.&run=1');
    await expect(page.getByRole('region', { name: 'Labels' })).toContainText('POSITIVE');
  });
});

test('the stop button keeps what was written', async ({ page }) => {
  await page.goto('/#/text-generation');
  await runOk(page, 'text-generation', { text: OPENING, max_new_tokens: 2 });
  await page.goto(
    '/#/text-generation?text=Once%20upon%20a%20time&max_new_tokens=500&do_sample=true&temperature=2&top_k=0',
  );
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Writing…' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('heading', { name: 'Written before the stop' })).toBeVisible();
  await expect(page.getByTestId('generated')).toContainText('Once upon a time');
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
});
