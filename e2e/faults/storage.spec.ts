import type { Page } from '@playwright/test';
import { failureOf, run, runOk } from '../app';
import { expect, TEXT, test } from './fault-test';
import { patchWorker } from './hub-page';
import { GRAPH, paddedGraph, sentimentModel } from './models';

const MODEL = 'someone/classifier';
const classify = (page: Page, options = {}) => runOk(page, 'text-classification', { text: TEXT }, options);

test('quota exceeded', async ({ page, hub, baseURL }) => {
  // The app's own files first: what is counted here is to stay.
  await page.evaluate(() => navigator.serviceWorker.ready);
  await classify(page);
  hub.models[MODEL] = sentimentModel({ [GRAPH]: paddedGraph(40e6) });
  const client = await page.context().newCDPSession(page);
  const origin = new URL(baseURL ?? '').origin;
  const { usage } = await client.send('Storage.getUsageAndQuota', { origin });
  await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 20e6 });
  const full = await run(page, 'text-classification', { text: TEXT }, { model: MODEL });
  expect(full).toMatchObject({
    ok: false,
    failure: { code: 'storage-full', remedy: 'manage-models' },
  });
  // What was there before still runs while there is no space.
  await classify(page);
  await client.send('Storage.overrideQuotaForOrigin', { origin });
  await classify(page, { model: MODEL });
});

test('the network gone and the disk full at once: the first is named, a starter that is here runs', async ({
  page,
  context,
  baseURL,
}) => {
  await classify(page);
  const client = await page.context().newCDPSession(page);
  const origin = new URL(baseURL ?? '').origin;
  await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await context.setOffline(true);
  await classify(page);
  const gone = await failureOf(page, 'text-classification', { text: TEXT }, { model: MODEL });
  expect(['network-unreachable', 'storage-full']).toContain(gone);
  await context.setOffline(false);
  await client.send('Storage.overrideQuotaForOrigin', { origin });
});

test('Cache Storage cleared under the app', async ({ page }) => {
  await classify(page);
  await page.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });
  await classify(page);
  await page.reload();
  await classify(page);
});

test('the index of models deleted under the app', async ({ page, hub }) => {
  hub.models[MODEL] = sentimentModel();
  await classify(page, { model: MODEL });
  await page.goto('about:blank');
  await page.goto('/#/fill-mask');
  const names = await page.evaluate(async () => {
    const all = (await indexedDB.databases()).map(({ name = '' }) => name);
    const models = all.filter((name) => /model/.test(name));
    for (const name of models) indexedDB.deleteDatabase(name);
    return models;
  });
  expect(names.length).toBeGreaterThan(0);
  await page.reload();
  await classify(page, { model: MODEL });
});

test('a stored file damaged on the disk', async ({ page, hub }) => {
  hub.models[MODEL] = sentimentModel();
  await classify(page, { model: MODEL });
  await page.goto('about:blank');
  await page.goto('/#/fill-mask');
  // Every stored file is cut to a third, those of the gallery excepted.
  const damaged = await page.evaluate(async () => {
    let count = 0;
    const cut = async (folder: FileSystemDirectoryHandle): Promise<void> => {
      for await (const handle of folder.values()) {
        if (handle.name === 'gallery') continue;
        if (handle.kind === 'directory') await cut(handle as FileSystemDirectoryHandle);
        else {
          const file = handle as FileSystemFileHandle;
          const { size } = await file.getFile();
          const stream = await file.createWritable({ keepExistingData: true });
          await stream.truncate(Math.floor(size / 3));
          await stream.close();
          count += 1;
        }
      }
    };
    await cut(await navigator.storage.getDirectory());
    return count;
  });
  expect(damaged).toBeGreaterThan(2);
  const first = await run(page, 'text-classification', { text: TEXT }, { model: MODEL });
  if (!first.ok) expect(first.failure.code).toBe('model-file-corrupt');
  await classify(page, { model: MODEL });
});

test('storage written by an older version is taken over', async ({ page, context }) => {
  // As it was kept before there was a store: whole answers in Cache Storage, under their address and hash.
  await page.evaluate(async () => {
    const folder = new URL('models/loupe/qa/', location.href).href;
    const cache = await caches.open('loupe-models');
    const files = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_q4.onnx'];
    for (const path of files) {
      const blob = await (await fetch(folder + path)).blob();
      const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
      const hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
      const headers = { 'content-length': String(blob.size) };
      await cache.put(`${folder}${path}?sha256=${hash}`, new Response(blob, { headers }));
    }
  });
  await page.reload();
  await page.evaluate(() => window.loupe.capabilities());
  await context.route('**/models/loupe/qa/**', (route) => route.abort());
  const input = { question: 'Who sat?', context: 'A cat sat on a red mat.' };
  await runOk(page, 'question-answering', input);
});

test.describe('without a place for files', () => {
  // So that the workers' scripts come through the routes of these tests.
  test.use({ serviceWorkers: 'block' });

  const NO_OPFS = `
    Object.defineProperty(navigator.storage, 'getDirectory', {
      value: () => Promise.reject(new DOMException('The operation is insecure.', 'SecurityError')),
    });`;
  const NO_CACHES = `Object.defineProperty(self, 'caches', { value: undefined });`;
  const NO_DATABASE = `indexedDB.open = () => { throw new DOMException('denied', 'SecurityError'); };`;

  for (const { name, code } of [
    { name: 'OPFS unavailable', code: NO_OPFS },
    { name: 'OPFS and Cache Storage unavailable', code: NO_OPFS + NO_CACHES },
    { name: 'IndexedDB unavailable to the store', code: NO_DATABASE },
  ]) {
    test(name, async ({ page, context }) => {
      await patchWorker(context, 'models', code);
      await patchWorker(context, 'inference', code);
      await page.reload();
      await classify(page);
      await runOk(page, 'fill-mask', { text: 'A [MASK] day.' });
      await page.reload();
      await classify(page);
    });
  }
});
