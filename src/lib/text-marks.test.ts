import { expect, it } from 'vitest';
import { cutAtMarks } from './text-marks';

const cut = (text: string, ...ranges: [number, number][]) =>
  cutAtMarks(
    text,
    ranges.map(([start, end]) => ({ start, end })),
  ).map((part) => (part.mark ? `[${part.text}]` : part.text));

it('cuts at marks in any order', () => {
  expect(cut('one two three', [8, 13], [0, 3])).toEqual(['[one]', ' two ', '[three]']);
});

it('keeps all of the text where marks overlap, touch, are empty or end behind it', () => {
  expect(cut('abcdef', [0, 4], [2, 5])).toEqual(['[abcd]', '[e]', 'f']);
  expect(cut('abcdef', [0, 4], [1, 3], [4, 9])).toEqual(['[abcd]', '[ef]']);
  expect(cut('ab', [1, 1])).toEqual(['ab']);
  expect(cut('')).toEqual([]);
});

it('counts as JavaScript does', () => {
  expect(cut('👩‍👩‍👧 ok', [0, 8])).toEqual(['[👩‍👩‍👧]', ' ok']);
});
