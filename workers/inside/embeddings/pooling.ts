/** How the vectors of tokens become the vector of a text, as transformers.js' `pooling` calls them. */
export type Pooling = 'mean' | 'cls' | 'none';

/**
 * The vector of a text.
 * @param states the last hidden state, row by row
 * @param tokens its rows that are no padding; at least one
 */
export function pool(states: Float32Array, tokens: number, length: number, pooling: 'mean' | 'cls'): Float32Array {
  const dimensions = states.length / length;
  if (pooling === 'cls') return states.slice(0, dimensions);
  const sums = new Float64Array(dimensions);
  for (let row = 0; row < tokens; row++) {
    for (let column = 0; column < dimensions; column++) {
      sums[column] = (sums[column] ?? 0) + (states[row * dimensions + column] ?? 0);
    }
  }
  return Float32Array.from(sums, (sum) => sum / tokens);
}

/** A vector of Euclidean length 1; one without a length stays as it is. */
export function normalized(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((number) => number / length);
}
