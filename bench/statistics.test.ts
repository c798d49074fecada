import { describe, expect, it } from 'vitest';
import { sameWithin } from './same-within.ts';
import { median, quantile, ratioOf } from './statistics.mjs';

describe('quantile', () => {
  it('interpolates between neighbours, as numpy does', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(quantile([10, 20, 30, 40], 0.25)).toBe(17.5);
    expect(quantile([7], 0.75)).toBe(7);
  });
});

describe('ratioOf', () => {
  it('is within the budget when the medians are', () => {
    expect(ratioOf({ app: [102, 104, 103], bare: [100, 100, 100] }, 1.05)).toMatchObject({
      ratio: 1.03,
      verdict: 'within',
    });
  });
  it('is over only when the lower quartile of the pairs is, too', () => {
    expect(ratioOf({ app: [110, 111, 112], bare: [100, 100, 100] }, 1.05).verdict).toBe('over');
    expect(ratioOf({ app: [90, 110, 200], bare: [100, 100, 100] }, 1.05).verdict).toBe('noise');
  });
});

describe('sameWithin', () => {
  it('forgives rounding of numbers and nothing else', () => {
    expect(sameWithin([{ label: 'A', score: 0.5 }], [{ label: 'A', score: 0.5004 }], 1e-3)).toBe(true);
    expect(sameWithin([{ label: 'A', score: 0.5 }], [{ label: 'A', score: 0.502 }], 1e-3)).toBe(false);
    expect(sameWithin([{ label: 'A' }], [{ label: 'B' }], 1e-3)).toBe(false);
    expect(sameWithin([1], [1, 2], 1)).toBe(false);
    expect(sameWithin({ a: 1 }, { b: 1 }, 1)).toBe(false);
    expect(sameWithin(null, {}, 1)).toBe(false);
  });
});
