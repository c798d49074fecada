const GZIP_MAGIC = [0x1f, 0x8b] as const;

/**
 * Fetches a file that lies compressed with gzip on its host. Hosts that take the ending for a content encoding have it
 * decompressed by the browser, and then it is left as it came.
 * @throws TypeError without a network or where it is damaged, Error for an answer other than 2xx
 */
export async function fetchGzipped(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  const bytes = await response.arrayBuffer();
  const start = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (GZIP_MAGIC.some((byte, at) => start[at] !== byte)) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}
