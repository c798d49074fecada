import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelFile, ModelRef } from '../../src/contract/model';
import type { OpenReport } from '../../src/contract/model-store';
import { PART_BYTES } from './ranges';
import { FakeFile } from './testing/fake-opfs';
import { type ModelServer, noise, type ServerFile, sha256, startModelServer } from './testing/model-server';
import { type FakeBrowser, fakeBrowser, openTab, type TestTab } from './testing/test-store';

const text = (value: string) => new TextEncoder().encode(value);
const BIG = noise(PART_BYTES * 2 + 1000);
const CONFIG = text('{"model_type":"bert"}');
const FOLDER = 'owner/name/resolve/main/';

let browser: FakeBrowser;
let server: ModelServer;
const tabs: TestTab[] = [];
let calls = 0;

beforeEach(async () => {
  browser = fakeBrowser();
  server = await startModelServer({
    [`${FOLDER}config.json`]: { body: CONFIG, etag: '"c1"' },
    [`${FOLDER}onnx/model.onnx`]: { body: BIG, etag: '"w1"' },
  });
});
afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.close();
  await server.close();
  vi.unstubAllGlobals();
});

const WEIGHTS: ModelFile = { path: 'onnx/model.onnx' };
const modelOf = (patch: Partial<ModelRef> = {}): ModelRef => ({
  id: 'owner/name',
  source: 'hub',
  revision: 'main',
  baseUrl: `${server.origin}/${FOLDER}`,
  files: [{ path: 'config.json' }],
  weights: [{ dtype: 'fp32', files: [WEIGHTS] }],
  ...patch,
});
const filesOfModel = (model: ModelRef) => [...model.files, ...(model.weights[0]?.files ?? [])];

async function tab(free: number | null = null): Promise<TestTab> {
  const opened = await openTab(browser, `${server.origin}/`, free);
  tabs.push(opened);
  return opened;
}

function open({ store }: TestTab, model = modelOf(), files = filesOfModel(model)) {
  calls += 1;
  return store.open(`call-${calls}`, model, files);
}

