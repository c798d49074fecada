import type { Points } from './points';

/** The nearest other points of each point, nearest first: `k` for each. */
export interface Neighbours {
  k: number;
  indices: Int32Array;
  /** Euclidean. */
  distances: Float64Array;
}

/** Multiplications between two turns of the caller. */
const WORK = 4e6;

/**
 * Finds the nearest neighbours of all points by comparing each with each: exact, and fast enough for ten thousand.
 * Yields the share that is done.
 * @param k at most the number of other points
 */
export function* nearestNeighbours(points: Points, k: number): Generator<number, Neighbours> {
  const { values, count, dimensions } = points;
  const lists = new NearestLists(count, Math.min(k, count - 1));
  const lengths = Float64Array.from({ length: count }, (_, row) => product(values, row, row, dimensions));
  let work = 0;
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const squared = (lengths[a] as number) + (lengths[b] as number) - 2 * product(values, a, b, dimensions);
      lists.offer(a, b, squared);
      lists.offer(b, a, squared);
    }
    work += (count - a) * dimensions;
    if (work >= WORK) {
      work = 0;
      yield 1 - ((count - a) / count) ** 2;
    }
  }
  return lists.finished();
}

/** The product of two rows; four sums at once, since one would wait for itself. */
function product(values: Points['values'], a: number, b: number, dimensions: number): number {
  let i = a * dimensions;
  let j = b * dimensions;
  const end = i + dimensions;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (; i + 3 < end; i += 4, j += 4) {
    s0 += (values[i] as number) * (values[j] as number);
    s1 += (values[i + 1] as number) * (values[j + 1] as number);
    s2 += (values[i + 2] as number) * (values[j + 2] as number);
    s3 += (values[i + 3] as number) * (values[j + 3] as number);
  }
  for (; i < end; i++, j++) s0 += (values[i] as number) * (values[j] as number);
  return s0 + s1 + s2 + s3;
}

/** For each point the best so far, kept in order. */
class NearestLists {
  private readonly indices: Int32Array;
  private readonly squares: Float64Array;

  constructor(
    private readonly count: number,
    private readonly k: number,
  ) {
    this.indices = new Int32Array(count * k).fill(-1);
    this.squares = new Float64Array(count * k).fill(Number.POSITIVE_INFINITY);
  }

  offer(point: number, other: number, squared: number): void {
    const from = point * this.k;
    let at = from + this.k - 1;
    if (this.k === 0 || squared >= (this.squares[at] as number)) return;
    for (; at > from && (this.squares[at - 1] as number) > squared; at--) {
      this.squares[at] = this.squares[at - 1] as number;
      this.indices[at] = this.indices[at - 1] as number;
    }
    this.squares[at] = squared;
    this.indices[at] = other;
  }

  finished(): Neighbours {
    // Equal points can come out a little below 0.
    const distances = this.squares.map((squared) => Math.sqrt(Math.max(0, squared)));
    return { k: this.count > 0 ? this.k : 0, indices: this.indices, distances };
  }
}
