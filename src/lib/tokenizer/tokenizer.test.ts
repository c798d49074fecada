import { describe, expect, it } from 'vitest';
import { flowRows, rowOfToken } from './flow-rows';
import { countTokens } from './token-counts';
import type { Tokenized } from './tokenized';
import { visibleText } from './visible-text';

describe('flowRows', () => {
  const never = () => false;

  it('fills rows, and gives what is too wide a row of its own', () => {
    expect(flowRows([40, 40, 40, 200, 10], 100, never)).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 3 },
      { from: 3, to: 4 },
      { from: 4, to: 5 },
    ]);
    expect(flowRows([], 100, never)).toEqual([]);
  });

  it('ends a row after a line break', () => {
    expect(flowRows([10, 10, 10], 100, (index) => index === 1)).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 3 },
    ]);
  });

  it('finds the row of each token', () => {
    const rows = flowRows(Array(1000).fill(7), 50, never);
    for (let token = 0; token < 1000; token++) {
      const row = rows[rowOfToken(rows, token)];
      expect(row && row.from <= token && token < row.to).toBe(true);
    }
  });
});

describe('visibleText', () => {
  it.each([
    [' a\tb\n', '·a⇥b↵'],
    ['\u200b\u0000', '⟨200B⟩⟨0⟩'],
    ['\ud83d', '⟨D83D⟩'],
    ['é😀東', 'é😀東'],
  ])('shows %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });
});

describe('countTokens', () => {
  const row = {
    ids: [2, 7, 1, 3, 0],
    tokens: ['[CLS]', 'a', '[UNK]', '[SEP]', '[PAD]'],
    attention_mask: [1, 1, 1, 1, 0],
    token_type_ids: [0, 0, 0, 0, 0],
    special_tokens_mask: [1, 0, 0, 1, 1],
    sequence_ids: [-1, 0, 0, -1, -1],
    word_ids: [-1, 0, 1, -1, -1],
    offsets: [0, 0, 0, 1, 2, 4, 0, 0, 0, 0],
    bytes: [0, 0, 0, 1, 2, 6, 0, 0, 0, 0],
    cut: [{ sequence: 0 as const, tokens: 2, start: 5, end: 9 }],
  };

  it('tells texts, special tokens, padding, unknown and cut tokens apart', () => {
    const batch = { texts: ['a 😀\ud83dé'], pairs: null, rows: [row], unknownId: 1 } as unknown as Tokenized;
    expect(countTokens(batch)).toEqual({
      characters: 5,
      bytes: 1 + 1 + 4 + 3 + 2,
      tokens: 2,
      special: 2,
      padding: 1,
      unknown: 1,
      cut: 2,
      charactersPerToken: 5 / 4,
    });
  });

  it('has no ratio without tokens', () => {
    const empty = { texts: [''], pairs: null, rows: [], unknownId: null } as unknown as Tokenized;
    expect(countTokens(empty).charactersPerToken).toBeNull();
  });
});
