import { type Matrix, multiply } from './matrix';

/** Every step of a weight that is changed by two thin matrices. */
export interface LoraSteps {
  /** alpha / r. */
  scale: number;
  /** scale · B A, as large as the weight itself. */
  update: number[][];
  merged: number[][];
}

/**
 * Low-rank adaptation (Hu et al. 2021): W = W0 + (alpha / r) B A.
 * @param weight d by k @param b d by r @param a r by k
 */
export function lora(weight: Matrix, b: Matrix, a: Matrix, alpha: number): LoraSteps {
  const scale = alpha / Math.max(1, a.length);
  const update = multiply(b, a).map((row) => row.map((value) => value * scale));
  return {
    scale,
    update,
    merged: weight.map((row, at) => row.map((value, column) => value + (update[at]?.[column] ?? 0))),
  };
}

/** Numbers to train: of the whole matrices, and of the thin ones. */
export function loraParameters(d: number, k: number, rank: number, matrices: number): { full: number; thin: number } {
  return { full: matrices * d * k, thin: matrices * rank * (d + k) };
}
