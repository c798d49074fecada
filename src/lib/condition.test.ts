import { expect, it } from 'vitest';
import { conditionHolds } from './condition';

it.each([
  [1, false],
  [2, true],
  [null, true],
])('num_beams %j is at least num_return_sequences 2: %j', (num_beams, expected) => {
  const values = { num_beams, num_return_sequences: 2 };
  expect(conditionHolds({ parameter: 'num_beams', atLeast: 'num_return_sequences' }, values)).toBe(expected);
});

it.each([
  [1, false],
  [2, true],
  [null, true],
])('num_beams %j is above 1: %j', (num_beams, expected) => {
  expect(conditionHolds({ parameter: 'num_beams', above: 1 }, { num_beams })).toBe(expected);
});
