import { expect, failureOf, runOk, test } from './app';

const TEXT = 'A fine film.';

test.describe('bad input has a name and an action, and the next run succeeds', () => {
  test.beforeEach(({ page }) => page.goto('/'));
  test.afterEach(async ({ page }) => {
    await runOk(page, 'text-classification', { text: TEXT });
  });

  test('values', async ({ page }) => {
    const classify = (input: unknown, options = {}) => failureOf(page, 'text-classification', input, options);
    expect(await classify({ text: '' })).toBe('input-empty');
    expect(await classify({ text: ' \n ' })).toBe('input-empty');
    expect(await classify({})).toBe('input-empty');
    expect(await classify({ text: 'x'.repeat(200_000) })).toBe('input-too-long');
    expect(await failureOf(page, 'text-generation', { text: 'x'.repeat(200_000) })).toBe('input-too-long');
    expect(await classify({ text: 42 })).toBe('input-invalid');
    expect(await classify({ text: TEXT, topk: 2 })).toBe('parameter-unknown');
    expect(await classify({ text: TEXT, top_k: 0 })).toBe('parameter-invalid');
    expect(await failureOf(page, 'text-generation', { text: TEXT, num_return_sequences: 2, do_sample: false })).toBe(
      'parameter-invalid',
    );
    expect(await failureOf(page, 'text-to-smell', { text: TEXT })).toBe('task-unknown');
    expect(await classify({ text: TEXT }, { device: 'npu' })).toBe('parameter-invalid');
  });

  test('models', async ({ page }) => {
    const classify = (options: object) => failureOf(page, 'text-classification', { text: TEXT }, options);
    expect(await classify({ model: 'loupe/nope' })).toBe('model-not-found');
    expect(await classify({ model: 'not an id' })).toBe('model-not-found');
    expect(await classify({ model: '../../etc/passwd' })).toBe('model-not-found');
    expect(await classify({ dtype: 'fp16' })).toBe('dtype-unavailable');
    expect(await classify({ model: 'loupe/stories' })).toBe('model-incompatible');
  });

  test('WebGPU pinned where there is none', async ({ page }) => {
    expect(await failureOf(page, 'text-classification', { text: TEXT }, { device: 'webgpu' })).toBe(
      'webgpu-unavailable',
    );
  });
});

test('a model file cut in half is named, not kept, and fetched again', async ({ page, context }) => {
  await context.route('**/onnx/*.onnx', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({
      status: 200,
      contentType: 'application/octet-stream',
      body: body.subarray(0, body.length / 2),
    });
  });
  await page.goto('/');
  expect(await failureOf(page, 'text-classification', { text: TEXT })).toBe('model-file-corrupt');
  await context.unroute('**/onnx/*.onnx');
  await runOk(page, 'text-classification', { text: TEXT });
});

test('a web page instead of a model is named', async ({ page, context }) => {
  await context.route('**/config.json', (route) => route.fulfill({ status: 200, body: '<!doctype html><p>Hello' }));
  await page.goto('/');
  expect(await failureOf(page, 'text-classification', { text: TEXT })).toBe('model-file-corrupt');
});

test('the network gone before the first use is named', async ({ page, context }) => {
  await page.goto('/');
  await page.evaluate(() => window.loupe.capabilities());
  await context.route('**/models/**', (route) => route.abort('internetdisconnected'));
  expect(await failureOf(page, 'text-classification', { text: TEXT })).toBe('network-unreachable');
  await context.unroute('**/models/**');
  await runOk(page, 'text-classification', { text: TEXT });
});

test('the form keeps what was typed through failures, and the button of the notice mends them', async ({ page }) => {
  await page.goto('/#/text-classification');
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  const run = page.getByRole('button', { name: 'Run', exact: true });
  await run.click();
  await expect(page.getByRole('alert')).toContainText('The text is empty.');
  await page.getByRole('button', { name: 'Go to the input' }).click();
  await expect(text).toBeFocused();
  const long = 'Long film. '.repeat(20_000);
  await text.fill(long);
  await run.click();
  await expect(page.getByRole('alert')).toContainText('220,000 characters');
  await expect(text).toHaveValue(long);
  await text.fill(TEXT);
  await page.goto('/#/text-classification?text=A%20fine%20film.&device=webgpu&run=1');
  await expect(page.getByRole('alert')).toContainText('WebGPU was asked for');
  await page.getByRole('button', { name: 'Choose device by itself' }).click();
  await expect(page.getByRole('heading', { name: 'Labels' })).toBeVisible();
  await expect(text).toHaveValue(TEXT);
});
