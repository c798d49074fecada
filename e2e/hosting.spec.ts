import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, runOk, test } from './app';
import { FILE_LIMIT, filesOver, githubPages, headersHost } from './hosts';
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
/** Each test has a server of its own on this machine; none may ask anybody else. */
test.use({ allowedHosts: async ({ baseURL: _ }, use) => use(['localhost']) });

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
  // The page comes back meanwhile: a question that was asked of the old one has no answer.
  const version = () => page.evaluate(() => document.documentElement.dataset.version).catch(() => null);
  await expect.poll(version).toBe('next');
  await expect(prompt).toHaveValue('Typed while it waited');
});

test('GitHub Pages: a folder, no headers, ten minutes of cache, and a 404 page', async ({ page }) => {
  const github = await githubPages(folder);
  try {
    await page.goto(`${github.origin}/some/loupe/`);
    await page.waitForFunction(() => window.crossOriginIsolated);
    await runOk(page, 'text-classification', { text: 'A fine film.' });
    const missing = await page.request.get(`${github.origin}/some/loupe/nothing`);
    expect(missing.status()).toBe(404);
    expect(await missing.text()).toContain('There is nothing here');
  } finally {
    await github.close();
  }
});

test('Cloudflare Pages and Netlify: _headers isolates the first visit, before there is a service worker', async ({
  browser,
}) => {
  expect(filesOver('dist', FILE_LIMIT)).toEqual([]);
  const cloudflare = await headersHost('dist');
  const context = await browser.newContext({ serviceWorkers: 'block' });
  try {
    const page = await context.newPage();
    const refused: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) refused.push(message.text());
    });
    await page.goto(`${cloudflare.origin}/`);
    expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true);
    const { wasm } = await page.evaluate(() => window.loupe.capabilities());
    expect(wasm.threads).toBeGreaterThan(1);
    await runOk(page, 'text-classification', { text: 'A fine film.' });
    expect(refused).toEqual([]);
    const asset = cloudflare.requests.find((path) => path.startsWith('/assets/')) ?? '';
    const { headers } = await page.request
      .get(`${cloudflare.origin}${asset}`)
      .then((answer) => ({ headers: answer.headers() }));
    expect(headers['cache-control']).toContain('immutable');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect((await page.request.get(`${cloudflare.origin}/_headers`)).status()).toBe(404);
  } finally {
    await context.close();
    await cloudflare.close();
  }
});

test('a browser without JSPI runs models from the compressed build of ONNX Runtime, with threads and offline', async ({
  page,
  context,
}) => {
  const copy = mkdtempSync(path.join(tmpdir(), 'loupe-asyncify-'));
  cpSync('dist', copy, { recursive: true, filter: (source) => !source.endsWith('.map') });
  // Init scripts do not reach workers: each of the app's gets a line of its own.
  const hide = 'delete WebAssembly.Suspending;';
  const assets = path.join(copy, 'assets');
  const workers = readdirSync(assets).filter((file) => /^inference\.worker-.*\.js$/.test(file));
  expect(workers).toHaveLength(1);
  for (const file of [...workers.map((name) => path.join(assets, name)), path.join(copy, 'service.worker.js')])
    writeFileSync(file, `${hide}${readFileSync(file, 'utf8')}`);
  const server = await serveStatic(copy);
  try {
    await page.goto(`${server.origin}/`);
    await page.waitForFunction(() => window.crossOriginIsolated);
    const first = await runOk(page, 'text-classification', { text: 'A fine film.' });
    expect(server.requests.filter((file) => file.includes('asyncify')).map((file) => path.extname(file))).toContain(
      '.gz',
    );
    expect(server.requests.filter((file) => /ort-.*\.wasm$/.test(file))).toEqual([]);
    expect(page.workers().filter((worker) => /asyncify.*\.mjs/.test(worker.url())).length).toBeGreaterThan(0);
    await context.setOffline(true);
    await page.reload();
    const offline = await runOk(page, 'text-classification', { text: 'A fine film.' });
    expect(offline.value).toEqual(first.value);
  } finally {
    await context.setOffline(false);
    await server.close();
    rmSync(copy, { recursive: true });
  }
});
