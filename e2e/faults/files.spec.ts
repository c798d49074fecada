import type { Page } from '@playwright/test';
import { run, runOk } from '../app';
import { expect, TEXT, test } from './fault-test';
import { HOSTILE_FILES } from './hostile-json';
import { GRAPH, GRAPH_DATA, sentimentModel, textOf, tinyModel } from './models';
import { fileOf, type servedFile, truncated, withFlippedBit } from './served-file';
import { tinyClassifier, tinyWeights } from './tiny-onnx';

const MODEL = 'someone/classifier';
const classify = (page: Page) => run(page, 'text-classification', { text: TEXT }, { model: MODEL });

/** A failure with one of these codes, in words. */
async function expectFailure(page: Page, ...codes: string[]): Promise<void> {
  const result = await classify(page);
  expect(result.ok ? ['ok'] : codes).toContain(result.ok ? 'a failure' : result.failure.code);
  if (result.ok) return;
  expect(result.failure.message.length).toBeGreaterThan(10);
  expect(result.failure.action.length).toBeGreaterThan(10);
}

test('truncated ONNX', async ({ page, hub }) => {
  const whole = sentimentModel();
  const graph = whole.files[GRAPH];
  if (!graph) throw new Error('no graph');
  // Its host knows it no better: listing and hash are those of the half.
  hub.models[MODEL] = sentimentModel({ [GRAPH]: truncated(graph, Math.floor(graph.bytes / 2)) });
  await expectFailure(page, 'model-file-corrupt');
  // Once it was mended there, it runs here.
  hub.models[MODEL] = whole;
  await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
});

test('bit-flipped ONNX, on the way', async ({ page, hub }) => {
  const whole = sentimentModel();
  hub.models[MODEL] = whole;
  const graph = whole.files[GRAPH];
  if (!graph) throw new Error('no graph');
  hub.faults.add(/onnx$/, { kind: 'instead', file: flippedInDisguise(graph) });
  await expectFailure(page, 'model-file-corrupt');
  hub.faults.clear();
  await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
});

/** A turned bit in the middle of the weights, under the tag of the whole file. */
function flippedInDisguise(graph: ReturnType<typeof servedFile>) {
  const flipped = withFlippedBit(graph, Math.floor(graph.bytes / 2));
  return { ...flipped, sha256: graph.sha256, etag: graph.etag };
}

test('bit-flipped ONNX, at its host', async ({ page, hub }) => {
  // In the head of the file, so that it is no ONNX any more.
  const graph = tinyClassifier();
  graph[0] = (graph[0] ?? 0) ^ 0x47;
  hub.models[MODEL] = sentimentModel({ [GRAPH]: fileOf(graph, true) });
  await expectFailure(page, 'model-file-corrupt');
});

test('wrong external data: missing', async ({ page, hub }) => {
  const model = tinyModel(300_000);
  hub.models[MODEL] = { ...model, files: { ...model.files } };
  delete hub.models[MODEL].files[GRAPH_DATA];
  await expectFailure(page, 'model-file-missing', 'model-file-corrupt', 'model-incompatible');
});

test('wrong external data: too short', async ({ page, hub }) => {
  const model = tinyModel(300_000);
  hub.models[MODEL] = {
    ...model,
    files: { ...model.files, [GRAPH_DATA]: fileOf(tinyWeights().subarray(0, 999), true) },
  };
  await expectFailure(page, 'model-file-corrupt', 'session-failed');
});

test('external data that is as it should be runs, so that the two above mean something', async ({ page, hub }) => {
  hub.models[MODEL] = tinyModel(300_000);
  const { value } = await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
  hub.models['someone/in-one-file'] = tinyModel();
  const inOne = await runOk(page, 'text-classification', { text: TEXT }, { model: 'someone/in-one-file' });
  expect(value).toEqual(inOne.value);
});

test('external data under a path that leaves the model', async ({ page, hub }) => {
  const externalData = { location: '../../../config.json', offset: 0, length: tinyWeights().length };
  hub.models[MODEL] = sentimentModel({ [GRAPH]: fileOf(tinyClassifier({ externalData }), true) });
  await expectFailure(page, 'model-file-missing', 'model-file-corrupt', 'model-incompatible', 'session-failed');
});

test('missing tokenizer', async ({ page, hub }) => {
  hub.models[MODEL] = sentimentModel();
  delete hub.models[MODEL].files['tokenizer.json'];
  await expectFailure(page, 'model-incompatible', 'model-file-missing');
});

test('unknown architecture', async ({ page, hub }) => {
  const config = { ...JSON.parse(textOf('config.json')), model_type: 'quantum', architectures: ['QuantumForText'] };
  hub.models[MODEL] = sentimentModel({ 'config.json': fileOf(JSON.stringify(config)) });
  const result = await classify(page);
  // A kind that nobody has heard of either runs as what its graph is, or is named; it never half runs.
  if (result.ok) expect(result.value).toEqual((await runOk(page, 'text-classification', { text: TEXT })).value);
  else expect(result.failure.code).toBe('model-incompatible');
});

test('an operator that nobody has', async ({ page, hub }) => {
  hub.models[MODEL] = sentimentModel({
    [GRAPH]: fileOf(tinyClassifier({ extra: { op: 'FoldTime', domain: 'org.example' } }), true),
  });
  await expectFailure(page, 'operator-unsupported');
});

for (const [index, { name, path, content }] of HOSTILE_FILES.entries()) {
  test(`hostile JSON ${index + 1}: ${name}`, async ({ page, hub }) => {
    const good = JSON.parse(textOf(path));
    hub.models[MODEL] = sentimentModel({ [path]: fileOf(content(good)) });
    await expectFailure(page, 'model-file-corrupt', 'model-incompatible');
    expect(await page.evaluate(() => Reflect.has({}, 'polluted'))).toBe(false);
    hub.models[MODEL] = sentimentModel();
    await runOk(page, 'text-classification', { text: TEXT }, { model: MODEL });
  });
}
