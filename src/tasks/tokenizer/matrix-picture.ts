import { formatAmount, formatCount } from '../../lib/format';
import { standOutOfSight, svgElement } from '../../lib/svg-element';
import type { Table } from '../../lib/table';
import type { Tokenized, TokenRow } from '../../lib/tokenizer/tokenized';
import { visibleText } from '../../lib/tokenizer/visible-text';
import { chipWidth } from './measure-text';
import { kindOf, type TokenKind } from './token-labels';

export const LAYERS = [
  { value: 'input_ids', label: 'input_ids' },
  { value: 'attention_mask', label: 'attention_mask' },
  { value: 'token_type_ids', label: 'token_type_ids' },
  { value: 'tokens', label: 'tokens' },
] as const;
/** What the cells of the matrix show. */
export type Layer = (typeof LAYERS)[number]['value'];

const numbersOf = (row: TokenRow, layer: Exclude<Layer, 'tokens'>) => (layer === 'input_ids' ? row.ids : row[layer]);

/** What stands in a cell; nothing beyond the end of a row. */
export const cellOf = (row: TokenRow, layer: Layer, position: number): string =>
  layer === 'tokens' ? visibleText(row.tokens[position] ?? '') : String(numbersOf(row, layer)[position] ?? '');

/** Columns of the matrix: tokens of the longest row. */
export const widthOf = ({ rows }: Tokenized): number => rows.reduce((most, { ids }) => Math.max(most, ids.length), 0);

/** The matrix as it is, a row for each text. Tokens are as the vocabulary has them, not made visible. */
export function matrixTable(batch: Tokenized, layer: Layer): Table {
  const positions = Array.from({ length: widthOf(batch) }, (_, position) => position);
  return {
    columns: ['row', ...positions.map(String)],
    rows: batch.rows.map((row, index) => [
      index,
      ...positions.map((position) => (layer === 'tokens' ? row.tokens : numbersOf(row, layer))[position] ?? ''),
    ]),
  };
}

const CELL_HEIGHT = 28;
const NARROWEST = 56;
const WIDEST = 160;
const HEAD_WIDTH = 44;
const MARGIN = 12;
const CAPTION = 24;
const TEXT_SIZE = 12;
/** Pictures of more could not be read, and take long to make: CSV has everything. */
const MOST_CELLS = 6000;
const MOST_COLUMNS = 200;

const FILLS: Record<TokenKind, string> = {
  padding: 'var(--color-sunken)',
  special: 'var(--color-warn-soft)',
  text: 'var(--color-accent-soft)',
  unknown: 'var(--color-danger-soft)',
};

/** The rows and columns that a picture has room for. */
export function drawnPart(rows: number, columns: number): { rows: number; columns: number } {
  const across = Math.min(columns, MOST_COLUMNS);
  return { rows: Math.min(rows, Math.max(1, Math.floor(MOST_CELLS / Math.max(1, across)))), columns: across };
}

/** The batch as one SVG element, which stands in the page out of sight for as long as an export takes. */
export function drawMatrix(name: string, batch: Tokenized, layer: Layer): SVGSVGElement {
  const width = widthOf(batch);
  const part = drawnPart(batch.rows.length, width);
  const rows = batch.rows.slice(0, part.rows);
  const cell = cellWidth(rows, layer, part.columns);
  const size = {
    width: 2 * MARGIN + HEAD_WIDTH + part.columns * cell,
    height: 2 * MARGIN + CAPTION + (rows.length + 1) * CELL_HEIGHT,
  };
  const svg = svgElement('svg', { ...size, viewBox: `0 0 ${size.width} ${size.height}` });
  svg.style.background = 'var(--color-surface)';
  svg.append(
    written(captionOf(name, layer, batch.rows.length, width, part), { x: MARGIN, y: MARGIN + TEXT_SIZE }, 'start'),
  );
  const left = MARGIN + HEAD_WIDTH;
  const lineAt = (line: number) => MARGIN + CAPTION + line * CELL_HEIGHT;
  for (let position = 0; position < part.columns; position++) {
    svg.append(written(String(position), { x: left + (position + 0.5) * cell, y: lineAt(0) + CELL_HEIGHT / 2 }));
  }
  for (const [index, row] of rows.entries()) {
    const top = lineAt(index + 1);
    svg.append(written(String(index), { x: left - 10, y: top + CELL_HEIGHT / 2 }, 'end'));
    for (let position = 0; position < Math.min(part.columns, row.ids.length); position++) {
      const kind = kindOf(row, position, batch.unknownId);
      const [x, label] = [left + position * cell, shortened(cellOf(row, layer, position), cell)];
      const box = svgElement('rect', { x, y: top + 1, width: cell - 2, height: CELL_HEIGHT - 2, rx: 3 });
      box.style.fill = FILLS[kind];
      const place = { x: x + cell / 2 - 1, y: top + CELL_HEIGHT / 2 };
      svg.append(box, written(label, place, 'middle', kind === 'padding' ? SOFT : 'var(--color-ink)'));
    }
  }
  standOutOfSight(svg);
  return svg;
}

function captionOf(
  name: string,
  layer: Layer,
  rows: number,
  columns: number,
  drawn: { rows: number; columns: number },
): string {
  const whole = `${name}: ${layer}, ${formatAmount(rows, 'row')} × ${formatCount(columns)}`;
  if (drawn.rows === rows && drawn.columns === columns) return whole;
  return `${whole}; the first ${formatCount(drawn.rows)} × ${formatCount(drawn.columns)}`;
}

/** As wide as the widest cell needs, within bounds. */
function cellWidth(rows: readonly TokenRow[], layer: Layer, columns: number): number {
  let widest = NARROWEST;
  for (const row of rows) {
    for (let position = 0; position < Math.min(columns, row.ids.length); position++) {
      widest = Math.max(widest, chipWidth(cellOf(row, layer, position), 0));
    }
  }
  return Math.min(widest, WIDEST);
}

function shortened(label: string, width: number): string {
  if (chipWidth(label, 0) <= width) return label;
  const letters = Array.from(label);
  while (letters.length > 1 && chipWidth(`${letters.join('')}…`, 0) > width) letters.pop();
  return `${letters.join('')}…`;
}

const SOFT = 'var(--color-ink-soft)';

function written(
  content: string,
  { x, y }: { x: number; y: number },
  anchor = 'middle',
  colour = SOFT,
): SVGTextElement {
  const text = svgElement('text', { x, y });
  Object.assign(text.style, {
    fontFamily: 'var(--font-mono)',
    fontSize: `${TEXT_SIZE}px`,
    textAnchor: anchor,
    dominantBaseline: 'central',
    fill: colour,
  });
  text.textContent = content;
  return text;
}
