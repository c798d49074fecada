import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { Table } from '../../lib/table';
import type { TokenRow } from '../../lib/tokenizer/tokenized';
import { visibleText } from '../../lib/tokenizer/visible-text';
import { sliceOf } from './token-labels';

const COLUMNS = ['#', 'token', 'id', 'text', 'characters', 'bytes', 'word', 'special', 'attention', 'type'] as const;
const ROW_HEIGHT = 28;

const cellsOf = (row: TokenRow, token: number, sources: readonly string[]): (string | number)[] => {
  const range = (list: ArrayLike<number>) => `${list[2 * token] ?? 0}–${list[2 * token + 1] ?? 0}`;
  const isText = (row.sequence_ids[token] ?? -1) >= 0;
  return [
    token,
    visibleText(row.tokens[token] ?? ''),
    row.ids[token] ?? 0,
    visibleText(sliceOf(row, token, sources)),
    isText ? range(row.offsets) : '',
    isText ? range(row.bytes) : '',
    isText ? (row.word_ids[token] ?? '') : '',
    row.special_tokens_mask[token] ?? 0,
    row.attention_mask[token] ?? 0,
    row.token_type_ids[token] ?? 0,
  ];
};

/** Everything there is of each token, a row for each. Only the rows in sight are there. */
export function TokenTable({ label, row, sources }: { label: string; row: TokenRow; sources: readonly string[] }) {
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: row.ids.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  });
  const template = {
    gridTemplateColumns: '3.5rem minmax(7rem,1fr) 4.5rem minmax(7rem,1fr) repeat(2, 6.5rem) repeat(4, 4.5rem)',
  };
  return (
    <section
      ref={box}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard
      tabIndex={0}
      className="max-h-72 overflow-auto rounded-control border border-line"
    >
      <table aria-label={label} aria-rowcount={row.ids.length + 1} className="block min-w-240">
        <thead className="sticky top-0 z-10 block">
          <tr
            aria-rowindex={1}
            style={template}
            className="grid border-line-strong border-b bg-surface px-2 py-1 text-left text-ink-soft text-xs"
          >
            {COLUMNS.map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="relative block" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => (
            <tr
              key={index}
              aria-rowindex={index + 2}
              className="absolute inset-x-0 grid border-line border-b px-2 py-1 font-mono text-xs"
              style={{ ...template, top: start, height: ROW_HEIGHT }}
            >
              {cellsOf(row, index, sources).map((cell, column) => (
                <td key={COLUMNS[column]} className="truncate">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The same as rows of a CSV file, over all texts of a batch. Texts are as they are, not made visible. */
export function tokensTable(
  rows: readonly TokenRow[],
  texts: readonly string[],
  pairs: readonly string[] | null,
): Table {
  return {
    columns: [
      'row',
      'position',
      'token',
      'id',
      'text',
      'start',
      'end',
      'byte_start',
      'byte_end',
      'word_id',
      'sequence_id',
      'special_tokens_mask',
      'attention_mask',
      'token_type_id',
    ],
    rows: rows.flatMap((row, index) => {
      const sources = [texts[index] ?? '', pairs?.[index] ?? ''];
      return row.tokens.map((token, position) => [
        index,
        position,
        token,
        row.ids[position] ?? 0,
        sliceOf(row, position, sources),
        row.offsets[2 * position] ?? 0,
        row.offsets[2 * position + 1] ?? 0,
        row.bytes[2 * position] ?? 0,
        row.bytes[2 * position + 1] ?? 0,
        row.word_ids[position] ?? -1,
        row.sequence_ids[position] ?? -1,
        row.special_tokens_mask[position] ?? 0,
        row.attention_mask[position] ?? 0,
        row.token_type_ids[position] ?? 0,
      ]);
    }),
  };
}
