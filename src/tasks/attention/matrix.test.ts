import { describe, expect, it } from 'vitest';
import type { AttentionToken } from '../../contract/attention-token';
import { packFloats } from '../../lib/packed-floats';
import {
  columnOf,
  headMatrix,
  heatPaths,
  inkOf,
  normAt,
  partOf,
  rowOf,
  shownIndices,
  shrink,
  tokensOf,
  toTable,
} from './matrix';
import type { AttendedText, AttentionBlock } from './task';

const token = (text: string, special = false): AttentionToken => ({ id: 0, token: text, text, special, sequence: 0 });
const NUMBERS = [
  // Layer 1: two heads of two queries and three keys.
  ...[0.5, 0.25, 0.25, 0, 1, 0],
  ...[0.1, 0.2, 0.7, 1, 0, 0],
  ...Array(12).fill(1 / 3),
];
const block: AttentionBlock = {
  kind: 'cross',
  weights: packFloats(Float32Array.from(NUMBERS), [2, 2, 2, 3]),
  norms: { query: packFloats(Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8]), [2, 2, 2]), key: null, value: null },
};

describe('matrices of attention', () => {
  it('are those of a head, or the mean of a layer', () => {
    const head = headMatrix(block, 0, 1);
    expect(head).toMatchObject({ rows: 2, columns: 3 });
    expect(rowOf(head, 0)).toEqual([0.1, 0.2, 0.7].map(Math.fround));
    expect(columnOf(head, 0)).toEqual([0.1, 1].map(Math.fround));
    const mean = rowOf(headMatrix(block, 0, 'mean'), 0);
    expect(mean.map((weight) => weight.toFixed(4))).toEqual(['0.3000', '0.2250', '0.4750']);
    expect(normAt(block.norms.query, 1, 0, 1)).toBe(6);
    expect(normAt(block.norms.query, 1, 'mean', 0)).toBe(6);
    expect(normAt(block.norms.key, 0, 0, 0)).toBeNull();
  });

  it('are cut to the tokens that are shown', () => {
    const shown = shownIndices([token('[CLS]', true), token('a'), token('b')], false);
    expect(shown).toEqual([1, 2]);
    expect(rowOf(partOf(headMatrix(block, 0, 0), [1], shown), 0)).toEqual([1, 0]);
  });

  it('keep their largest weights when they are made smaller', () => {
    const weights = Float32Array.from({ length: 100 }, (_, index) => (index === 77 ? 0.9 : 0.01));
    const small = shrink({ rows: 10, columns: 10, weights }, 5);
    expect(small).toMatchObject({ rows: 5, columns: 5 });
    expect(rowOf(small, 3)[3]).toBeCloseTo(0.9, 6);
    expect(rowOf(small, 0)[0]).toBeCloseTo(0.01, 6);
  });

  it('are drawn shade by shade', () => {
    const paths = heatPaths(headMatrix(block, 0, 0));
    expect(paths.map(({ opacity }) => opacity)).toEqual([0.5, 0.6875, 1]);
    expect(paths.at(-1)?.path).toBe('M1 1h1v1h-1z');
    expect(inkOf(0.25)).toBe(0.5);
  });

  it('name what looks and what is looked at', () => {
    const text: AttendedText = {
      text: 'a',
      tokens: [token('un'), token('deux'), token('trois')],
      decoder: { tokens: [token('one'), token('two')], written: [], text: '' },
      attentions: [block],
    };
    const { queries, keys } = tokensOf(text, block);
    const table = toTable(headMatrix(block, 0, 0), queries, keys);
    expect(table.columns).toEqual(['looks', '1 un', '2 deux', '3 trois']);
    expect(table.rows[1]).toEqual(['2 two', 0, 1, 0]);
    expect(tokensOf(text, { kind: 'decoder' }).keys).toBe(text.decoder?.tokens);
  });
});
