import { expect, runOk, test } from './app';

test('with the network off, a reload works and both tasks run, on a profile that used them once', async ({
  page,
  context,
}) => {
  await page.goto('/');
  await page.evaluate(() => navigator.serviceWorker.ready);
  const before = await runOk(page, 'text-classification', { text: 'A fine film.' });
  await runOk(page, 'text-generation', { text: 'Once upon', max_new_tokens: 4 });
  await context.setOffline(true);
  await page.goto('/#/text-classification');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Text classification', level: 1 })).toBeVisible();
  const capabilities = await page.evaluate(() => window.loupe.capabilities());
  expect(capabilities.crossOriginIsolated).toBe(true);
  const after = await runOk(page, 'text-classification', { text: 'A fine film.' });
  expect(after.value).toEqual(before.value);
  await runOk(page, 'text-generation', { text: 'Once upon', max_new_tokens: 4 });
  await page.getByRole('link', { name: 'Text generation' }).click();
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toBeVisible();
});

test('starter files are stored once, by the model store and not by the service worker', async ({ page }) => {
  await page.goto('/');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await runOk(page, 'text-classification', { text: 'A fine film.' });
  const holders = await page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys()) {
      const keys = await (await caches.open(name)).keys();
      if (keys.some((request) => request.url.includes('.onnx'))) found.push(name);
    }
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('loupe-models');
    const sizes: number[] = [];
    for await (const handle of folder.values()) sizes.push((await (handle as FileSystemFileHandle).getFile()).size);
    return { found, large: sizes.filter((size) => size > 1e6).length };
  });
  expect(holders).toEqual({ found: [], large: 1 });
});

test('it can be installed: manifest, icons and shortcuts are sound', async ({ page, request }) => {
  await page.goto('/');
  const href = await page.locator('link[rel="manifest"]').getAttribute('href');
  const manifest = await (await request.get(href ?? '')).json();
  expect(manifest).toMatchObject({ name: 'Loupe', display: 'standalone', start_url: './' });
  expect(manifest.shortcuts.map((shortcut: { url: string }) => shortcut.url)).toEqual([
    './#/text-classification',
    './#/text-generation',
  ]);
  const icons: { src: string; sizes: string; type: string; purpose?: string }[] = manifest.icons;
  expect(icons.some((icon) => icon.purpose === 'maskable')).toBe(true);
  for (const { src, sizes, type } of icons) {
    const response = await request.get(src);
    expect(response.headers()['content-type']).toContain(type);
    if (type !== 'image/png') continue;
    // Width and height stand at bytes 16 and 20 of a PNG.
    const bytes = await response.body();
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
  }
  const client = await page.context().newCDPSession(page);
  const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.map((error) => error.errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
});
