import { dot, type Matrix, multiply } from './matrix';
import { softmax } from './softmax';

/** Every step of one attention: a row for each query, a column for each key. */
export interface AttentionSteps {
  scores: number[][];
  /** Divided by the root of d_k, and minus infinity where the mask hides a key. */
  scaled: number[][];
  /** Each row sums to 1. */
  weights: number[][];
  output: number[][];
}

export interface AttentionOptions {
  /** Divides by √d_k, as Vaswani et al. (2017) do; false leaves the scores as they are. */
  scale: boolean;
  /** Hides from each position those after it, as in decoders. */
  causal: boolean;
}

/**
 * softmax(Q Kᵀ / √d_k) V.
 * @param queries n by d_k @param keys m by d_k @param values m by d_v
 */
export function attention(
  queries: Matrix,
  keys: Matrix,
  values: Matrix,
  { scale, causal }: AttentionOptions,
): AttentionSteps {
  const root = scale ? Math.sqrt(keys[0]?.length ?? 1) : 1;
  const scores = queries.map((query) => keys.map((key) => dot(query, key)));
  const scaled = scores.map((row, at) =>
    row.map((score, key) => (causal && key > at ? Number.NEGATIVE_INFINITY : score / root)),
  );
  const weights = scaled.map((row) => softmax(row));
  return { scores, scaled, weights, output: multiply(weights, values) };
}

/** The columns of each head: d_model / heads of them, side by side. @param heads divides the number of columns */
export function splitHeads(matrix: Matrix, heads: number): number[][][] {
  const width = (matrix[0]?.length ?? 0) / heads;
  return Array.from({ length: heads }, (_, head) => matrix.map((row) => row.slice(head * width, (head + 1) * width)));
}

/** The reverse of {@link splitHeads}. */
export const joinHeads = (heads: readonly Matrix[]): number[][] =>
  (heads[0] ?? []).map((_, row) => heads.flatMap((head) => head[row] ?? []));
