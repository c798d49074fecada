import { expect, failureOf, openWithHub, runOk, test } from './app';
import { type StaticServer, serveStatic } from './static-server';

/** Answers as the Hub does: files under resolve/<revision>/, open to all origins, 401 for a model that is not there. */
let hub: StaticServer;
test.beforeAll(async () => {
  hub = await serveStatic('public/models/loupe', {
    headers: { 'access-control-allow-origin': '*' },
    route(pathname) {
      const match = /^\/someone\/tiny-(\w+)\/resolve\/(main|v1)\/(.+)$/.exec(pathname);
      return match ? `/${match[1]}/${match[3]}` : 401;
    },
  });
});
test.afterAll(() => hub.close());

/** The fixture knows the Hub's origin only once it runs, so strangers are counted here. */
test.use({ allowedHosts: async ({ baseURL: _ }, use) => use([hub.origin]) });

test.beforeEach(({ page }) => openWithHub(page, hub.origin));

test('a model of the Hub runs by its id, and offline from then on', async ({ page, context }) => {
  await page.evaluate(() => navigator.serviceWorker.ready);
  const options = { model: 'someone/tiny-sentiment' };
  const starter = await runOk(page, 'text-classification', { text: 'A fine film.' });
  const result = await runOk(page, 'text-classification', { text: 'A fine film.' }, options);
  expect(result.value).toEqual(starter.value);
  expect(result.run.model).toEqual({ id: 'someone/tiny-sentiment', revision: 'main', source: 'hub' });
  await context.setOffline(true);
  await page.reload();
  const offline = await runOk(page, 'text-classification', { text: 'A fine film.' }, options);
  expect(offline.value).toEqual(starter.value);
});

test('a revision is honoured, and what does not exist is named', async ({ page }) => {
  const text = 'A fine film.';
  await runOk(page, 'text-classification', { text }, { model: 'someone/tiny-sentiment', revision: 'v1' });
  expect(hub.requests.some((path) => path.includes('/resolve/v1/'))).toBe(true);
  expect(await failureOf(page, 'text-classification', { text }, { model: 'someone/nope' })).toBe('model-not-found');
  const fp16 = { model: 'someone/tiny-sentiment', dtype: 'fp16' };
  expect(await failureOf(page, 'text-classification', { text }, fp16)).toBe('model-file-missing');
});

test('the form takes a Hub id', async ({ page }) => {
  await page.goto('/#/text-classification?text=A%20fine%20film.');
  await page.getByRole('combobox', { name: 'model' }).click();
  await page.getByPlaceholder(/type a Hub id/).fill('someone/tiny-sentiment');
  await page.getByRole('option', { name: /someone\/tiny-sentiment/ }).click();
  await expect(page.getByRole('combobox', { name: 'model' })).toHaveText('someone/tiny-sentiment');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Labels' })).toContainText('someone/tiny-sentiment');
  // It is offered again, also after a reload.
  await page.getByRole('combobox', { name: 'model' }).press('Enter');
  await page.getByPlaceholder(/type a Hub id/).fill('loupe');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'model' })).toHaveText('loupe/sentiment');
  await page.reload();
  await page.getByRole('combobox', { name: 'model' }).click();
  await expect(page.getByRole('option', { name: /someone\/tiny-sentiment/ })).toBeVisible();
});
