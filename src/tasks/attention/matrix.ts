import type { AttentionToken } from '../../contract/attention-token';
import { type PackedFloats, unpackFloats } from '../../lib/packed-floats';
import type { Table } from '../../lib/table';
import type { AttendedText, AttentionBlock } from './task';

/** A head by its number, or the mean of all heads of a layer. */
export type HeadChoice = number | 'mean';

/** What each query pays to each key, row by row. */
export interface Matrix {
  rows: number;
  columns: number;
  weights: Float32Array;
}

const unpacked = new WeakMap<PackedFloats, Float32Array>();

/** Unpacks once: heads are switched often. */
export function numbersOf(packed: PackedFloats): Float32Array {
  const known = unpacked.get(packed) ?? unpackFloats(packed);
  unpacked.set(packed, known);
  return known;
}

export const layersOf = ({ weights }: AttentionBlock): number => weights.dims[0] ?? 0;
export const headsOf = ({ weights }: AttentionBlock): number => weights.dims[1] ?? 0;

/** The weights of one head, or the mean of a layer's. */
export function headMatrix({ weights }: AttentionBlock, layer: number, head: HeadChoice): Matrix {
  const [, heads = 0, rows = 0, columns = 0] = weights.dims;
  const numbers = numbersOf(weights);
  const size = rows * columns;
  const of = (one: number) => numbers.subarray((layer * heads + one) * size, (layer * heads + one + 1) * size);
  if (head !== 'mean') return { rows, columns, weights: of(head) };
  const mean = new Float32Array(size);
  for (let one = 0; one < heads; one++) {
    for (const [index, weight] of of(one).entries()) mean[index] = (mean[index] ?? 0) + weight / heads;
  }
  return { rows, columns, weights: mean };
}

export const weightAt = ({ columns, weights }: Matrix, row: number, column: number): number =>
  weights[row * columns + column] ?? 0;

export const rowOf = ({ columns, weights }: Matrix, row: number): number[] =>
  Array.from(weights.subarray(row * columns, (row + 1) * columns));

export const columnOf = (matrix: Matrix, column: number): number[] =>
  Array.from({ length: matrix.rows }, (_, row) => weightAt(matrix, row, column));

/** The length of a token's vector in a head, or the mean over a layer's heads; null where it is not known. */
export function normAt(packed: PackedFloats | null, layer: number, head: HeadChoice, token: number): number | null {
  if (!packed) return null;
  const [, heads = 0, tokens = 0] = packed.dims;
  const numbers = numbersOf(packed);
  const of = (one: number) => numbers[(layer * heads + one) * tokens + token] ?? 0;
  if (head !== 'mean') return of(head);
  return Array.from({ length: heads }, (_, one) => of(one)).reduce((sum, norm) => sum + norm, 0) / heads;
}

/** The tokens that look, and those that are looked at. */
export function tokensOf(
  text: AttendedText,
  { kind }: Pick<AttentionBlock, 'kind'>,
): { queries: AttentionToken[]; keys: AttentionToken[] } {
  const written = text.decoder?.tokens ?? [];
  switch (kind) {
    case 'self':
    case 'encoder':
      return { queries: text.tokens, keys: text.tokens };
    case 'decoder':
      return { queries: written, keys: written };
    case 'cross':
      return { queries: written, keys: text.tokens };
    default:
      return kind satisfies never;
  }
}

/** Indices of the tokens that are drawn. */
export const shownIndices = (tokens: readonly AttentionToken[], specials: boolean): number[] =>
  tokens.flatMap(({ special }, index) => (special && !specials ? [] : [index]));

/** The part of a matrix between some tokens. */
export function partOf(matrix: Matrix, rows: readonly number[], columns: readonly number[]): Matrix {
  const weights = Float32Array.from(rows.flatMap((row) => columns.map((column) => weightAt(matrix, row, column))));
  return { rows: rows.length, columns: columns.length, weights };
}

/** A smaller matrix whose cells are the largest of those that they stand for. */
export function shrink(matrix: Matrix, most: number): Matrix {
  const rows = Math.min(most, matrix.rows);
  const columns = Math.min(most, matrix.columns);
  if (rows === matrix.rows && columns === matrix.columns) return matrix;
  const weights = new Float32Array(rows * columns);
  for (let row = 0; row < matrix.rows; row++) {
    for (let column = 0; column < matrix.columns; column++) {
      const at = Math.floor((row * rows) / matrix.rows) * columns + Math.floor((column * columns) / matrix.columns);
      weights[at] = Math.max(weights[at] ?? 0, weightAt(matrix, row, column));
    }
  }
  return { rows, columns, weights };
}

/** How dark a weight is drawn, 0 to 1: the root, so that small weights are seen too. */
export const inkOf = (weight: number): number => Math.sqrt(Math.min(1, Math.max(0, weight)));

const LEVELS = 16;

/** The cells of a matrix as a few SVG paths, one for each shade: thousands of elements would be slow. */
export function heatPaths(matrix: Matrix): { opacity: number; path: string }[] {
  const paths = Array<string>(LEVELS + 1).fill('');
  for (let row = 0; row < matrix.rows; row++) {
    for (let column = 0; column < matrix.columns; column++) {
      const level = Math.round(inkOf(weightAt(matrix, row, column)) * LEVELS);
      if (level > 0) paths[level] += `M${column} ${row}h1v1h-1z`;
    }
  }
  return paths.flatMap((path, level) => (path === '' ? [] : [{ opacity: level / LEVELS, path }]));
}

/** The matrix as rows, one for each token that looks. */
export function toTable(matrix: Matrix, queries: readonly AttentionToken[], keys: readonly AttentionToken[]): Table {
  return {
    columns: ['looks', ...keys.map(({ text }, index) => `${index + 1} ${text}`)],
    rows: queries.map(({ text }, row) => [`${row + 1} ${text}`, ...rowOf(matrix, row)]),
  };
}
