import { expect, it } from 'vitest';
import { LIKELIHOODS, tintOf, visibleText } from './likelihood';

it('tints a token the more, the unlikelier it is', () => {
  const tints = [1, 0.8, 0.79, 0.5, 0.3, 0.06, 0.01, 0].map((probability) => tintOf(Math.log(probability)));
  expect(tints).toEqual([0, 0, 10, 10, 20, 32, 46, 46]);
  expect(LIKELIHOODS.map(({ tint }) => tint)).toEqual([...new Set(tints)]);
});

it('shows what a token alone would hide', () => {
  expect([' Max', '\n\n', 'a b', ' ', ''].map(visibleText)).toEqual(['␣Max', '↵↵', 'a b', '␣', '∅']);
});
