import { SchedulerError } from './scheduler-error.ts';

const { fround } = Math;

/** A factor and the vector that it multiplies. */
export type Term = readonly [factor: number, vector: Float32Array];

/**
 * The sum of vectors of the same length, each multiplied by its factor. Rounded to float32 after each product and each
 * sum, from left to right, as torch rounds `a * x + b * y`: where terms nearly cancel, that is what goldens show.
 */
export function weightedSum(...terms: readonly Term[]): Float32Array {
  const length = terms[0]?.[1].length ?? 0;
  const sum = new Float32Array(length);
  for (const [place, [factor, vector]] of terms.entries()) {
    assertLength(vector, length);
    const weight = fround(factor);
    if (place === 0) for (let i = 0; i < length; i++) sum[i] = weight * (vector[i] ?? 0);
    else for (let i = 0; i < length; i++) sum[i] = (sum[i] ?? 0) + fround(weight * (vector[i] ?? 0));
  }
  return sum;
}

/** Each number divided by the same one. */
export function divide(vector: Float32Array, divisor: number): Float32Array {
  const by = fround(divisor);
  const result = new Float32Array(vector.length);
  for (let i = 0; i < vector.length; i++) result[i] = (vector[i] ?? 0) / by;
  return result;
}

/** Each number held within -limit and limit. */
export function clamp(vector: Float32Array, limit: number): Float32Array {
  const result = new Float32Array(vector.length);
  for (let i = 0; i < vector.length; i++) result[i] = Math.min(limit, Math.max(-limit, vector[i] ?? 0));
  return result;
}

/** (a - b) * factor */
export function scaledDifference(a: Float32Array, b: Float32Array, factor: number): Float32Array {
  return weightedSum([factor, weightedSum([1, a], [-1, b])]);
}

/** @throws SchedulerError where two vectors that belong together are not of one length */
export function assertLength(vector: Float32Array, length: number): void {
  if (vector.length === length) return;
  throw new SchedulerError('invalid_value', `Vectors of ${length} and ${vector.length} numbers do not go together.`);
}
