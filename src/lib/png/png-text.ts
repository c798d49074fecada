import { encodeChunk, pngChunks } from './chunks';
import { inflate } from './inflate';
import { PngError } from './png-error';

const TEXT_TYPES = new Set(['tEXt', 'zTXt', 'iTXt']);
const LONGEST_TEXT = 16 * 2 ** 20;
const MOST_TEXTS = 1000;
const isTextType = (type: string) => TEXT_TYPES.has(type);
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The texts of a PNG file (tEXt, zTXt and iTXt, compressed or not), by their keywords. Of several texts with the same
 * keyword the last one counts. Pixels are not looked at.
 * @throws PngError where the file is no PNG, ends early, or has a text that is damaged or unpacks to more than 16 MiB
 */
export async function readPngText(bytes: Uint8Array): Promise<Record<string, string>> {
  const chunks = pngChunks(bytes, isTextType).filter(({ type }) => isTextType(type));
  if (chunks.length > MOST_TEXTS)
    throw new PngError(`The PNG file has ${chunks.length} texts; at most ${MOST_TEXTS} are read.`);
  const texts = new Map<string, string>();
  let room = LONGEST_TEXT;
  for (const { type, data } of chunks) {
    const [keyword, rest] = cutAtZero(data, type);
    const text = await textOf(type, rest, room);
    room -= text.length;
    texts.set(latin1(keyword), text);
  }
  return Object.fromEntries(texts);
}

/**
 * A PNG file with these texts before its pixels, in place of those it has under the same keywords; all else stays, byte
 * for byte. A text in Latin-1 becomes tEXt, any other iTXt, uncompressed.
 * @throws PngError where the bytes are no PNG file, where a keyword is not 1 to 79 characters of Latin-1 without spaces at
 *   its ends, or where a text has a null character
 */
export function writePngText(bytes: Uint8Array, texts: Readonly<Record<string, string>>): Uint8Array {
  const added = Object.entries(texts).map(([keyword, text]) => textChunk(keyword, text));
  const chunks = pngChunks(bytes, isTextType);
  const kept = chunks.filter(
    ({ type, data }) => !isTextType(type) || !Object.hasOwn(texts, latin1(cutAtZero(data, type)[0])),
  );
  const pixels = kept.findIndex(({ type }) => type === 'IDAT');
  if (pixels === -1) throw new PngError('The PNG file has no pixels.');
  const original = kept.map(({ start, end }) => bytes.subarray(start, end));
  const first = chunks[0]?.start ?? 0;
  return concatenated([bytes.subarray(0, first), ...original.slice(0, pixels), ...added, ...original.slice(pixels)]);
}

/** Latin-1 in its own sense: TextDecoder's is Windows-1252. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

function cutAtZero(data: Uint8Array, type: string): [Uint8Array, Uint8Array] {
  const zero = data.indexOf(0);
  if (zero === -1) throw new PngError(`A ${type} chunk of the PNG file is damaged: a part of it has no end.`);
  return [data.subarray(0, zero), data.subarray(zero + 1)];
}

async function textOf(type: string, data: Uint8Array, room: number): Promise<string> {
  if (type === 'tEXt') return latin1(checkLength(data, room));
  if (type === 'zTXt') return latin1(await unpacked(data.subarray(1), data[0], room));
  const [flag, method] = data;
  const [, afterLanguage] = cutAtZero(data.subarray(2), type);
  const [, text] = cutAtZero(afterLanguage, type);
  return utf8.decode(flag === 1 ? await unpacked(text, method, room) : checkLength(text, room));
}

async function unpacked(data: Uint8Array, method: number | undefined, room: number): Promise<Uint8Array> {
  if (method !== 0)
    throw new PngError(`A text of the PNG file is compressed by method ${method}, which does not exist.`);
  return await inflate(data, room);
}

function checkLength(data: Uint8Array, room: number): Uint8Array {
  if (data.length > room) throw new PngError(`The texts of the PNG file are longer than ${LONGEST_TEXT} bytes.`);
  return data;
}

function textChunk(keyword: string, text: string): Uint8Array {
  if (!/^[\x20-\x7e\xa1-\xff]{1,79}$/.test(keyword) || /^ | $| {2}/.test(keyword))
    throw new PngError(`${JSON.stringify(keyword)} cannot be a keyword of a PNG file: 1 to 79 characters of Latin-1.`);
  if (text.includes('\0')) throw new PngError(`The text for ${JSON.stringify(keyword)} has a null character.`);
  const name = [...codes(keyword), 0];
  if (/^[\t\n\r\x20-\x7e\xa0-\xff]*$/.test(text))
    return encodeChunk('tEXt', Uint8Array.from([...name, ...codes(text)]));
  // Not compressed, and neither a language nor a translated keyword.
  const head = [...name, 0, 0, 0, 0];
  return encodeChunk('iTXt', concatenated([Uint8Array.from(head), new TextEncoder().encode(text)]));
}

const codes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
