/** Two digits for each byte. */
export const hexadecimal = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** SHA-256 in hexadecimal; null on pages without https, which have no hash. The whole of `blob` is read into memory. */
export async function sha256(blob: Blob): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  return hexadecimal(new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())));
}
