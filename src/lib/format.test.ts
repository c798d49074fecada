import { expect, it } from 'vitest';
import { formatAmount, formatBytes, formatCount, formatMilliseconds, formatPercent } from './format';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1536, '1.5 kB'],
  [999_960, '1.0 MB'],
  [16_800_000, '17 MB'],
  [2_500_000_000, '2.5 GB'],
])('formats %d bytes', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

it.each([
  [3.21, '3.2 ms'],
  [950, '950 ms'],
  [999.7, '1.0 s'],
  [1234, '1.2 s'],
  [59_990, '1 min 0 s'],
  [75_000, '1 min 15 s'],
])('formats %d ms', (ms, text) => expect(formatMilliseconds(ms)).toBe(text));

it('formats counts and shares', () => {
  expect(formatCount(200_000)).toBe('200,000');
  expect(formatAmount(1, 'token')).toBe('1 token');
  expect(formatAmount(2000, 'token')).toBe('2,000 tokens');
  expect(formatPercent(0.98765)).toBe('98.8 %');
});
