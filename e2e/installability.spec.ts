import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from './app';

/** What DevTools' Issues tab and Lighthouse's best-practices audits complain of. */
async function watchIssues(page: Page): Promise<{ client: CDPSession; issues: string[] }> {
  const client = await page.context().newCDPSession(page);
  const issues: string[] = [];
  client.on('Audits.issueAdded', ({ issue }) => issues.push(`${issue.code} ${JSON.stringify(issue.details)}`));
  client.on('Log.entryAdded', ({ entry }) => {
    if (entry.level === 'error' || entry.source === 'deprecation' || entry.source === 'violation')
      issues.push(`${entry.source}: ${entry.text}`);
  });
  await client.send('Audits.enable');
  await client.send('Log.enable');
  return { client, issues };
}

interface Manifest {
  id: string;
  start_url: string;
  scope: string;
  icons: { src: string; sizes: string; type: string; purpose?: string }[];
  screenshots: { src: string; sizes: string; type: string; form_factor: string; label: string }[];
  shortcuts: { url: string; icons: { src: string }[] }[];
}

test('the browser can install it, and reads the manifest without complaints', async ({ page, request, baseURL }) => {
  await page.goto('/');
  const { client } = await watchIssues(page);
  const { url, errors, data } = await client.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
  // Every context of a test is a private window, which cannot install anything.
  expect(installabilityErrors.map((error) => error.errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  const manifest = JSON.parse(data ?? '{}') as Manifest;
  expect(manifest).toMatchObject({
    name: 'Loupe',
    short_name: 'Loupe',
    lang: 'en',
    display: 'standalone',
    id: './',
    start_url: './',
    scope: './',
  });
  expect(manifest).toHaveProperty('description');
  expect(manifest).toHaveProperty('background_color');
  expect(manifest).toHaveProperty('theme_color');
  const pictures = [...manifest.icons, ...manifest.screenshots];
  for (const { src, sizes, type } of pictures) {
    const response = await request.get(new URL(src, url).href);
    expect(response.headers()['content-type']).toContain(type);
    if (type !== 'image/png') continue;
    // Width and height stand at bytes 16 and 20 of a PNG.
    const bytes = await response.body();
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, src).toBe(sizes);
  }
  const purposes = manifest.icons.map(({ sizes, purpose = 'any' }) => `${sizes} ${purpose}`);
  expect(purposes).toEqual(expect.arrayContaining(['192x192 any', '512x512 any', '512x512 maskable']));
  expect(manifest.screenshots.map(({ form_factor }) => form_factor).sort()).toEqual(['narrow', 'wide']);
  for (const { url: target } of manifest.shortcuts) expect(new URL(target, url).origin).toBe(baseURL);
});

test('a maskable icon keeps its picture within the safe zone', async ({ page }) => {
  await page.goto('/');
  const edges = await page.evaluate(async () => {
    const image = new Image();
    image.src = 'icons/icon-maskable-512.png';
    await image.decode();
    const canvas = new OffscreenCanvas(512, 512);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, 512, 512);
    const colours = new Set<string>();
    // Outside of the circle that all platforms show (radius 40 %) there must be background alone.
    for (let y = 0; y < 512; y += 4)
      for (let x = 0; x < 512; x += 4)
        if (Math.hypot(x - 256, y - 256) > 205)
          colours.add([...data.slice((y * 512 + x) * 4, (y * 512 + x) * 4 + 4)].join());
    return [...colours];
  });
  expect(edges).toHaveLength(1);
  expect(edges[0]).toMatch(/,255$/);
});

test('the service worker controls the page and has it offline, at its start and in the middle', async ({
  page,
  context,
}) => {
  await page.goto('/');
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  expect(scope).toBe(page.url().replace(/#.*$/, ''));
  await context.setOffline(true);
  for (const address of ['/', '/#/text-classification', '/?utm_source=home']) {
    await page.goto(address);
    await expect(page.getByRole('navigation').first()).toBeVisible();
  }
});

test('best practices: nothing deprecated, no errors, no issues, in every kind of tab', async ({ page }) => {
  const { issues } = await watchIssues(page);
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  for (const tab of ['/', '/#/text-classification', '/#/text-generation', '/#/text-to-image', '/#/image-to-image']) {
    await page.goto(tab);
    await expect(page.getByRole('main')).toBeVisible();
    await page.waitForLoadState('networkidle');
  }
  expect(errors).toEqual([]);
  expect(issues).toEqual([]);
});

test('a document as it should be: language, title, description, colours, width, links', async ({ page, request }) => {
  await page.goto('/');
  const head = await page.evaluate(() => ({
    doctype: document.doctype?.name,
    mode: document.compatMode,
    charset: document.characterSet,
    lang: document.documentElement.lang,
    title: document.title,
    secure: window.isSecureContext,
    metas: [...document.querySelectorAll('meta[name]')].map((meta) => [
      `${meta.getAttribute('name')} ${meta.getAttribute('media') ?? ''}`.trim(),
      meta.getAttribute('content') ?? '',
    ]),
    touchIcon: document.querySelector('link[rel=apple-touch-icon]')?.getAttribute('href'),
    // A link without an address cannot be followed, opened beside, or read by a crawler.
    deadLinks: [...document.querySelectorAll('a')].filter(
      (link) => !/^(?:#|\.|\/|https?:)/.test(link.getAttribute('href') ?? ''),
    ).length,
  }));
  expect(head).toMatchObject({
    doctype: 'html',
    mode: 'CSS1Compat',
    charset: 'UTF-8',
    lang: 'en',
    secure: true,
    deadLinks: 0,
  });
  expect(head.title).toContain('Loupe');
  const metas = Object.fromEntries(head.metas);
  expect(metas.description?.length).toBeGreaterThan(50);
  expect(metas.viewport).toBe('width=device-width, initial-scale=1');
  expect(metas['theme-color (prefers-color-scheme: light)']).toMatch(/^#/);
  expect(metas['theme-color (prefers-color-scheme: dark)']).toMatch(/^#/);
  expect((await request.get(head.touchIcon ?? '')).ok()).toBe(true);
  const robots = await request.get('/robots.txt');
  expect(robots.headers()['content-type']).toContain('text/plain');
  expect(await robots.text()).toMatch(/^User-agent: \*\nAllow: \/$/m);
});
