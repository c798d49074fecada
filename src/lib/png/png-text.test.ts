import { describe, expect, it } from 'vitest';
import { encodeChunk, pngChunks } from './chunks';
import { crc32 } from './crc32';
import goldens from './goldens/png-texts.json';
import { PngError } from './png-error';
import { readPngText, writePngText } from './png-text';

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const files = Object.entries(goldens.files).map(([name, { png, texts }]) => [name, bytesOf(png), texts] as const);
const plain = bytesOf(goldens.files['no text'].png);
const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const ascii = (text: string) => new TextEncoder().encode(text);
/** The plain picture with one more chunk before its pixels. */
const withChunk = (type: string, data: Uint8Array) =>
  joined(plain.subarray(0, 33), encodeChunk(type, data), plain.subarray(33));
const all = () => true;

it('has the check value of CRC-32', () => expect(crc32(ascii('123456789'))).toBe(0xcbf43926));

describe.each(files)('a file of Pillow’s with %s', (_, png, texts) => {
  it('is read', async () => expect(await readPngText(png)).toEqual(texts));
  it('keeps its texts when one is added', async () => {
    const written = writePngText(png, { mine: 'new', parameters: '新' });
    expect(await readPngText(written)).toEqual({ ...texts, mine: 'new', parameters: '新' });
  });
  it('keeps every other chunk, byte for byte and with a right checksum', () => {
    const others = (file: Uint8Array) => pngChunks(file, all).filter(({ type }) => !/^[tzi]TXt$|^tEXt$/.test(type));
    const contents = (file: Uint8Array) => others(file).map(({ type, data }) => [type, [...data]]);
    expect(contents(writePngText(png, { parameters: 'x' }))).toEqual(contents(png));
  });
});

it('writes before the pixels, Latin-1 as tEXt and the rest as iTXt', () => {
  const written = writePngText(plain, { parameters: 'é\nSteps: 20', loupe: '{"prompt":"東"}', windows: '\u0080 €' });
  expect(pngChunks(written, all).map(({ type }) => type)).toEqual(['IHDR', 'tEXt', 'iTXt', 'iTXt', 'IDAT', 'IEND']);
});

it('writes any text so that it reads the same', async () => {
  const texts = {
    a: '',
    b: '\r\n\t',
    c: '😀'.repeat(30_000),
    d: '\ufeffmark',
    e: '\u0085\u009f',
    __proto: 'y',
    toString: 'z',
  };
  expect(await readPngText(writePngText(plain, texts))).toEqual(texts);
});

it('replaces a text instead of adding a second one', async () => {
  const twice = writePngText(writePngText(plain, { parameters: 'one', other: 'stays' }), { parameters: '二' });
  expect(await readPngText(twice)).toEqual({ other: 'stays', parameters: '二' });
  expect(pngChunks(twice, all)).toHaveLength(5);
});

it('reads views into larger memory, texts behind the pixels, and ignores what follows the file', async () => {
  const late = joined(
    plain.subarray(0, -12),
    encodeChunk('tEXt', ascii('late\0text')),
    plain.subarray(-12),
    ascii('more'),
  );
  const memory = joined(ascii('before'), late);
  expect(await readPngText(memory.subarray(6))).toEqual({ late: 'text' });
});

describe('says what is wrong', () => {
  const flipped = (png: Uint8Array, at: number) => png.map((byte, index) => (index === at ? byte ^ 1 : byte));
  const texted = withChunk('tEXt', ascii('key\0value'));
  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /no PNG file/],
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46), /no PNG file/],
    ['only a signature', plain.subarray(0, 8), /ends early/],
    ['half a file', texted.subarray(0, 50), /ends early: its tEXt chunk says 9 bytes/],
    ['a file without its end', plain.subarray(0, -12), /ends early/],
    ['a flipped bit in a text', flipped(texted, 44), /tEXt chunk at byte 33 .* checksum/],
    ['a flipped bit in a type', flipped(texted, 37).map((byte, index) => (index === 37 ? 0 : byte)), /no chunk begins/],
    [
      'a length of 4 GiB',
      joined(plain.subarray(0, 33), Uint8Array.of(255, 255, 255, 255), plain.subarray(37)),
      /ends early/,
    ],
    ['a text without an end of its keyword', withChunk('tEXt', ascii('key')), /a part of it has no end/],
    ['an iTXt that stops', withChunk('iTXt', ascii('key\0\0\0en')), /a part of it has no end/],
    ['another compression', withChunk('zTXt', ascii('key\0\u0007abc')), /method 7, which does not exist/],
    ['a zTXt of nothing', withChunk('zTXt', ascii('key\0')), /method undefined/],
    ['rubbish for zlib', withChunk('zTXt', ascii('key\0\0rubbish')), /compressed text of the PNG file is damaged/],
    [
      'a cut zlib stream',
      withChunk('zTXt', Uint8Array.of(0x6b, 0, 0, 0x78, 0x9c, 0x4b)),
      /compressed text .* is damaged/,
    ],
    ['a bomb', bytesOf(goldens.bomb), /is longer than 16777216 bytes/],
    ['too long a text', withChunk('tEXt', new Uint8Array(17 * 2 ** 20).fill(65, 1)), /longer than/],
    ['no IHDR', joined(plain.subarray(0, 8), plain.subarray(33)), /first chunk is not IHDR/],
  ])('with %s', async (_, png, message) => {
    await expect(readPngText(png)).rejects.toThrow(message);
    await expect(readPngText(png)).rejects.toBeInstanceOf(PngError);
  });

  it('with a thousand and one texts', async () => {
    const chunk = encodeChunk('tEXt', ascii('k\0v'));
    const many = joined(plain.subarray(0, 33), ...Array<Uint8Array>(1001).fill(chunk), plain.subarray(33));
    await expect(readPngText(many)).rejects.toThrow(/1001 texts/);
  });

  it.each(['', 'k'.repeat(80), ' key', 'key ', 'a  b', 'schlüssel\n', '鍵', 'nul\0'])(
    'with the keyword %j',
    (keyword) => expect(() => writePngText(plain, { [keyword]: 'x' })).toThrow(/cannot be a keyword/),
  );

  it('with a null character in a text', () => expect(() => writePngText(plain, { key: 'a\0b' })).toThrow(/null/));
  it('with a file without pixels', () => {
    const empty = joined(plain.subarray(0, 33), plain.subarray(-12));
    expect(() => writePngText(empty, { key: 'x' })).toThrow(/no pixels/);
  });
});
