import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { FaultServer } from './fault-server';
import { fileOf, joined, syntheticFile, truncated, withFlippedBit } from './served-file';

const WEIGHTS = syntheticFile(300_000);
const PATH = 'onnx/model.onnx';
let server: FaultServer;
let url: string;
beforeAll(async () => {
  const files = { 'config.json': fileOf('{"model_type":"bert"}'), [PATH]: WEIGHTS };
  server = await FaultServer.start(
    {
      'someone/model': { files, pipelineTag: 'text-classification', licence: 'mit' },
      'someone/gated': { files, gated: true },
      'someone/secret': { files, private: true },
    },
    { redirects: true },
  );
  url = `${server.origin}/someone/model/resolve/main/${PATH}`;
});
afterAll(() => server.close());
afterEach(() => server.reset());

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

test('synthetic bytes are the same wherever one begins, and their hash is that of the whole', () => {
  const whole = WEIGHTS.slice(0, WEIGHTS.bytes);
  expect(WEIGHTS.slice(17, 4242).equals(whole.subarray(17, 4242))).toBe(true);
  expect(WEIGHTS.sha256()).toBe(sha256(whole));
  const headed = syntheticFile(100, Buffer.from('head'));
  expect(headed.slice(2, 6).subarray(0, 2).toString()).toBe('ad');
  expect(headed.slice(4, 100).equals(syntheticFile(100).slice(4, 100))).toBe(true);
  const both = joined(fileOf('abc'), fileOf('defg'));
  expect([both.slice(0, 7), both.slice(2, 4), both.slice(4, 7)].map(String)).toEqual(['abcdefg', 'cd', 'efg']);
});

test('files of the Hub: redirected, in ranges, with their tag', async () => {
  const whole = await fetch(url);
  expect(whole.url).toContain(server.cdnOrigin);
  expect(whole.headers.get('etag')).toBe(`"${WEIGHTS.sha256()}"`);
  expect(sha256(await bytesOf(whole))).toBe(WEIGHTS.sha256());
  const part = await fetch(url, { headers: { range: 'bytes=1000-1999', 'if-range': WEIGHTS.etag() } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe('bytes 1000-1999/300000');
  expect((await bytesOf(part)).equals(WEIGHTS.slice(1000, 2000))).toBe(true);
  const other = await fetch(url, { headers: { range: 'bytes=0-9', 'if-range': '"older"' } });
  expect(other.status).toBe(200);
  expect((await bytesOf(other)).length).toBe(300_000);
  expect((await fetch(url, { headers: { range: 'bytes=400000-' } })).status).toBe(416);
  const small = await fetch(`${server.origin}/someone/model/resolve/main/config.json`, { method: 'HEAD' });
  expect([small.status, small.headers.get('content-length')]).toEqual([200, '21']);
  // A part, a whole file, a whole file in place of a part: a part and a file twice.
  expect(server.log.sent(PATH)).toBe(601_000);
  expect(server.log.sentAgain(PATH)).toBe(301_000);
});

test('what the Hub says of a model, and to whom', async () => {
  const ask = async (path: string, token?: string) => {
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    const response = await fetch(server.origin + path, { headers });
    return [response.status, response.headers.get('x-error-code'), await response.json().catch(() => null)];
  };
  const [status, , info] = await ask('/api/models/someone/model/revision/main?blobs=true');
  expect(status).toBe(200);
  expect(info).toMatchObject({
    sha: expect.stringMatching(/^[0-9a-f]{40}$/),
    pipeline_tag: 'text-classification',
    cardData: { license: 'mit' },
    siblings: [
      { rfilename: 'config.json', size: 21 },
      { rfilename: PATH, size: 300_000, lfs: { sha256: WEIGHTS.sha256(), size: 300_000 } },
    ],
  });
  expect(await ask('/api/models/someone/nope/revision/main')).toMatchObject([401, 'RepoNotFound', {}]);
  expect(await ask('/api/models/someone/secret/revision/main')).toMatchObject([401, 'RepoNotFound', {}]);
  expect(await ask('/api/models/someone/secret', 'hf_any')).toMatchObject([200, null, { private: true }]);
  expect(await ask('/api/models/someone/gated')).toMatchObject([200, null, { gated: 'auto' }]);
  expect(await ask('/someone/gated/resolve/main/config.json')).toMatchObject([401, 'GatedRepo', {}]);
  expect(await ask('/someone/gated/resolve/main/config.json', 'hf_any')).toMatchObject([403, 'GatedRepo', {}]);
  expect(await ask('/someone/gated/resolve/main/config.json', 'hf_accepted')).toMatchObject([200, null, {}]);
  expect(await ask('/someone/model/resolve/main/onnx/none.onnx')).toMatchObject([404, 'EntryNotFound', {}]);
});

test('faults come in their order and as often as they were asked for', async () => {
  server.faults.add(/onnx$/, { kind: 'status', status: 429, headers: { 'Retry-After': '1' } }, { times: 2, skip: 1 });
  const statuses = [];
  for (let request = 0; request < 4; request += 1) statuses.push((await fetch(url)).status);
  expect(statuses).toEqual([200, 429, 429, 200]);
  server.faults.add(/config/, { kind: 'web-page' });
  expect(await (await fetch(url.replace(PATH, 'config.json'))).text()).toMatch(/^<!doctype html>/);
});

test('connections that break, and a network that is gone', async () => {
  server.faults.add(/onnx$/, { kind: 'drop', after: 100_000 }, { times: 1 });
  await expect(fetch(url).then(bytesOf)).rejects.toThrow();
  expect(server.log.of(PATH).at(-1)).toMatchObject({ host: 'cdn', start: 0, end: 100_000 });
  server.goDownAt(PATH, 165_536);
  await expect(fetch(url).then(bytesOf)).rejects.toThrow();
  expect(server.isDown).toBe(true);
  await expect(fetch(url)).rejects.toThrow();
  server.comeUp();
  expect((await bytesOf(await fetch(url))).length).toBe(300_000);
});

test('a server without ranges, a file cut short, another file, a turned bit, silence', async () => {
  server.faults.add(/onnx$/, { kind: 'no-ranges' }, { times: 1 });
  const all = await fetch(url, { headers: { range: 'bytes=0-9' } });
  expect([all.status, all.headers.get('accept-ranges')]).toEqual([200, null]);
  server.faults.add(/onnx$/, { kind: 'cut-short', to: 10 }, { times: 1 });
  await expect(fetch(url).then(bytesOf)).rejects.toThrow();
  server.faults.add(/onnx$/, { kind: 'instead', file: truncated(WEIGHTS, 1000) }, { times: 1 });
  expect((await bytesOf(await fetch(url))).length).toBe(1000);
  server.faults.add(/onnx$/, { kind: 'instead', file: withFlippedBit(WEIGHTS, 5000) }, { times: 1 });
  const flipped = await bytesOf(await fetch(url));
  const original = WEIGHTS.slice(0, WEIGHTS.bytes);
  const differing = [...flipped.keys()].filter((at) => flipped[at] !== original[at]);
  expect(differing).toEqual([5000]);
  server.faults.add(/onnx$/, { kind: 'stall', after: 65_536 }, { times: 1 });
  const reader = (await fetch(url)).body?.getReader();
  let came = 0;
  while (came < 65_536) came += (await reader?.read())?.value?.length ?? 0;
  const silent = await Promise.race([reader?.read(), new Promise((resolve) => setTimeout(resolve, 50, 'silence'))]);
  expect(silent).toBe('silence');
  await reader?.cancel();
});
