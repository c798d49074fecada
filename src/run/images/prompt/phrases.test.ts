import { expect, it } from 'vitest';
import { SCENE_PARTS, WEB_PARTS, withPhrase } from './phrases';

it('phrases go on in a sentence, or stand behind commas', () => {
  expect(withPhrase('', 'a red house on the left', true)).toBe('a red house on the left');
  expect(withPhrase('a red house ', 'in the snow', true)).toBe('a red house in the snow');
  expect(withPhrase('a red house in the snow', ', watercolour', true)).toBe('a red house in the snow, watercolour');
  expect(withPhrase('a cat,', 'oil painting', false)).toBe('a cat, oil painting');
});

it('both sets have the five parts that good prompts have', () => {
  const parts = ['subject', 'style', 'details', 'composition', 'quality'];
  expect(WEB_PARTS.map(({ id }) => id)).toEqual(parts);
  expect(SCENE_PARTS.map(({ id }) => id)).toEqual(parts);
});
