// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { Tokenized, TokenRow } from '../../lib/tokenizer/tokenized';
import { drawMatrix, drawnPart, matrixTable, widthOf } from './matrix-picture';

afterEach(() => document.body.replaceChildren());

/** Words with a start token; what is missing to `length` is padding. */
function row(words: readonly string[], length: number): TokenRow {
  const tokens = ['[CLS]', ...words, ...Array<string>(length - words.length - 1).fill('[PAD]')];
  const numbers = (of: (token: string, index: number) => number) => tokens.map(of);
  return {
    ids: numbers((token, index) => (token === '[PAD]' ? 0 : 100 + index)),
    tokens,
    attention_mask: numbers((token) => (token === '[PAD]' ? 0 : 1)),
    token_type_ids: numbers(() => 0),
    special_tokens_mask: numbers((token) => (token.startsWith('[') ? 1 : 0)),
    sequence_ids: [],
    word_ids: [],
    offsets: [],
    bytes: [],
    cut: [],
  };
}

const batchOf = (...rows: TokenRow[]): Tokenized => ({ rows, unknownId: 102 }) as unknown as Tokenized;

describe('the batch as a file', () => {
  const batch = batchOf(row(['once', '\u0120upon'], 4), row(['a'], 4));

  it('is a table of what the cells show', () => {
    expect(matrixTable(batch, 'input_ids')).toEqual({
      columns: ['row', '0', '1', '2', '3'],
      rows: [
        [0, 100, 101, 102, 0],
        [1, 100, 101, 0, 0],
      ],
    });
    expect(matrixTable(batch, 'tokens').rows[0]).toEqual([0, '[CLS]', 'once', '\u0120upon', '[PAD]']);
    expect(matrixTable(batch, 'attention_mask').rows[1]).toEqual([1, 1, 1, 0, 0]);
  });

  it('has empty cells where rows differ in length', () => {
    const ragged = batchOf(row(['a', 'b'], 3), row([], 1));
    expect(widthOf(ragged)).toBe(3);
    expect(matrixTable(ragged, 'input_ids').rows[1]).toEqual([1, 100, '', '']);
    expect(drawMatrix('x', ragged, 'input_ids').querySelectorAll('rect')).toHaveLength(4);
  });

  it('is a picture with every cell, its rows, its columns and what it is', () => {
    const svg = drawMatrix('loupe/ner', batch, 'attention_mask');
    expect(svg.isConnected).toBe(true);
    expect(Array.from(svg.querySelectorAll('text'), ({ textContent }) => textContent)).toEqual([
      'loupe/ner: attention_mask, 2 rows × 4',
      ...['0', '1', '2', '3'],
      ...['0', '1', '1', '1', '0'],
      ...['1', '1', '1', '0', '0'],
    ]);
    expect(Array.from(svg.querySelectorAll('rect'), ({ style }) => style.fill)).toEqual(
      ['warn-soft', 'accent-soft', 'danger-soft', 'sunken', 'warn-soft', 'accent-soft', 'sunken', 'sunken'].map(
        (name) => `var(--color-${name})`,
      ),
    );
  });

  it('says so when it shows a part of a large batch', () => {
    expect(drawnPart(3, 8)).toEqual({ rows: 3, columns: 8 });
    expect(drawnPart(1000, 32_768)).toEqual({ rows: 30, columns: 200 });
    expect(drawnPart(2, 0)).toEqual({ rows: 2, columns: 0 });
    const large = batchOf(...Array.from({ length: 700 }, () => row(['a', 'b'], 10)));
    const svg = drawMatrix('x', large, 'input_ids');
    expect(svg.querySelector('text')?.textContent).toBe('x: input_ids, 700 rows × 10; the first 600 × 10');
    expect(svg.querySelectorAll('rect')).toHaveLength(6000);
  });
});
