/** Rows of equal length. */
export type Matrix = readonly (readonly number[])[];

export const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

export const transpose = (matrix: Matrix): number[][] =>
  Array.from({ length: matrix[0]?.length ?? 0 }, (_, column) => matrix.map((row) => row[column] ?? 0));

/** `a` has as many columns as `b` has rows. */
export function multiply(a: Matrix, b: Matrix): number[][] {
  const columns = transpose(b);
  return a.map((row) => columns.map((column) => dot(row, column)));
}

/** The same matrix with another number of rows and columns: cut, or filled with zeros. */
export const resized = (matrix: Matrix, rows: number, columns: number): number[][] =>
  Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (__, column) => matrix[row]?.[column] ?? 0));
