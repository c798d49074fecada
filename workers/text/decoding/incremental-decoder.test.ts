import { describe, expect, it } from 'vitest';
import { IncrementalDecoder } from './incremental-decoder';

/** Tokens are single bytes of UTF-8, as the worst case of a byte-level tokenizer. */
const decodeBytes = (ids: number[]): string => {
  if (ids.length === 0) throw new Error('token_ids must be a non-empty array of integers.');
  return new TextDecoder().decode(Uint8Array.from(ids));
};

/** Tokens are words; the tokenizer drops the space before the first, as SentencePiece does. */
const WORDS = ['▁Once', '▁upon', '▁a', '▁time', ',', '▁there'];
const decodeWords = (ids: number[]): string =>
  ids
    .map((id) => WORDS[id])
    .join('')
    .replaceAll('▁', ' ')
    .trimStart();

const stream = (decode: (ids: number[]) => string, ids: number[]) => {
  const decoder = new IncrementalDecoder(decode);
  const pieces = ids.map((id) => decoder.push(id));
  return { pieces, text: pieces.join('') + decoder.flush() };
};

describe('IncrementalDecoder', () => {
  it.each(['plain text', 'Grüße, 世界', '👩‍👩‍👧 family and 🇫🇷', 'a\u0301 combining'])('gives %j whole', (text) => {
    const bytes = [...new TextEncoder().encode(text)];
    const { pieces, text: joined } = stream(decodeBytes, bytes);
    expect(joined).toBe(text);
    expect(pieces.join('')).not.toContain('\uFFFD');
  });

  it('keeps the spaces between words however long the text', () => {
    const ids = Array.from({ length: 60 }, (_, index) => index % WORDS.length);
    const { text, pieces } = stream(decodeWords, ids);
    expect(text).toBe(decodeWords(ids));
    expect(pieces.slice(0, 3)).toEqual(['Once', ' upon', ' a']);
  });

  it('goes on after a prompt: the first piece has its space', () => {
    const prompt = [0, 1];
    const ids = [2, 3, 4, 5, 2];
    const decoder = new IncrementalDecoder(decodeWords, prompt);
    const text = ids.map((id) => decoder.push(id)).join('') + decoder.flush();
    expect(decodeWords(prompt) + text).toBe(decodeWords([...prompt, ...ids]));
    expect(text.startsWith(' a')).toBe(true);
  });

  it('shows an incomplete character when nothing more comes', () => {
    expect(stream(decodeBytes, [0x41, 0xe4, 0xb8]).text).toBe('A\uFFFD');
  });
});
