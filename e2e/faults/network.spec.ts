import { failureOf, run, runOk } from '../app';
import { expect, TEXT, test } from './fault-test';
import { CLASSIFIER_FILES, GRAPH, paddedGraph, sentimentModel } from './models';
import { truncated } from './served-file';

const MODEL = 'someone/classifier';
/** Bytes of one ranged request. */
const PART = 8 * 2 ** 20;
const LARGE = paddedGraph(30e6);
const LARGE_MODEL = sentimentModel({ [GRAPH]: LARGE });

/** So that little lies in the buffers between server and page when a connection breaks. */
test.use({ hubOptions: { bytesPerSecond: 20e6 } });

for (const percent of [10, 50, 99]) {
  test(`network lost at ${percent} % of a download`, async ({ page, hub }) => {
    hub.models[MODEL] = LARGE_MODEL;
    hub.goDownAt(GRAPH, (LARGE.bytes * percent) / 100);
    const running = runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
    await expect.poll(() => hub.isDown).toBe(true);
    // Long enough for a retry that fails as well.
    await page.waitForTimeout(1200);
    hub.comeUp();
    const starter = runOk(page, 'text-classification', { text: TEXT });
    expect((await running).value).toEqual((await starter).value);
    expect(hub.log.sentAgain(GRAPH)).toBeLessThanOrEqual(PART);
  });
}

test('the network stays away: named, and the rest is fetched when it is back', async ({ page, hub }) => {
  hub.models[MODEL] = LARGE_MODEL;
  hub.goDownAt(GRAPH, LARGE.bytes / 2);
  const controller = page.evaluate(
    ([text, model]) => {
      const stop = new AbortController();
      Object.assign(window, { stop: () => stop.abort() });
      return window.loupe.run('text-classification', { text }, { model, signal: stop.signal });
    },
    [TEXT, MODEL] as const,
  );
  await expect.poll(() => hub.isDown).toBe(true);
  await page.evaluate(() => (window as unknown as { stop(): void }).stop());
  expect(await controller).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  hub.comeUp();
  await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
  expect(hub.log.sentAgain(GRAPH)).toBeLessThanOrEqual(PART);
});

test('server without ranges', async ({ page, hub }) => {
  hub.models[MODEL] = LARGE_MODEL;
  hub.faults.add(/./, { kind: 'no-ranges' });
  hub.goDownAt(GRAPH, LARGE.bytes / 2);
  const running = runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
  await expect.poll(() => hub.isDown).toBe(true);
  hub.comeUp();
  const starter = await runOk(page, 'text-classification', { text: TEXT });
  expect((await running).value).toEqual(starter.value);
  // It starts again from the first byte: what was sent before the break was sent twice.
  expect(hub.log.sentAgain(GRAPH)).toBeGreaterThan(LARGE.bytes / 3);
});

test('changed file between parts', async ({ page, hub }) => {
  hub.models[MODEL] = LARGE_MODEL;
  hub.goDownAt(GRAPH, LARGE.bytes / 2);
  const running = run(page, 'text-classification', { text: TEXT }, { model: MODEL });
  await expect.poll(() => hub.isDown).toBe(true);
  const newer = paddedGraph(30e6, 'another version');
  hub.models[MODEL] = sentimentModel({ [GRAPH]: newer });
  hub.comeUp();
  const result = await running;
  if (!result.ok) expect(result.failure.code).toMatch(/^model-file-(changed|corrupt)$/);
  const starter = await runOk(page, 'text-classification', { text: TEXT });
  const next = await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
  expect(next.value).toEqual(starter.value);
});

