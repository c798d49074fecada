import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, runOk, test } from './app';
import { type StaticServer, serveStatic } from './static-server';

/** A host that cannot send headers, with a copy of the build that can be updated. */
let host: StaticServer;
let folder: string;
let root: string;
test.beforeAll(async () => {
  // In a folder, as project pages of static hosts are.
  folder = mkdtempSync(path.join(tmpdir(), 'loupe-host-'));
  root = path.join(folder, 'some', 'loupe');
  cpSync('dist', root, { recursive: true, filter: (source) => !source.endsWith('.map') });
  host = await serveStatic(folder);
});
test.afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});
test.use({ allowedHosts: async ({ baseURL: _ }, use) => use([host.origin]) });

test('a host without headers: the service worker isolates the page, and WASM has its threads', async ({ page }) => {
  await page.goto(`${host.origin}/some/loupe/`);
  await page.waitForFunction(() => window.crossOriginIsolated);
  const { wasm } = await page.evaluate(() => window.loupe.capabilities());
  expect(wasm.threads).toBeGreaterThan(1);
  await runOk(page, 'text-classification', { text: 'A fine film.' });
});

test('a new version waits for the user, and nothing typed is lost', async ({ page }) => {
  await page.goto(`${host.origin}/some/loupe/`);
  await page.waitForFunction(() => window.crossOriginIsolated);
  await page.goto(`${host.origin}/some/loupe/#/text-generation`);
  const prompt = page.getByRole('textbox', { name: 'Prompt' });
  await prompt.fill('Typed before the update');

  const html = readFileSync(path.join(root, 'index.html'), 'utf8');
  writeFileSync(path.join(root, 'index.html'), html.replace('<html ', '<html data-version="next" '));
  const script = path.join(root, 'service.worker.js');
  const worker = readFileSync(script, 'utf8');
  const entry = /("revision":")[0-9a-f]{32}(","url":"index\.html")/;
  expect(worker).toMatch(entry);
  writeFileSync(script, worker.replace(entry, `$1${'f'.repeat(32)}$2`));

  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect(page.getByText('A new version of Loupe is ready.')).toBeVisible();
  await prompt.fill('Typed while it waited');
  expect(await page.evaluate(() => document.documentElement.dataset.version)).toBeUndefined();
  await page.getByRole('button', { name: 'Update' }).click();
  await page.waitForFunction(() => document.documentElement.dataset.version === 'next');
  await expect(prompt).toHaveValue('Typed while it waited');
});
