import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { type PlainResult, run, runOk } from '../app';
import { serveStatic } from '../static-server';
import { BUILD, expect, TEXT, test } from './fault-test';
import { patchWorker } from './hub-page';

const STORY = { text: 'Once upon a time', max_new_tokens: 400, do_sample: true, top_k: 0, temperature: 3, seed: 7 };

/** Writes the same story each time, long enough for something to happen meanwhile. */
const write = (page: Page, max_new_tokens = STORY.max_new_tokens): Promise<PlainResult> =>
  page.evaluate(
    (story) => {
      const onEvent = ({ type }: { type: string }) => {
        if (type === 'token') window.tokensHeard += 1;
        if (type === 'restart') window.tokensHeard = 0;
      };
      window.tokensHeard = 0;
      return window.loupe.run('text-generation', story, { onEvent });
    },
    { ...STORY, max_new_tokens },
  ) as Promise<PlainResult>;

declare global {
  interface Window {
    /** Since the run began, or began again. */
    tokensHeard: number;
  }
}

const workerNamed = (page: Page, name: string) => page.workers().find((worker) => worker.url().includes(name));

/** Until the story is under way: a model that is loaded in advance keeps the worker busy, too. */
async function untilWriting(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.tokensHeard), { intervals: [20] }).toBeGreaterThan(3);
}

/** Ends a worker, as a browser short of memory does, and waits until it is gone. */
async function kill(page: Page, name: string): Promise<void> {
  const worker = workerNamed(page, name);
  await worker?.evaluate(() => self.close()).catch(() => {});
  await expect.poll(() => page.workers().some((other) => other === worker)).toBe(false);
}

test('worker killed mid-run', async ({ page }) => {
  await runOk(page, 'text-generation', { text: 'Once', max_new_tokens: 1 });
  const running = write(page);
  await untilWriting(page);
  await kill(page, 'inference.worker');
  const result = await running;
  // Done again by a fresh worker, or named; a run that is done again is told apart by its record.
  if (result.ok) expect(result.run.restarts).toMatchObject([{ failure: { code: 'worker-crashed' } }]);
  else expect(result.failure.code).toBe('worker-crashed');
  await runOk(page, 'text-generation', { text: 'Once', max_new_tokens: 1 });
});

test('worker killed mid-run, twice', async ({ page }) => {
  await runOk(page, 'text-generation', { text: 'Once', max_new_tokens: 1 });
  const running = write(page);
  for (let time = 0; time < 2; time += 1) {
    await untilWriting(page);
    await kill(page, 'inference.worker');
  }
  const result = await running;
  expect(result).toMatchObject({ ok: false, failure: { code: 'worker-crashed' } });
});

test('the worker that keeps the models killed mid-run', async ({ page }) => {
  await runOk(page, 'text-generation', { text: 'Once', max_new_tokens: 1 });
  const running = write(page, 100);
  await untilWriting(page);
  await kill(page, 'models.worker');
  expect(await running).toMatchObject({ ok: true });
  // The next model has to come from somewhere.
  await runOk(page, 'fill-mask', { text: 'A [MASK] day.' });
});

test('service worker update mid-run', async ({ browser, hub }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'loupe-update-'));
  cpSync(BUILD, folder, { recursive: true, filter: (source) => !source.endsWith('.map') });
  const host = await serveStatic(folder);
  // A context of its own: its requests go to a copy of the build that can be updated.
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${host.origin}/#/text-generation`);
    await page.waitForFunction(() => window.crossOriginIsolated && navigator.serviceWorker.controller);
    const prompt = page.getByRole('textbox', { name: 'Prompt' });
    await prompt.fill('Typed before the update');
    await runOk(page, 'text-generation', { text: 'Once', max_new_tokens: 1 });
    const running = write(page, 150);
    await untilWriting(page);
    const script = path.join(folder, 'service.worker.js');
    const entry = /("revision":")[0-9a-f]{32}(","url":"index\.html")/;
    writeFileSync(script, readFileSync(script, 'utf8').replace(entry, `$1${'f'.repeat(32)}$2`));
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    await expect(page.getByText('A new version of Loupe is ready.')).toBeVisible();
    expect(await running).toMatchObject({ ok: true });
    await expect(prompt).toHaveValue('Typed before the update');
    await page.getByRole('button', { name: 'Update' }).click();
    await expect(page.getByText('A new version of Loupe is ready.')).toBeHidden();
    await expect(prompt).toHaveValue('Typed before the update');
    await runOk(page, 'text-classification', { text: TEXT });
  } finally {
    await context.close();
    await host.close();
    rmSync(folder, { recursive: true });
  }
  expect(hub.log.entries).toEqual([]);
});

