/**
 * All eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations.
 * @param matrix row by row, `size` times `size`; it is left as it was
 * @returns values from the largest to the smallest, and their vectors as rows
 */
export function symmetricEigen(matrix: Float64Array, size: number): { values: Float64Array; vectors: Float64Array } {
  const a = matrix.slice();
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  for (let sweep = 0; sweep < 60 && offDiagonal(a, size) > 1e-22 * sumOfSquares(a); sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
  }
  const order = Array.from({ length: size }, (_, i) => i).sort((x, y) => at(a, size, y, y) - at(a, size, x, x));
  const values = Float64Array.from(order, (i) => at(a, size, i, i));
  const vectors = new Float64Array(size * size);
  for (const [row, i] of order.entries()) vectors.set(v.subarray(i * size, (i + 1) * size), row * size);
  return { values, vectors };
}

const at = (a: Float64Array, size: number, row: number, column: number): number => a[row * size + column] as number;

const sumOfSquares = (a: Float64Array): number => a.reduce((sum, value) => sum + value * value, 0);

function offDiagonal(a: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) if (i !== j) sum += at(a, size, i, j) ** 2;
  return sum;
}

/** Makes the entry at p, q zero, turning the rows of `v` along. */
function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const apq = at(a, size, p, q);
  if (apq === 0) return;
  const theta = (at(a, size, q, q) - at(a, size, p, p)) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const turn = (m: Float64Array, i: number, j: number) => {
    const x = m[i] as number;
    const y = m[j] as number;
    m[i] = c * x - s * y;
    m[j] = s * x + c * y;
  };
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q);
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k);
  for (let k = 0; k < size; k++) turn(v, p * size + k, q * size + k);
}
