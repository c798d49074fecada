import { expect, it } from 'vitest';
import type { StartedRun } from '../../run/batch';
import { embeddedOf, vectorTable } from './result-data';

const item = (...vectors: number[]) => ({ vectors, tokens: 3 });
const stopped = (items: unknown[], columns?: Record<string, string[]>) =>
  ({
    status: 'cancelled',
    asked: {
      input: { text: ['one', 'two', 'three'] },
      sources: { text: { file: 'a.csv', column: 'text', ...(columns ? { columns } : {}) } },
    },
    partial: { items },
  }) as unknown as StartedRun;

it('takes what a stopped run has, with the columns beside it', () => {
  const embedded = embeddedOf(stopped([item(1, 2), item(3, 4)], { kind: ['a', 'b', 'c'], short: ['a'] }));
  expect(embedded).toMatchObject({ texts: ['one', 'two'], tokens: [3, 3], columns: { kind: ['a', 'b'] } });
  expect(embedded?.columns).not.toHaveProperty('short');
  expect(embedded && vectorTable(embedded)).toEqual({
    columns: ['text', 'kind', 'd0', 'd1'],
    rows: [
      ['one', 'a', 1, 2],
      ['two', 'b', 3, 4],
    ],
  });
});

it('has no map of nothing, nor of vectors of tokens', () => {
  expect(embeddedOf(stopped([]))).toBeNull();
  expect(embeddedOf(stopped([{ vectors: [[1, 2]], tokens: 1 }]))).toBeNull();
});