test.describe('a browser that does not behave', () => {
  // So that the workers' scripts come through the routes of these tests.
  test.use({ serviceWorkers: 'block' });

  test('worker hung', async ({ page, context }) => {
    // A worker that is told to does not come back: an endless loop in a graph, or in a driver.
    const endless = `
      let hang = false;
      new BroadcastChannel('hang').onmessage = () => { hang = true; };
      const now = performance.now.bind(performance);
      performance.now = () => { while (hang); return now(); };`;
    await patchWorker(context, 'inference', endless);
    const patience = { sayMs: 1000, endMs: 20_000 };
    await page.evaluate((text) => localStorage.setItem('loupe.runtime', text), JSON.stringify({ patience }));
    await page.reload();
    const ended = await page.evaluate(async (story) => {
      let told = false;
      const seen = new Set<string>();
      const onEvent = (event: { type: string }) => {
        seen.add(event.type);
        if (event.type === 'token' && !told) new BroadcastChannel('hang').postMessage('now');
        told ||= event.type === 'token';
      };
      const result = await window.loupe.run('text-generation', { ...story, max_new_tokens: 100 }, { onEvent });
      return { ok: result.ok, seen: [...seen], restarts: result.run.restarts };
    }, STORY);
    expect(ended).toMatchObject({ ok: true, restarts: [{ failure: { code: 'worker-hung' } }] });
    expect(ended.seen).toEqual(expect.arrayContaining(['stalled', 'restart']));
  });

  test('JSPI absent', async ({ page, context }) => {
    const code = 'delete WebAssembly.Suspending; delete WebAssembly.promising;';
    await context.addInitScript({ content: code });
    await patchWorker(context, 'inference', code);
    await page.reload();
    expect((await page.evaluate(() => window.loupe.capabilities())).wasm.jspi).toBe(false);
    await runOk(page, 'text-generation', { text: 'Once upon', max_new_tokens: 4 });
  });

  test('worker scripts that cannot be loaded', async ({ page, context }) => {
    await context.route('**/inference.worker-*.js', (route) => route.abort());
    await page.reload();
    const result = await run(page, 'text-classification', { text: TEXT });
    expect(result).toMatchObject({ ok: false, failure: { code: 'worker-start-failed' } });
    await context.unroute('**/inference.worker-*.js');
  });
});

test.describe('a host without headers and a browser without service workers', () => {
  test.use({ serviceWorkers: 'block' });

  test('crossOriginIsolated false', async ({ browser, hub }) => {
    const host = await serveStatic(BUILD);
    const context = await browser.newContext({ serviceWorkers: 'block' });
    try {
      const page = await context.newPage();
      await page.goto(`${host.origin}/#/text-generation`);
      const { crossOriginIsolated, wasm } = await page.evaluate(() => window.loupe.capabilities());
      expect([crossOriginIsolated, wasm.threads]).toEqual([false, 1]);
      const prompt = page.getByRole('textbox', { name: 'Prompt' });
      await prompt.fill('Typed');
      await runOk(page, 'text-generation', { text: 'Once', max_new_tokens: 2 });
      // Without shared memory a stop is heard all the same.
      const stopped = await page.evaluate(async (story) => {
        const controller = new AbortController();
        const onEvent = (event: { type: string }) => event.type === 'token' && controller.abort();
        const result = await window.loupe.run('text-generation', story, { signal: controller.signal, onEvent });
        return result.ok ? 'ok' : result.failure.code;
      }, STORY);
      expect(stopped).toBe('cancelled');
      await runOk(page, 'text-classification', { text: TEXT });
      await expect(prompt).toHaveValue('Typed');
    } finally {
      await context.close();
      await host.close();
    }
    expect(hub.log.entries).toEqual([]);
  });
});
