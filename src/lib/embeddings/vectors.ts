/** Vectors of the same length, row by row. */
export interface Vectors {
  values: Float32Array;
  count: number;
  dimensions: number;
}

/** Packs vectors. @throws Error where they have not all the same length */
export function packVectors(rows: readonly (readonly number[])[]): Vectors {
  const dimensions = rows[0]?.length ?? 0;
  const values = new Float32Array(rows.length * dimensions);
  for (const [index, row] of rows.entries()) {
    if (row.length !== dimensions) throw new Error('These vectors differ in length: they are no map of one model.');
    values.set(row, index * dimensions);
  }
  return { values, count: rows.length, dimensions };
}

export const vectorAt = ({ values, dimensions }: Vectors, row: number): Float32Array =>
  values.subarray(row * dimensions, (row + 1) * dimensions);

/** The cosine of the angle between two vectors, from -1 to 1; 0 where one has no length. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let product = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    product += x * y;
    first += x * x;
    second += y * y;
  }
  return first > 0 && second > 0 ? Math.max(-1, Math.min(1, product / Math.sqrt(first * second))) : 0;
}

/** A row and how alike it is to what was asked for. */
export interface Neighbour {
  row: number;
  similarity: number;
}

/**
 * The rows that point most nearly in a direction, best first.
 * @param without rows that are left out
 */
export function nearest(
  vectors: Vectors,
  direction: ArrayLike<number>,
  most: number,
  without: readonly number[] = [],
): Neighbour[] {
  const found: Neighbour[] = [];
  const left = new Set(without);
  for (let row = 0; row < vectors.count; row++) {
    if (!left.has(row)) found.push({ row, similarity: cosine(vectorAt(vectors, row), direction) });
  }
  return found.sort((a, b) => b.similarity - a.similarity || a.row - b.row).slice(0, most);
}

/**
 * What is to `c` as `a` is to `b` (king - man + woman): the rows nearest to the sum of the three directions, each of
 * length 1, as gensim's `most_similar`. The three themselves are left out.
 * @param without rows that are left out, too: the same texts once more
 */
export function analogy(
  vectors: Vectors,
  [a, b, c]: readonly [number, number, number],
  most: number,
  without: readonly number[] = [],
): Neighbour[] {
  const sum = new Float64Array(vectors.dimensions);
  for (const [row, sign] of [
    [a, 1],
    [b, -1],
    [c, 1],
  ] as const) {
    const vector = vectorAt(vectors, row);
    const length = Math.hypot(...vector) || 1;
    for (const [i, value] of vector.entries()) sum[i] = (sum[i] ?? 0) + (sign * value) / length;
  }
  return nearest(vectors, sum, most, [a, b, c, ...without]);
}

/** The cosine of each row with each, for the rows named: `rows.length` squared numbers. */
export const similarityMatrix = (vectors: Vectors, rows: readonly number[]): number[][] =>
  rows.map((a) => rows.map((b) => (a === b ? 1 : cosine(vectorAt(vectors, a), vectorAt(vectors, b)))));
