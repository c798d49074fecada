/**
 * For each UTF-16 index of a text (its end included) the number of bytes before it in UTF-8. Both halves of a character
 * outside of the first plane begin where it begins; an unpaired half counts as the replacement character, 3 bytes.
 */
export function byteOffsets(text: string): Uint32Array {
  const offsets = new Uint32Array(text.length + 1);
  let bytes = 0;
  let unit = 0;
  for (const char of text) {
    offsets.fill(bytes, unit, unit + char.length);
    unit += char.length;
    bytes += utf8Length(char.codePointAt(0) ?? 0);
  }
  offsets[unit] = bytes;
  return offsets;
}

const utf8Length = (code: number): number => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
