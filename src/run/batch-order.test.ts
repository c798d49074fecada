import { describe, expect, it } from 'vitest';
import { countGroups, nextSort, orderRows } from './batch-order';

const items = [
  { label: 'b', score: 0.5 },
  { label: 'a', score: 0.9 },
  { label: 'b', score: 0.1 },
  { label: 'a', score: 0.5 },
];
const byScore = (item: (typeof items)[number]) => item.score;

describe('orderRows', () => {
  it('keeps the order of the input, sorts by numbers and words, and keeps equal rows in order', () => {
    expect(orderRows(items, null, byScore, null)).toEqual([0, 1, 2, 3]);
    expect(orderRows(items, { key: 'score', descending: false }, byScore, null)).toEqual([2, 0, 3, 1]);
    expect(orderRows(items, { key: 'score', descending: true }, byScore, null)).toEqual([1, 0, 3, 2]);
    expect(orderRows(items, { key: 'label', descending: true }, ({ label }) => label, null)).toEqual([0, 2, 1, 3]);
    expect(orderRows(items, null, byScore, ({ label }) => label === 'a')).toEqual([1, 3]);
  });
});

it('counts groups, largest first', () => {
  expect(countGroups([...items, { label: 'a', score: 0 }], ({ label }) => label)).toEqual([
    ['a', 3],
    ['b', 2],
  ]);
});

it('sorts up, down, and not at all', () => {
  const up = nextSort(null, 'score');
  const down = nextSort(up, 'score');
  expect([up, down, nextSort(down, 'score'), nextSort(down, 'label')]).toEqual([
    { key: 'score', descending: false },
    { key: 'score', descending: true },
    null,
    { key: 'label', descending: false },
  ]);
});
