import { describe, expect, it } from 'vitest';
import { type DifferencePart, textDifference } from './text-difference';

const side = (parts: DifferencePart[], without: DifferencePart['kind']) =>
  parts
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');

describe('textDifference', () => {
  it('finds nothing where nothing changed', () => {
    expect(textDifference('Hello', 'Hello')).toEqual([{ kind: 'same', text: 'Hello' }]);
    expect(textDifference('', '')).toEqual([]);
  });

  it('names what was lost and what came instead', () => {
    expect(textDifference('naïve', 'naive')).toEqual([
      { kind: 'same', text: 'na' },
      { kind: 'lost', text: 'ï' },
      { kind: 'added', text: 'i' },
      { kind: 'same', text: 've' },
    ]);
  });

  it('never cuts a character in two', () => {
    expect(textDifference('a😀b', 'a😁b').map(({ text }) => text)).toEqual(['a', '😀', '😁', 'b']);
  });

  it.each([
    ['many', 'The Quick BROWN Fox. '.repeat(400), 'the quick brown fox . '.repeat(400)],
    ['all', '東京'.repeat(6000), 'x y '.repeat(6000)],
  ])('gives both texts back whole, with %s differences', (_, original, decoded) => {
    const parts = textDifference(original, decoded);
    expect(side(parts, 'added') === original).toBe(true);
    expect(side(parts, 'lost') === decoded).toBe(true);
  });
});
