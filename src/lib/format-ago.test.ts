import { expect, it } from 'vitest';
import { formatAgo } from './format-ago';

const HOUR = 3_600_000;
it.each([
  [0, 'just now'],
  [-5000, 'just now'],
  [59_999, 'just now'],
  [60_000, '1 minute ago'],
  [5 * HOUR, '5 hours ago'],
  [25 * HOUR, 'yesterday'],
  [15 * 24 * HOUR, '2 weeks ago'],
  [70 * 24 * HOUR, '2 months ago'],
  [800 * 24 * HOUR, '2 years ago'],
])('%i ms: %s', (passed, words) => {
  expect(formatAgo(1e12 - passed, 1e12)).toBe(words);
});
