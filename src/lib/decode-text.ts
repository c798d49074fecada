/** What the bytes of a text file say. */
export interface DecodedText {
  text: string;
  /** Null for UTF-8 and UTF-16; else the encoding that was guessed because nothing else fits. */
  guessed: 'windows-1252' | null;
}

/** Enough to tell text from everything else. */
const LOOKED_AT = 8192;

/**
 * Reads UTF-8, and UTF-16 with a byte order mark; where the bytes are neither, Windows-1252, in which every byte is a
 * letter, so that somebody must look whether it is right. Null where it is no text at all.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), guessed: null };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), guessed: null };
  if (bytes.subarray(0, LOOKED_AT).includes(0)) return null;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), guessed: null };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), guessed: 'windows-1252' };
  }
}
