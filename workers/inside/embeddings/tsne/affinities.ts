import type { Neighbours } from '../neighbours';

/** A sparse symmetric matrix of probabilities that add up to 1, in compressed rows. */
export interface Affinities {
  /** Where each row begins; one more than there are rows. */
  starts: Int32Array;
  columns: Int32Array;
  values: Float64Array;
}

/** How close the entropy must come, and in how many halvings; as scikit-learn. */
const TOLERANCE = 1e-5;
const MOST_HALVINGS = 100;

/**
 * How much each point takes another for its neighbour: a Gaussian about each point, as wide as the perplexity says, over
 * its nearest neighbours alone, made symmetric (van der Maaten 2014, section 4.1).
 * @param perplexity less than the number of neighbours
 */
export function affinities(neighbours: Neighbours, perplexity: number): Affinities {
  return symmetric(neighbours, conditional(neighbours, perplexity));
}

/** Each row adds up to 1, and has the entropy log(perplexity). */
function conditional({ k, distances }: Neighbours, perplexity: number): Float64Array {
  const probabilities = new Float64Array(distances.length);
  const wanted = Math.log(perplexity);
  for (let from = 0; from < distances.length; from += k) {
    const squares = distances.subarray(from, from + k).map((distance) => distance * distance);
    const row = probabilities.subarray(from, from + k);
    let beta = 1;
    let low = Number.NEGATIVE_INFINITY;
    let high = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < MOST_HALVINGS; tries++) {
      const excess = gaussianRow(squares, beta, row) - wanted;
      if (Math.abs(excess) <= TOLERANCE) break;
      if (excess > 0) low = beta;
      else high = beta;
      if (high === Number.POSITIVE_INFINITY) beta *= 2;
      else beta = low === Number.NEGATIVE_INFINITY ? beta / 2 : (low + high) / 2;
    }
  }
  return probabilities;
}

/** Fills a row with exp(-beta d²), scaled to 1, and gives its entropy. */
function gaussianRow(squares: Float64Array, beta: number, row: Float64Array): number {
  // The nearest one counts as 0: the share of each stays the same, and nothing underflows.
  const nearest = squares[0] ?? 0;
  let sum = 0;
  let weighted = 0;
  for (let i = 0; i < squares.length; i++) {
    const distance = (squares[i] as number) - nearest;
    const value = Math.exp(-distance * beta);
    row[i] = value;
    sum += value;
    weighted += distance * value;
  }
  for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) / sum;
  return Math.log(sum) + (beta * weighted) / sum;
}

/** (P + Pᵀ) / 2n. */
function symmetric({ k, indices }: Neighbours, probabilities: Float64Array): Affinities {
  const count = indices.length / k;
  const rows = Array.from({ length: count }, () => new Map<number, number>());
  const add = (row: number, column: number, value: number) =>
    rows[row]?.set(column, (rows[row]?.get(column) ?? 0) + value);
  for (let i = 0; i < indices.length; i++) {
    const row = Math.floor(i / k);
    const value = (probabilities[i] as number) / (2 * count);
    add(row, indices[i] as number, value);
    add(indices[i] as number, row, value);
  }
  const starts = new Int32Array(count + 1);
  for (const [row, entries] of rows.entries()) starts[row + 1] = (starts[row] as number) + entries.size;
  const columns = new Int32Array(starts[count] as number);
  const values = new Float64Array(columns.length);
  for (const [row, entries] of rows.entries()) {
    columns.set([...entries.keys()], starts[row]);
    values.set([...entries.values()], starts[row]);
  }
  return { starts, columns, values };
}
