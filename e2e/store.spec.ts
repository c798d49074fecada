import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { test as base, expect, failureOf, runOk } from './app';
import { FaultServer } from './faults/fault-server';
import { setHub } from './faults/hub-page';
import { GRAPH, paddedGraph, sentimentModel } from './faults/models';

const TEXT = { text: 'A fine film.' };
const ID = 'someone/sentiment';
const PART = 8 * 2 ** 20;
const WEIGHTS = 40 * 2 ** 20;

/** A Hub with one model whose weights come in five parts, at a pace at which one can be quicker. */
const test = base.extend<{ hub: FaultServer }>({
  hub: async ({ context }, use) => {
    const model = sentimentModel({ [GRAPH]: paddedGraph(WEIGHTS) });
    const hub = await FaultServer.start({ [ID]: model }, { bytesPerSecond: 8e6 });
    await setHub(context, hub);
    await use(hub);
    await hub.close();
  },
  allowedHosts: async ({ hub }, use) => use([hub.origin, hub.cdnOrigin]),
});

/** Starts a run, and comes back once so many bytes of the weights were sent. */
async function startUntil(page: Page, hub: FaultServer, bytes: number): Promise<void> {
  await page.evaluate(
    ([text, model]) => {
      void window.loupe.run('text-classification', { text }, { model });
    },
    [TEXT.text, ID] as const,
  );
  await expect.poll(() => hub.log.sent(GRAPH)).toBeGreaterThan(bytes);
}

test('a download goes on after a reload, and no byte comes twice beyond the parts under way', async ({ page, hub }) => {
  await page.goto('/');
  await startUntil(page, hub, 2 * PART);
  await page.reload();
  await runOk(page, 'text-classification', TEXT, { model: ID });
  // What was on its way when the page went: at most a part for each of the three connections.
  expect(hub.log.sentAgain(GRAPH)).toBeLessThan(3 * PART);
  expect(hub.log.sent(GRAPH)).toBeLessThan(WEIGHTS + 3 * PART);
  const before = hub.log.entries.length;
  await page.reload();
  const { run } = await runOk(page, 'text-classification', TEXT, { model: ID });
  expect(hub.log.entries.length).toBe(before);
  expect(run.model.commit).toMatch(/^[0-9a-f]{40}$/);
});

test('two tabs fetch a model once, and it runs offline from then on', async ({ page, context, hub }) => {
  await page.goto('/');
  await page.evaluate(() => navigator.serviceWorker.ready);
  const other = await context.newPage();
  await other.goto('/');
  await startUntil(page, hub, PART);
  await runOk(other, 'text-classification', TEXT, { model: ID });
  expect(hub.log.sent(GRAPH)).toBe(WEIGHTS);
  await context.setOffline(true);
  await other.reload();
  await runOk(other, 'text-classification', TEXT, { model: ID });
});

test('a cancelled run keeps what was fetched for the next one', async ({ page, hub }) => {
  await page.goto('/');
  const code = await page.evaluate(
    ([text, model]) => {
      const controller = new AbortController();
      const loaded = (event: { type: string; loaded?: number }) => {
        if (event.type === 'download' && (event.loaded ?? 0) > 16e6) controller.abort();
      };
      return window.loupe
        .run('text-classification', { text }, { model, signal: controller.signal, onEvent: loaded })
        .then((result) => (result.ok ? 'ok' : result.failure.code));
    },
    [TEXT.text, ID] as const,
  );
  expect(code).toBe('cancelled');
  await runOk(page, 'text-classification', TEXT, { model: ID });
  expect(hub.log.sentAgain(GRAPH)).toBeLessThan(3 * PART);
});

const STARTER = 'public/models/loupe/sentiment';
const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    // Where people have exported it themselves the graph often lies beside the configuration.
    .map((file) => [path.basename(file), readFileSync(file).toString('base64')] as const)
    .filter(([name]) => !name.includes('attentions'));

test('a model from this machine runs by its name, also offline, and goes without a trace', async ({
  page,
  context,
}) => {
  await page.goto('/');
  await page.evaluate(() => navigator.serviceWorker.ready);
  const starter = await runOk(page, 'text-classification', TEXT);
  const imported = await page.evaluate(async (files) => {
    const given = files.map(([name, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      return { path: `my-model/${name}`, blob: new Blob([bytes]) };
    });
    return window.loupe.importModel(given, { id: 'mine', task: 'text-classification' });
  }, filesOf(STARTER));
  expect(imported).toMatchObject({ ok: true, value: { id: 'local/mine', source: 'local' } });
  await context.setOffline(true);
  await page.reload();
  const own = await runOk(page, 'text-classification', TEXT, { model: 'local/mine' });
  expect(own.value).toEqual(starter.value);
  expect(own.run.model).toEqual({ id: 'local/mine', revision: '', source: 'local' });
  expect(await failureOf(page, 'text-classification', TEXT, { model: 'local/another' })).toBe('model-not-found');
});
