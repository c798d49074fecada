import { dot } from './matrix';

export const norm = (a: readonly number[]): number => Math.sqrt(dot(a, a));

/** The cosine of the angle between two vectors of equal length, from -1 to 1; null where one of them has no direction. */
export function cosineSimilarity(a: readonly number[], b: readonly number[]): number | null {
  const length = norm(a) * norm(b);
  return length === 0 ? null : dot(a, b) / length;
}