async function bytesOf(tab: TestTab, model = modelOf()): Promise<Uint8Array> {
  const outcome = await open(tab, model);
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.message} ${outcome.failure.detail}`);
  return new Uint8Array((await outcome.value['onnx/model.onnx']?.arrayBuffer()) ?? new ArrayBuffer(0));
}

const codeOf = async (tab: TestTab, model = modelOf()): Promise<string> => {
  const outcome = await open(tab, model);
  return outcome.ok ? 'ok' : outcome.failure.code;
};
const weights = () => server.files[`${FOLDER}onnx/model.onnx`] as ServerFile;
const config = () => server.files[`${FOLDER}config.json`] as ServerFile;
const reports = ({ messages }: TestTab): OpenReport[] =>
  messages.flatMap((message) => (message.type === 'report' ? [message.report] : []));
/** Bytes of the weights that the server sent, each as often as it was. */
const sentBytes = () =>
  server.sent.filter(({ path }) => path.endsWith('.onnx')).reduce((sum, { start, end }) => sum + end - start, 0);
const status = (code: number, headers = {}): ServerFile => ({
  body: text(''),
  answer: (_request, response) => {
    response.writeHead(code, headers).end();
    return true;
  },
});

describe('open', () => {
  it('fetches in parts, verifies, reports one total, and touches the network no second time', async () => {
    const first = await tab();
    const model = modelOf({
      weights: [{ dtype: 'fp32', files: [{ ...WEIGHTS, bytes: BIG.length, sha256: sha256(BIG) }] }],
    });
    expect(sha256(await bytesOf(first, model))).toBe(sha256(BIG));
    expect(server.sent.filter(({ path }) => path.endsWith('.onnx')).map(({ start }) => start)).toEqual([
      0,
      PART_BYTES,
      2 * PART_BYTES,
    ]);
    expect(reports(first).at(-1)).toMatchObject({
      loaded: BIG.length + CONFIG.length,
      total: BIG.length + CONFIG.length,
    });
    const requests = server.sent.length;
    const second = await tab();
    expect(sha256(await bytesOf(second, model))).toBe(sha256(BIG));
    expect(server.sent.length).toBe(requests);
    expect(reports(second).at(-1)).toMatchObject({ cached: true });
  });

  it('goes on where a broken connection and a closed tab left off', async () => {
    weights().breaks = [3_000_000, 1_000_000];
    const first = await tab();
    const controller = open(first);
    await vi.waitFor(() => expect(sentBytes()).toBeGreaterThan(4_000_000), 20_000);
    await controller;
    expect(sentBytes()).toBe(BIG.length);
    expect(browser.waits.length).toBe(2);
    expect(reports(first).some(({ state }) => state.name === 'retrying')).toBe(true);
    expect(sha256(await bytesOf(first))).toBe(sha256(BIG));
  });

  it('goes on after a cancel without fetching twice what was done', async () => {
    const first = await tab();
    weights().breaks = [5_000_000];
    // The first break is waited for; then it is cancelled.
    browser.waits.push = () => {
      void first.store.cancel('cancelled');
      return 0;
    };
    const outcome = await first.store.open('cancelled', modelOf(), filesOfModel(modelOf()));
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    browser.waits.push = Array.prototype.push;
    const rows = async () =>
      (await first.storage.index.files(modelOf().baseUrl)).map(({ path, state }) => [path, state]);
    await vi.waitFor(async () => expect(await rows()).toContainEqual(['onnx/model.onnx', 'partial']));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sha256(await bytesOf(await tab()))).toBe(sha256(BIG));
    expect(sentBytes()).toBeLessThanOrEqual(BIG.length + 2 ** 20);
  });

  it('streams whole files from a server without ranges, and begins again after a break', async () => {
    weights().ranges = false;
    weights().breaks = [1_000_000];
    expect(sha256(await bytesOf(await tab()))).toBe(sha256(BIG));
    expect(sentBytes()).toBe(BIG.length + 1_000_000);
  });

  it('begins anew when the file changes between parts', async () => {
    const other = noise(BIG.length, 7);
    weights().breaks = [2_000_000];
    browser.waits.push = () => {
      server.files[`${FOLDER}onnx/model.onnx`] = { body: other, etag: '"w2"' };
      return 0;
    };
    expect(sha256(await bytesOf(await tab()))).toBe(sha256(other));
  });

  it.each([
    ['a model that is not there', () => delete server.files[`${FOLDER}config.json`], 'model-not-found'],
    ['weights that are not there', () => delete server.files[`${FOLDER}onnx/model.onnx`], 'model-file-missing'],
    ['a web page for JSON', () => Object.assign(config(), { body: text('<!doctype html>') }), 'model-file-corrupt'],
    ['a web page for weights', () => Object.assign(weights(), { body: text('<html>Sign in') }), 'model-file-corrupt'],
    ['broken JSON', () => Object.assign(config(), { body: text('{"a":') }), 'model-file-corrupt'],
    ['an empty file', () => Object.assign(weights(), { body: text('') }), 'model-file-corrupt'],
    ['nobody who may see it', () => Object.assign(config(), status(401)), 'model-not-found'],
    ['403', () => Object.assign(weights(), status(403)), 'access-denied'],
    ['terms to accept', () => Object.assign(weights(), status(403, { 'x-error-code': 'GatedRepo' })), 'model-gated'],
    ['too many requests', () => Object.assign(config(), status(429)), 'rate-limited'],
    ['a server in trouble', () => Object.assign(config(), status(503)), 'server-refused'],
  ])('names %s, and recovers', async (_what, spoil, code) => {
    const good = { ...server.files };
    const copies = Object.fromEntries(Object.entries(good).map(([path, file]) => [path, { ...file }]));
    spoil();
    const first = await tab();
    expect(await codeOf(first)).toBe(code);
    for (const path of Object.keys(server.files)) delete server.files[path];
    Object.assign(server.files, copies);
    expect(await codeOf(first)).toBe('ok');
  });

  it('refuses a wrong hash and a wrong length, and keeps nothing of it', async () => {
    const first = await tab();
    const wrong = modelOf({ weights: [{ dtype: 'fp32', files: [{ ...WEIGHTS, sha256: sha256(CONFIG) }] }] });
    expect(await codeOf(first, wrong)).toBe('model-file-corrupt');
    const long = modelOf({ weights: [{ dtype: 'fp32', files: [{ ...WEIGHTS, bytes: BIG.length + 1 }] }] });
    expect(await codeOf(first, long)).toBe('model-file-corrupt');
    expect((await first.store.list())[0]?.bytes).toBe(CONFIG.length);
  });

  it('waits as long as the server asks for', async () => {
    let refusals = 2;
    config().answer = (_request, response) => {
      if (refusals === 0) return false;
      refusals -= 1;
      response.writeHead(429, { 'retry-after': '7' }).end();
      return true;
    };
    expect(await codeOf(await tab())).toBe('ok');
    expect(browser.waits).toEqual([7000, 7000]);
  });

  it('gives up a network that was never there', async () => {
    await server.close();
    expect(await codeOf(await tab())).toBe('network-unreachable');
    expect(browser.waits.length).toBe(2);
    server = await startModelServer({});
  });

  it('shows the token to the host it is for, and to no other', async () => {
    const first = await tab();
    first.settings.token = 'hf_secret';
    await open(first);
    expect(server.sent.every(({ headers }) => headers.authorization === 'Bearer hf_secret')).toBe(true);
    server.sent.length = 0;
    first.settings.hub = 'https://elsewhere.test/';
    await open(first, modelOf({ baseUrl: `${server.origin}/${FOLDER}`, source: 'starter', id: 'loupe/x' }));
    await first.store.remove(`${server.origin}/${FOLDER}`);
    await open(first);
    expect(server.sent.length).toBeGreaterThan(0);
    expect(server.sent.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it('keeps the same model of two hosts apart', async () => {
    const first = await tab();
    for (const path of ['config.json', 'onnx/model.onnx']) {
      server.files[`mirror/${FOLDER}${path}`] = server.files[`${FOLDER}${path}`] as ServerFile;
    }
    const mirrored = modelOf({ baseUrl: `${server.origin}/mirror/${FOLDER}` });
    await open(first);
    await open(first, mirrored);
    const keys = (await first.store.list()).map(({ key }) => key).sort();
    expect(keys).toEqual([mirrored.baseUrl, modelOf().baseUrl].sort());
    await first.store.remove(mirrored.baseUrl);
    expect((await first.store.list()).map(({ key }) => key)).toEqual([modelOf().baseUrl]);
    expect(await first.store.verify('call', mirrored.baseUrl)).toMatchObject({ failure: { code: 'model-not-found' } });
    expect(await first.store.verify('call', modelOf().baseUrl)).toEqual({ ok: true, value: [] });
  });

  it('does without an optional file, and remembers that there is none', async () => {
    const model = modelOf({ files: [{ path: 'config.json' }, { path: 'generation_config.json', optional: true }] });
    const first = await tab();
    const outcome = await open(first, model);
    expect(outcome.ok && Object.keys(outcome.value).sort()).toEqual(['config.json', 'onnx/model.onnx']);
    const before = server.sent.length;
    expect(await codeOf(first, model)).toBe('ok');
    expect(server.sent.length).toBe(before);
  });
});

describe('what a host that does not answer is said to have', () => {
  const API = 'api/models/owner/name/revision/main';

  it.each([
    ['a pause', status(429, { 'retry-after': '300' }), 'rate-limited'],
    ['trouble of its own', status(503), 'server-refused'],
  ])('is a guess, with the reason: %s', async (_, answer, code) => {
    server.files[API] = answer;
    const described = await (await tab()).store.describe('call', modelOf());
    expect(described).toMatchObject({ ok: true, value: { unanswered: { code } } });
  });

  it('is a guess, with the reason: no network', async () => {
    await server.close();
    const described = await (await tab()).store.describe('call', modelOf());
    expect(described).toMatchObject({ ok: true, value: { unanswered: { code: 'network-unreachable' } } });
    server = await startModelServer({});
  });

  it('is a guess without a reason where there is no such list', async () => {
    const described = await (await tab()).store.describe('call', modelOf());
    expect(described.ok && described.value.unanswered).toBe(undefined);
  });
});

describe('what an earlier page left unfinished', () => {
  it('says how far it was', async () => {
    const sized = modelOf({
      files: [{ path: 'config.json', bytes: CONFIG.length }],
      weights: [{ dtype: 'fp32', files: [{ ...WEIGHTS, bytes: BIG.length }] }],
    });
    const first = await tab();
    weights().answer = (_request, response) => {
      response.writeHead(404).end();
      return true;
    };
    first.store.download(sized, 'fp32');
    const last = (each: TestTab) => each.messages.findLast((message) => message.type === 'transfers')?.transfers[0];
    await vi.waitFor(() => expect(last(first)?.state.name).toBe('failed'));
    const second = await tab();
    const total = CONFIG.length + BIG.length;
    expect(last(second)).toMatchObject({ state: { name: 'paused' }, loaded: CONFIG.length, total });
  });
});

it('what waits in the queue is there after a reload', async () => {
  const first = await tab();
  // Nothing comes, and nothing ends.
  config().answer = () => true;
  const other = modelOf({ id: 'owner/other', baseUrl: `${server.origin}/owner/other/resolve/main/` });
  first.store.download(modelOf(), 'fp32');
  await vi.waitFor(async () => expect(await first.storage.index.transfers()).toHaveLength(1));
  first.store.download(other, 'fp32');
  await vi.waitFor(async () => expect(await first.storage.index.transfers()).toHaveLength(2));
  const second = await tab();
  const paused = second.messages.findLast((message) => message.type === 'transfers')?.transfers;
  expect(paused?.map(({ model, state }) => `${model.id} ${state.name}`).sort()).toEqual([
    'owner/name paused',
    'owner/other paused',
  ]);
  for (const { baseUrl } of [other, modelOf()]) first.store.abort(`${baseUrl} fp32`);
  // Told by the transfer that ended, and by each that was aborted.
  await vi.waitFor(() => expect(first.messages.filter(({ type }) => type === 'changed')).toHaveLength(3));
  expect(await first.storage.index.transfers()).toEqual([]);
});

describe('storage', () => {
  it('says before any byte that there is no room, and what could go', async () => {
    const first = await tab(10_000_000);
    const sized = modelOf({ weights: [{ dtype: 'fp32', files: [{ ...WEIGHTS, bytes: BIG.length }] }] });
    expect(await codeOf(first, sized)).toBe('storage-full');
    expect(server.sent).toEqual([]);
  });

  it('says so when the disk fills up on the way, and goes on once there is room', async () => {
    browser.opfs.room = 4_000_000;
    const first = await tab();
    expect(await codeOf(first)).toBe('storage-full');
    browser.opfs.room = 1e9;
    expect(await codeOf(first)).toBe('ok');
  });

  it('keeps a starter in memory when the disk is full', async () => {
    browser.opfs.room = 100;
    const first = await tab();
    expect(await codeOf(first, modelOf({ id: 'loupe/name', source: 'starter' }))).toBe('ok');
  });

  it('heals: files without a row go, and rows without a file are fetched again', async () => {
    const first = await tab();
    await open(first);
    browser.opfs.files.set('stray.bin', new FakeFile());
    const weightsRow = await first.storage.index.file(modelOf().baseUrl, 'onnx/model.onnx');
    browser.opfs.files.delete(weightsRow?.name ?? '');
    const second = await tab();
    expect(browser.opfs.files.has('stray.bin')).toBe(false);
    expect(await codeOf(second)).toBe('ok');
    expect(sentBytes()).toBe(2 * BIG.length);
  });

  it('works without OPFS and without IndexedDB, in memory', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const first = await tab();
    expect(first.storage.disk.kind).toBe('memory');
    expect(sha256(await bytesOf(first))).toBe(sha256(BIG));
  });

  it('fetches a starter again when its hash has changed, though its size has not', async () => {
    const first = await tab();
    const starter = (hash: string) =>
      modelOf({ id: 'loupe/x', source: 'starter', weights: [{ dtype: 'q4', files: [{ ...WEIGHTS, sha256: hash }] }] });
    await open(first, starter(sha256(BIG)));
    const other = noise(BIG.length, 9);
    weights().body = other;
    expect(sha256(await bytesOf(first, starter(sha256(other))))).toBe(sha256(other));
  });
});

describe('several tabs', () => {
  it('fetch a model once: the other waits, sees progress, and has it', async () => {
    const [first, second] = [await tab(), await tab()];
    const outcomes = await Promise.all([open(first), open(second)]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true]);
    expect(sentBytes()).toBe(BIG.length);
    const states = [...reports(first), ...reports(second)].map(({ state }) => state.name);
    expect(states).toContain('elsewhere');
  });

  it('hear of what is deleted elsewhere', async () => {
    const [first, second] = [await tab(), await tab()];
    await open(first);
    second.messages.length = 0;
    await first.store.remove(`${server.origin}/${FOLDER}`);
    await vi.waitFor(() => expect(second.messages).toContainEqual({ type: 'changed' }));
    expect(await second.store.list()).toEqual([]);
    expect(browser.opfs.files.size).toBe(0);
  });
});
