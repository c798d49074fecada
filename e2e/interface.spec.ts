import { gzipSync } from 'node:zlib';
import { expect, runOk, test } from './app';
import { expectClean } from './expect-clean';

const SCREENS = [
  { name: 'home', hash: '' },
  { name: 'unknown task', hash: '#/text-to-smell' },
  { name: 'text-classification', hash: '#/text-classification' },
  { name: 'text-generation', hash: '#/text-generation' },
  { name: 'a failure', hash: '#/text-classification?text=&run=1', ready: 'The text is empty.' },
  { name: 'a result', hash: '#/text-classification?text=Fine.&run=1', ready: /POSITIVE/ },
  { name: 'a batch', hash: '#/text-classification?text=Fine.&text=Bad.&run=1', ready: 'Labels of 2 texts' },
  {
    name: 'continuations',
    hash: '#/text-generation?text=One%20day&do_sample=true&num_return_sequences=2&max_new_tokens=8&run=1',
    ready: '2 continuations',
  },
];

for (const width of [1440, 360]) {
  test(`axe finds nothing and nothing overflows, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto('/');
    for (const { name, hash, ready } of SCREENS) {
      await page.goto(`/${hash}`);
      if (ready) await expect(page.getByText(ready).first()).toBeVisible();
      else await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectClean(page, name);
    }
    await page.getByTestId('device').click();
    await expect(page.getByRole('dialog', { name: 'What runs here' })).toBeVisible();
    await expectClean(page, 'what runs here');
  });
}

test('the first visit needs at most 150 kB of compressed JavaScript and CSS', async ({ page }) => {
  const sizes = new Map<string, number>();
  page.on('response', async (response) => {
    const url = response.url();
    // The service worker fetches ahead for offline use; that is not what the first paint waits for.
    if (!/\.(js|mjs|css)$/.test(url) || response.request().serviceWorker()) return;
    if (/service\.worker/.test(url)) return;
    sizes.set(url, gzipSync(await response.body()).length);
  });
  await page.goto('/');
  await page.evaluate(() => window.loupe.capabilities());
  await page.waitForLoadState('networkidle');
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  expect(sizes.size).toBeGreaterThan(2);
  expect(total).toBeLessThanOrEqual(150_000);
});

test('a person types a sentence and gets a sentiment, with the keyboard alone', async ({ page }) => {
  await page.goto('/#/text-classification');
  await page.getByRole('textbox', { name: 'Text', exact: true }).focus();
  await page.keyboard.type('An awful, boring mess.');
  await page.keyboard.press('Control+Enter');
  const labels = page.getByRole('region', { name: 'Labels' });
  await expect(labels).toContainText('NEGATIVE');
  await expect(labels).toContainText('tokens read');
  await expect(labels).toContainText('WASM q4');
});

test('the notice leads to the knob at fault, folded away or not', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/#/text-generation?text=One');
  await page.getByText('Model and parameters').click();
  await page.getByRole('spinbutton', { name: /max_new_tokens/ }).fill('99999');
  await page.getByText('Model and parameters').click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('button', { name: 'Go to max_new_tokens' }).click();
  await expect(page.getByRole('spinbutton', { name: /max_new_tokens/ })).toBeFocused();
});

test('a permalink restores the form; what was typed before can be had back', async ({ page }) => {
  await page.goto('/#/text-generation');
  const prompt = page.getByRole('textbox', { name: 'Prompt' });
  await prompt.fill('My own words');
  await page.goto('/#/text-generation?text=From%20a%20link&top_p=0.5&do_sample=true&seed=12&top_k=9999&device=wasm');
  await expect(prompt).toHaveValue('From a link');
  await expect(page.getByRole('spinbutton', { name: /top_p/ })).toHaveValue('0.5');
  await expect(page.getByRole('spinbutton', { name: /seed/ })).toHaveValue('12');
  await expect(page.getByRole('combobox', { name: 'device' })).toHaveText('WASM');
  await expect(page.getByText('left at their defaults: top_k')).toBeVisible();
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(prompt).toHaveValue('My own words');
  await page.reload();
  await expect(prompt).toHaveValue('My own words');
});

test('the copied link opens the same form', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/#/text-generation?text=A%20%26%20b%0Ac&temperature=0.7&do_sample=true');
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toHaveValue('A & b\nc');
  await page.getByRole('button', { name: 'Copy a link' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole('textbox', { name: 'Prompt' }).fill('');
  await page.goto('/');
  await page.goto(link);
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toHaveValue('A & b\nc');
  await expect(page.getByRole('spinbutton', { name: /temperature/ })).toHaveValue('0.7');
});

test('a run goes on while another tab is looked at', async ({ page }) => {
  await page.goto('/');
  await runOk(page, 'text-generation', { text: 'One', max_new_tokens: 1 });
  await page.goto('/#/text-generation?text=One%20day&max_new_tokens=60&run=1');
  await page.getByRole('link', { name: 'Text classification' }).click();
  await expect(page.getByRole('heading', { name: 'Text classification' })).toBeVisible();
  await page.getByRole('link', { name: 'Text generation' }).click();
  await expect(page.getByRole('heading', { name: 'Continuation' })).toBeVisible();
});

test('the theme can be pinned and stays', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: /^Theme: as the system/ }).click();
  await page.getByRole('button', { name: /^Theme: light/ }).click();
  expect(await background()).not.toBe(light);
  await page.reload();
  expect(await background()).not.toBe(light);
});
