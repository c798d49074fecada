import { describe, expect, it, vi } from 'vitest';
import { fetchGzipped } from './fetch-gzipped';

const WASM = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const gzipped = () => new Response(new Blob([WASM]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
const answer = (body: BodyInit | null, status = 200) =>
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(body, { status }));

describe('files that lie compressed on their host', () => {
  it('are decompressed', async () => {
    answer(await gzipped());
    expect(new Uint8Array(await fetchGzipped('https://example.org/a.gz'))).toEqual(WASM);
  });
  it('are left as they are where the browser has done it', async () => {
    answer(WASM);
    expect(new Uint8Array(await fetchGzipped('https://example.org/a.gz'))).toEqual(WASM);
  });
  it('fail where they are missing, cut or empty', async () => {
    answer('gone', 404);
    await expect(fetchGzipped('https://example.org/a.gz')).rejects.toThrow('404');
    answer((await gzipped()).slice(0, 14));
    await expect(fetchGzipped('https://example.org/a.gz')).rejects.toThrow();
  });
});
