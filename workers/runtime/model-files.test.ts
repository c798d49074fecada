import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../../src/contract/events';
import type { ModelRef } from '../../src/contract/model';
import { filesOf, openFiles } from './model-files';

const WEIGHTS = 'weights';
const sha256 = async (text: string) => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
};
const HASHES = { config: await sha256('{}'), weights: await sha256(WEIGHTS), retrained: await sha256('WEIGHTS') };

let serial = 0;
/** A model of its own for each test: the store outlives them. */
function createModel(patch: Partial<ModelRef> = {}): ModelRef {
  serial += 1;
  return {
    id: `loupe/model-${serial}`,
    source: 'starter',
    revision: 'main',
    baseUrl: `https://host/model-${serial}/`,
    files: [{ path: 'config.json', bytes: 2, sha256: HASHES.config }],
    weights: [
      { dtype: 'q8', files: [{ path: 'onnx/model_quantized.onnx', bytes: WEIGHTS.length, sha256: HASHES.weights }] },
    ],
    ...patch,
  };
}

/** A server that answers by file name; what it lacks is a 404. */
function serve(answers: Record<string, () => Response | Promise<Response>>) {
  const fetch = vi.fn(async (url: string, _init?: RequestInit) => {
    const path = new URL(url).pathname.split('/').slice(2).join('/');
    return (await answers[path]?.()) ?? new Response('not found', { status: 404 });
  });
  vi.stubGlobal('fetch', fetch);
  return fetch;
}
const whole = {
  'config.json': () => new Response('{}'),
  'onnx/model_quantized.onnx': () => new Response(WEIGHTS),
};

const open = (model: ModelRef, signal = new AbortController().signal, emit: (event: RunEvent) => void = () => {}) =>
  openFiles(model, filesOf(model, 'q8'), signal, emit);
const codeOf = (model: ModelRef) =>
  open(model).then(
    () => 'ok',
    (error) => error.failure.code,
  );

afterEach(() => vi.unstubAllGlobals());

describe('openFiles', () => {
  it('gives verified files, reports bytes, and fetches nothing twice', async () => {
    const fetch = serve(whole);
    const model = createModel();
    const events: RunEvent[] = [];
    const files = await open(model, undefined, (event) => events.push(event));
    expect(await (await files.read('onnx/model_quantized.onnx'))?.text()).toBe(WEIGHTS);
    expect(await files.read('other.json')).toBeNull();
    expect(events.at(-1)).toMatchObject({ type: 'download', loaded: 9, total: 9, cached: false });
    await open(model, undefined, (event) => events.push(event));
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(events.at(-1)).toMatchObject({ loaded: 9, cached: true });
    await files.forget();
    await open(model);
    expect(fetch).toHaveBeenCalledTimes(4);
  });

  it.each([
    ['a model that is not there', {}, 'model-not-found'],
    ['weights that are not there', { 'config.json': whole['config.json'] }, 'model-file-missing'],
    ['a web page for a file', { ...whole, 'config.json': () => new Response('<!doctype html>') }, 'model-file-corrupt'],
    ['a file cut in half', { ...whole, 'onnx/model_quantized.onnx': () => new Response('weig') }, 'model-file-corrupt'],
    ['a flipped bit', { ...whole, 'onnx/model_quantized.onnx': () => new Response('weightz') }, 'model-file-corrupt'],
    ['too many requests', { ...whole, 'config.json': () => new Response('', { status: 429 }) }, 'server-refused'],
    [
      'a dead network',
      { ...whole, 'config.json': () => Promise.reject(new TypeError('Failed')) },
      'network-unreachable',
    ],
  ])('names %s', async (_what, answers, code) => {
    const model = createModel();
    serve(answers);
    expect(await codeOf(model)).toBe(code);
    serve(whole);
    expect(await codeOf(model)).toBe('ok');
  });

  it('keeps a file in memory when the disk is full', async () => {
    serve(whole);
    vi.stubGlobal('caches', {
      open: async () => ({
        match: async () => undefined,
        put: async () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
        delete: async () => false,
      }),
    });
    const files = await open(createModel());
    expect(await (await files.read('onnx/model_quantized.onnx'))?.text()).toBe(WEIGHTS);
  });

  it('learns the total from the server where the catalogue does not know it', async () => {
    const sized = (text: string) => () => new Response(text, { headers: { 'content-length': String(text.length) } });
    serve({ 'config.json': sized('{}'), 'onnx/model_quantized.onnx': sized(WEIGHTS) });
    const weights = [{ dtype: 'q8' as const, files: [{ path: 'onnx/model_quantized.onnx' }] }];
    const events: RunEvent[] = [];
    await open(createModel({ files: [{ path: 'config.json' }], weights }), undefined, (event) => events.push(event));
    expect(events.at(-1)).toMatchObject({ loaded: 9, total: 9 });
  });

  it('names a model that was not made for transformers.js', async () => {
    serve(whole);
    expect(await codeOf(createModel({ files: [{ path: 'tokenizer.json' }] }))).toBe('model-incompatible');
  });

  it('takes a 401 of the Hub for a model that does not exist', async () => {
    serve({ 'config.json': () => new Response('', { status: 401 }) });
    expect(await codeOf(createModel({ source: 'hub' }))).toBe('model-not-found');
    expect(await codeOf(createModel())).toBe('server-refused');
  });

  it('does without an optional file, and remembers that there is none', async () => {
    const fetch = serve(whole);
    const model = createModel({ files: [{ path: 'generation_config.json', optional: true }] });
    expect(await (await open(model)).read('generation_config.json')).toBeNull();
    expect(await (await open(model)).read('generation_config.json')).toBeNull();
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('remembers offline which weights a model does not have', async () => {
    serve({ 'config.json': whole['config.json'] });
    const model = createModel();
    expect(await codeOf(model)).toBe('model-file-missing');
    serve({ 'onnx/model_quantized.onnx': () => Promise.reject(new TypeError('Failed')) });
    expect(await codeOf(model)).toBe('model-file-missing');
    serve(whole);
    expect(await codeOf(model)).toBe('ok');
  });

  it('believes the length that the server announces where the catalogue knows none', async () => {
    serve({ ...whole, 'config.json': () => new Response('{}', { headers: { 'content-length': '9' } }) });
    expect(await codeOf(createModel({ files: [{ path: 'config.json' }] }))).toBe('model-file-corrupt');
  });

  it('fetches a starter again when its hash has changed, though its size has not', async () => {
    serve(whole);
    const model = createModel();
    await open(model);
    const fetch = serve({ ...whole, 'onnx/model_quantized.onnx': () => new Response('WEIGHTS') });
    const retrained = [{ path: 'onnx/model_quantized.onnx', bytes: WEIGHTS.length, sha256: HASHES.retrained }];
    const files = await open({ ...model, weights: [{ dtype: 'q8', files: retrained }] });
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(await (await files.read('onnx/model_quantized.onnx'))?.text()).toBe('WEIGHTS');
  });

  it('stops when it is told to, and names a dtype that the model lacks', async () => {
    serve(whole);
    const controller = new AbortController();
    controller.abort();
    await expect(open(createModel(), controller.signal)).rejects.toThrow(/abort/i);
    const error = await Promise.resolve()
      .then(() => filesOf(createModel(), 'fp16'))
      .catch((e) => e);
    expect(error.failure).toMatchObject({ code: 'dtype-unavailable', message: expect.stringContaining('it has q8') });
  });
});
