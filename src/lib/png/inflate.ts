import { PngError } from './png-error';

/**
 * Unpacks a zlib stream, to at most `limit` bytes, so that a small file cannot fill the memory.
 * @throws PngError where the stream is damaged or longer
 */
export async function inflate(data: Uint8Array, limit: number): Promise<Uint8Array> {
  // A copy: a stream takes no view of memory that could be shared.
  const reader = new Blob([Uint8Array.from(data)]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > limit) break;
      parts.push(next.value);
    }
  } catch {
    throw new PngError('A compressed text of the PNG file is damaged.');
  }
  if (length > limit) {
    await reader.cancel().catch(() => {});
    throw new PngError(`A compressed text of the PNG file is longer than ${limit} bytes.`);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
