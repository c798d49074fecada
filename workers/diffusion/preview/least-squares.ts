/** Keeps a system solvable where some numbers always go together. */
const RIDGE = 1e-6;

/** The weights x that bring `rows` · x nearest to `target`, by the normal equations. */
export function solveLeastSquares(rows: readonly (readonly number[])[], target: readonly number[]): number[] {
  const count = rows[0]?.length ?? 0;
  const system = Array.from({ length: count }, (_, i) => [
    ...Array.from({ length: count }, (_, j) => dot(rows, i, (row) => row[j] ?? 0) + (i === j ? RIDGE : 0)),
    dot(rows, i, (_, index) => target[index] ?? 0),
  ]);
  return eliminate(system);
}

const dot = (
  rows: readonly (readonly number[])[],
  column: number,
  other: (row: readonly number[], index: number) => number,
): number => rows.reduce((sum, row, index) => sum + (row[column] ?? 0) * other(row, index), 0);

/** Gaussian elimination with pivots; each row ends with its right side. */
function eliminate(system: number[][]): number[] {
  const size = system.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(system[row]?.[column] ?? 0) > Math.abs(system[pivot]?.[column] ?? 0)) pivot = row;
    }
    [system[column], system[pivot]] = [system[pivot] ?? [], system[column] ?? []];
    const lead = system[column] ?? [];
    for (const [row, values] of system.entries()) {
      if (row === column) continue;
      const factor = (values[column] ?? 0) / (lead[column] || 1);
      for (let at = column; at <= size; at++) values[at] = (values[at] ?? 0) - factor * (lead[at] ?? 0);
    }
  }
  return system.map((values, index) => (values[size] ?? 0) / (values[index] || 1));
}