test('changed file between parts, on a mirror that lists nothing', async ({ page, hub }) => {
  hub.faults.add(/^\/api\//, { kind: 'status', status: 404 });
  hub.models[MODEL] = LARGE_MODEL;
  hub.goDownAt(GRAPH, LARGE.bytes / 2);
  const running = runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
  await expect.poll(() => hub.isDown).toBe(true);
  hub.models[MODEL] = sentimentModel({ [GRAPH]: paddedGraph(30e6, 'another version') });
  hub.comeUp();
  expect((await running).value).toEqual((await runOk(page, 'text-classification', { text: TEXT })).value);
  // The half of the older version was worth nothing.
  expect(hub.log.sentAgain(GRAPH)).toBeGreaterThan(LARGE.bytes / 3);
});

test('429 with Retry-After, then success', async ({ page, hub }) => {
  hub.models[MODEL] = sentimentModel();
  hub.faults.add(/^\/api|onnx$/, { kind: 'status', status: 429, headers: { 'Retry-After': '1' } }, { times: 2 });
  await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
  expect(hub.log.entries.filter(({ status }) => status === 429)).toHaveLength(2);
});

test('429 for as long as one can wait', async ({ page, hub }) => {
  hub.models[MODEL] = sentimentModel();
  hub.faults.add(/./, { kind: 'status', status: 429, headers: { 'Retry-After': '3600' } });
  expect(await failureOf(page, 'text-classification', { text: TEXT }, { model: MODEL })).toBe('rate-limited');
  hub.faults.clear();
  await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
});

test('5xx, then success', async ({ page, hub }) => {
  hub.models[MODEL] = sentimentModel();
  hub.faults.add(/onnx$/, { kind: 'status', status: 503 }, { times: 1 });
  hub.faults.add(/onnx$/, { kind: 'status', status: 502 }, { times: 1 });
  await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
  expect(hub.log.of(GRAPH).map(({ status }) => status)).toEqual(expect.arrayContaining([503, 502]));
});

test('5xx without end', async ({ page, hub }) => {
  hub.models[MODEL] = sentimentModel();
  hub.faults.add(/./, { kind: 'status', status: 500 });
  expect(await failureOf(page, 'text-classification', { text: TEXT }, { model: MODEL })).toBe('server-refused');
  hub.faults.clear();
  await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
});

test('401, 403 and 404', async ({ page, hub }) => {
  const classify = (model: string) => failureOf(page, 'text-classification', { text: TEXT }, { model });
  expect(await classify(MODEL)).toBe('model-not-found');
  hub.models[MODEL] = sentimentModel();
  hub.faults.add(/onnx$/, { kind: 'status', status: 403 });
  expect(await classify(MODEL)).toBe('access-denied');
  hub.faults.clear();
  hub.models['someone/other'] = sentimentModel();
  hub.faults.add(/tokenizer.json$/, { kind: 'status', status: 404 });
  expect(await classify('someone/other')).toBe('model-incompatible');
  hub.faults.clear();
  await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
  await runOk(page, 'text-classification', { text: TEXT }, { model: 'someone/other' });
});

test('gated model', async ({ page, hub }) => {
  hub.models[MODEL] = { ...sentimentModel(), gated: true };
  expect(await failureOf(page, 'text-classification', { text: TEXT }, { model: MODEL })).toBe('model-gated');
  hub.models[MODEL] = sentimentModel();
  await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
});

test.describe('with an access token', () => {
  test.use({ token: 'hf_accepted' });
  test('gated model, accepted', async ({ page, hub }) => {
    hub.models[MODEL] = { ...sentimentModel(), gated: true };
    await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
    expect(hub.log.of(GRAPH).every(({ authorization }) => authorization === 'Bearer hf_accepted')).toBe(true);
  });
});

test('slow loris: a few bytes a second are waited for', async ({ page, hub }) => {
  hub.models[MODEL] = sentimentModel();
  const { bytes = 0 } = CLASSIFIER_FILES['tokenizer_config.json'] ?? {};
  hub.faults.add(/tokenizer_config/, { kind: 'slow', bytesPerSecond: bytes / 4 });
  await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
  expect(hub.log.sentAgain('tokenizer_config.json')).toBe(0);
});

test('slow loris: silence counts as a lost connection', async ({ page, hub }) => {
  hub.models[MODEL] = LARGE_MODEL;
  hub.faults.add(/onnx$/, { kind: 'stall', after: 5e6 }, { times: 3 });
  await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
  expect(hub.log.sentAgain(GRAPH)).toBeLessThanOrEqual(PART);
});

test('HTML for JSON', async ({ page, hub }) => {
  hub.models[MODEL] = sentimentModel();
  for (const path of [/^config\.json$/, /^tokenizer\.json$/, /^\/api\//]) {
    hub.faults.add(path, { kind: 'web-page' });
    const result = await run(page, 'text-classification', { text: TEXT }, { model: MODEL });
    // A host whose list of files is a web page may be one that has no such list: its files are then asked for by name.
    if (!result.ok) expect(result.failure).toMatchObject({ code: 'model-file-corrupt' });
    else expect(String(path)).toContain('api');
    hub.faults.clear();
  }
  await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
});

test('a file that is shorter than announced', async ({ page, hub }) => {
  hub.models[MODEL] = LARGE_MODEL;
  hub.faults.add(/onnx$/, { kind: 'instead', file: truncated(LARGE, 20e6) });
  const code = await failureOf(page, 'text-classification', { text: TEXT }, { model: MODEL });
  expect(code).toMatch(/^model-file-(corrupt|changed)$/);
  hub.faults.clear();
  await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
});

test('connections that break all the time', async ({ page, hub }) => {
  hub.models[MODEL] = LARGE_MODEL;
  hub.faults.add(/onnx$/, { kind: 'drop', after: 3e6 });
  await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
  expect(hub.log.sentAgain(GRAPH)).toBeLessThanOrEqual(PART);
});
