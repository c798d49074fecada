import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { chromiumPath } from '../scripts/chromium.mjs';

const configFile = 'bench/vite.config.ts';

const QUIET = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];
const SOFTWARE_WEBGPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/** Builds the app with the bench beside it and serves both from one origin, isolated as in production. */
export async function openSite() {
  await build({ configFile });
  const server = await preview({ configFile, preview: { host: '127.0.0.1', port: 0, open: false } });
  const requested = new Set();
  server.httpServer.on('request', (request) => requested.add(new URL(request.url, 'http://site').pathname));
  return {
    origin: `http://127.0.0.1:${server.httpServer.address().port}`,
    /** Paths asked for so far, by pages and workers alike. */
    requested,
    close: () => server.close(),
  };
}

export const openBrowser = (webgpu) =>
  chromium.launch({ executablePath: chromiumPath(), args: [...QUIET, ...(webgpu ? SOFTWARE_WEBGPU : [])] });

/**
 * A fresh visit, as a person's first: nothing cached. The service worker stays out: its precache would load in the
 * background of every measurement. So does the page's policy: it knows no worker but the app's own, and the bench has one.
 */
export async function visit(browser, origin) {
  const context = await browser.newContext({ serviceWorkers: 'block', bypassCSP: true });
  const page = await context.newPage();
  await page.goto(origin);
  // The header's device badge has its answer: the page has started its worker.
  await page.evaluate('loupe.capabilities()');
  await page.waitForLoadState('networkidle');
  return { page, close: () => context.close() };
}
