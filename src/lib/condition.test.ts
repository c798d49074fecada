import { expect, it } from 'vitest';
import { conditionHolds } from './condition';

it.each([
  [1, false],
  [2, true],
  [null, true],
])('num_beams %j is above 1: %j', (num_beams, expected) => {
  expect(conditionHolds({ parameter: 'num_beams', above: 1 }, { num_beams })).toBe(expected);
});
