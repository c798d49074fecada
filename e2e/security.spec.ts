import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page, Worker } from '@playwright/test';
import { headerPolicy, pagePolicy } from '../src/contract/content-security-policy';
import { expect, runOk, test } from './app';
import { type StaticServer, serveStatic } from './static-server';

/** A mirror that the person set, a stranger that nobody set, and a host without headers whose page was tampered with. */
let mirror: StaticServer;
let stranger: StaticServer;
let host: StaticServer;
let folder: string;

test.beforeAll(async () => {
  const open = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };
  mirror = await serveStatic('public/models/loupe', {
    headers: open,
    route(pathname) {
      const match = /^\/someone\/tiny-(\w+)\/resolve\/main\/(.+)$/.exec(pathname);
      return match ? `/${match[1]}/${match[2]}` : 404;
    },
  });
  stranger = await serveStatic('public/icons', { headers: open });
  folder = mkdtempSync(path.join(tmpdir(), 'loupe-security-'));
  cpSync('dist', folder, { recursive: true, filter: (source) => !source.endsWith('.map') });
  const html = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const planted = `<script>window.planted = 'inline'</script><img src="nowhere" onerror="window.planted = 'handler'">
    <script src="${stranger.origin}/planted.js"></script>`;
  writeFileSync(path.join(folder, 'index.html'), html.replace('</body>', `${planted}</body>`));
  host = await serveStatic(folder);
});
test.afterAll(async () => {
  await Promise.all([mirror.close(), stranger.close(), host.close()]);
  rmSync(folder, { recursive: true });
});

test.use({
  provokesPolicy: true,
  allowedHosts: async ({ baseURL: _ }, use) => use([mirror.origin, stranger.origin, host.origin]),
});

/** Whether a request to a stranger is refused by a policy; the stranger's own log is the other witness. */
const reach = (realm: Page | Worker, address: string): Promise<string> =>
  (realm as Page).evaluate(async (url) => {
    const refused = new Promise<string>((resolve) =>
      self.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true }),
    );
    const answered = fetch(url).then(
      (response) => `answered ${response.status}`,
      () => new Promise<string>((resolve) => setTimeout(resolve, 2000, 'failed')),
    );
    return Promise.race([refused, answered]);
  }, address);

/** Workers that Playwright can talk to; ONNX Runtime's threads among them. */
async function workerNamed(page: Page, script: RegExp): Promise<Worker> {
  await expect.poll(() => page.workers().some((worker) => script.test(worker.url()))).toBe(true);
  const found = page.workers().find((worker) => script.test(worker.url()));
  if (!found) throw new Error(`no worker ${script}`);
  return found;
}

test('a mirror is reached on the first visit, and a stranger from nowhere', async ({ page, context }) => {
  await page.addInitScript(
    (hubHost) => localStorage.setItem('loupe.settings', JSON.stringify({ theme: 'system', hubHost })),
    `${mirror.origin}/`,
  );
  await page.goto('/');
  const options = { model: 'someone/tiny-sentiment' };
  const { run } = await runOk(page, 'text-classification', { text: 'A fine film.' }, options);
  expect(run.model.source).toBe('hub');
  const strange = `${stranger.origin}/icon.svg`;
  expect(await reach(page, strange)).toBe('connect-src');
  // Downloads are the worker's: the page itself has no business even with the mirror.
  expect(await reach(page, `${mirror.origin}/someone/tiny-sentiment/resolve/main/config.json`)).toBe('connect-src');
  for (const script of [/models\.worker/, /inference\.worker/]) {
    expect(await reach(await workerNamed(page, script), strange)).toBe('connect-src');
  }
  const [serviceWorker] = context.serviceWorkers();
  expect(serviceWorker && (await reach(serviceWorker, strange))).toBe('connect-src');
  expect(stranger.requests).toEqual([]);
});

test('every file comes with the policy, and the page has its own', async ({ page, request }) => {
  await page.goto('/');
  expect(await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')).toBe(pagePolicy());
  const script = await page.locator('script[type=module]').getAttribute('src');
  for (const address of ['/', script ?? '', '/service.worker.js']) {
    expect((await request.get(address)).headers()['content-security-policy']).toBe(headerPolicy());
  }
});

test('text becomes no code: not by eval, HTML, handlers, addresses or scripts of strangers', async ({ page }) => {
  await page.goto('/');
  const outcomes = await page.evaluate(async (strange) => {
    const dataModule = 'data:text/javascript,window.ran = "import"';
    const attempts: Record<string, () => unknown> = {
      // biome-ignore lint/security/noGlobalEval: to see that it is refused
      eval: () => window.eval('window.ran = "eval"'),
      Function: () => new Function('window.ran = "Function"')(),
      innerHTML: () => {
        document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.ran = 1">');
      },
      'script text': () => {
        const script = document.createElement('script');
        script.textContent = 'window.ran = "script"';
        document.body.append(script);
      },
      'script address': () => {
        document.body.append(Object.assign(document.createElement('script'), { src: `${strange}/planted.js` }));
      },
      worker: () => new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))),
      'service worker': () => navigator.serviceWorker.register('data:text/javascript,1'),
      import: () => import(dataModule),
      handler: () => document.body.setAttribute('onclick', 'window.ran = "handler"'),
      policy: () =>
        (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }).trustedTypes //
          .createPolicy('mine', {}),
    };
    const results: Record<string, string> = {};
    for (const [name, attempt] of Object.entries(attempts)) {
      // From a timer: what DevTools evaluates directly is exempt from the policy.
      results[name] = await new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            Promise.resolve(attempt()).then(
              () => resolve('passed'),
              () => resolve('refused'),
            );
          } catch {
            resolve('refused');
          }
        });
      });
    }
    const link = Object.assign(document.createElement('a'), { href: 'javascript:window.ran="link"' });
    document.body.append(link);
    link.click();
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { ...results, ran: (window as { ran?: unknown }).ran ?? null };
  }, stranger.origin);
  expect(outcomes).toEqual({
    eval: 'refused',
    Function: 'refused',
    innerHTML: 'refused',
    'script text': 'refused',
    'script address': 'refused',
    worker: 'refused',
    'service worker': 'refused',
    import: 'refused',
    handler: 'refused',
    policy: 'refused',
    ran: null,
  });
  expect(stranger.requests).toEqual([]);
});

test('a host without headers: what was planted in the page does not run, and workers are bound, too', async ({
  page,
}) => {
  await page.goto(`${host.origin}/`);
  await page.waitForFunction(() => window.crossOriginIsolated);
  expect(await page.evaluate(() => (window as { planted?: string }).planted ?? null)).toBeNull();
  await runOk(page, 'text-classification', { text: 'A fine film.' });
  expect(await reach(await workerNamed(page, /inference\.worker/), `${stranger.origin}/icon.svg`)).toBe('connect-src');
  expect(stranger.requests).toEqual([]);
});

test('nobody can put it into a frame', async ({ page, baseURL }) => {
  writeFileSync(path.join(folder, 'frame.html'), `<iframe src="${baseURL}/"></iframe>`);
  await page.goto(`${host.origin}/frame.html`);
  await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
});
