/** GPT-2's alphabet: a visible character for each byte. Bytes without a visible one of their own begin at U+0100. */
export const BYTE_CHARS: readonly string[] = (() => {
  const visible = (byte: number) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(visible(byte) ? byte : next++));
})();

const BYTES: ReadonlyMap<string, number> = new Map(BYTE_CHARS.map((char, byte) => [char, byte]));

/** Makes text of byte-level tokens. A token that is not written in the alphabet is taken as it is. */
export function joinByteLevel(tokens: readonly string[]): string {
  const encoder = new TextEncoder();
  const bytes = tokens.flatMap((token) => {
    const own = Array.from(token, (char) => BYTES.get(char));
    return own.every((byte) => byte !== undefined) ? own : Array.from(encoder.encode(token));
  });
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}
