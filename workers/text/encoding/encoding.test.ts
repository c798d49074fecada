import { describe, expect, it, vi } from 'vitest';
import { testTokenizer } from '../test-tokenizer';
import { padRows, passesOf } from './passes';
import { buildRow, type Row, whole } from './rows';
import { runRows } from './run-rows';
import { windowAround, windowsOf } from './windows';

describe('windowsOf', () => {
  it('covers a sequence, each window sharing tokens with the one before', () => {
    expect(windowsOf(10, 4, 1)).toEqual([
      { from: 0, to: 4 },
      { from: 3, to: 7 },
      { from: 6, to: 10 },
    ]);
    expect(windowsOf(3, 4, 2)).toEqual([{ from: 0, to: 3 }]);
    expect(windowsOf(0, 4, 2)).toEqual([{ from: 0, to: 0 }]);
    expect(windowsOf(5, 4, 0)).toEqual([
      { from: 0, to: 4 },
      { from: 4, to: 5 },
    ]);
  });
});

describe('windowAround', () => {
  it.each([
    [100, [50], 10, { from: 46, to: 56 }],
    [100, [0], 10, { from: 0, to: 10 }],
    [100, [99], 10, { from: 90, to: 100 }],
    [5, [2], 10, { from: 0, to: 5 }],
    [100, [20, 29], 10, { from: 20, to: 30 }],
    [100, [20, 30], 10, null],
  ])('of %i tokens around %j with room for %i', (length, places, size, expected) => {
    expect(windowAround(length, places, size)).toEqual(expected);
  });
});

const rowOf = (length: number): Row => ({ ids: Array(length).fill(7), types: Array(length).fill(0), sources: [] });

describe('passes', () => {
  it('puts neighbours together while they are small', () => {
    const lengths = passesOf([rowOf(4), rowOf(2), rowOf(5), rowOf(9)], 12).map((pass) =>
      pass.map(({ ids }) => ids.length),
    );
    expect(lengths).toEqual([[4, 2], [5], [9]]);
  });

  it('lets a row through that is too long by itself', () => {
    expect(passesOf([rowOf(50)], 12)).toHaveLength(1);
  });

  it('pads to the longest row', () => {
    const { ids, mask, length } = padRows([rowOf(1), rowOf(3)], 9);
    expect(length).toBe(3);
    expect([...ids].map(Number)).toEqual([7, 9, 9, 7, 7, 7]);
    expect([...mask].map(Number)).toEqual([1, 0, 0, 1, 1, 1]);
  });
});

describe('runRows', () => {
  const outputs = (rows: readonly Row[]) => rows.map(({ ids }) => ({ logits: Float32Array.from(ids) }));

  it('keeps the order and checks for a stop before each pass', async () => {
    const checkpoint = vi.fn(async () => {});
    const model = { passTokens: 6, forward: async (rows: readonly Row[]) => outputs(rows) };
    const found = await runRows(model, [rowOf(3), rowOf(2), rowOf(4)], { checkpoint });
    expect(found.map(({ logits }) => logits?.length)).toEqual([3, 2, 4]);
    expect(checkpoint).toHaveBeenCalledTimes(2);
  });

  it('refuses NaN', async () => {
    const model = { passTokens: 6, forward: async () => [{ logits: Float32Array.of(Number.NaN) }] };
    const run = runRows(model, [rowOf(1)], { checkpoint: async () => {} });
    await expect(run).rejects.toMatchObject({ failure: { code: 'numerical-failure' } });
  });
});

describe('buildRow', () => {
  it('frames one text, or two, as the tokenizer does', () => {
    const { encode, frame } = testTokenizer('wordpiece-cased');
    const text = whole(encode('the dog'));
    const { ids, types, sources } = buildRow(frame.pair, [text, text]);
    expect(ids).toEqual([2, ...text.encoding.ids, 3, ...text.encoding.ids, 3]);
    expect(types.filter((type) => type === 1)).toHaveLength(text.to + 1);
    expect(sources.filter((source) => source?.sequence === 1).map((source) => source?.index)).toEqual(
      text.encoding.ids.map((_, index) => index),
    );
    expect(buildRow(frame.single, [text]).ids).toEqual([2, ...text.encoding.ids, 3]);
    expect(testTokenizer('roberta').frame.pair.map((slot) => ('id' in slot ? slot.id : 'text'))).toEqual([
      0,
      'text',
      2,
      2,
      'text',
      2,
    ]);
  });
});
