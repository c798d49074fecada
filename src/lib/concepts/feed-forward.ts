import { type Matrix, multiply } from './matrix';

export const ACTIVATIONS = {
  relu: (x: number) => Math.max(0, x),
  /** By the tangent that GPT-2 uses. */
  gelu: (x: number) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
  sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
  none: (x: number) => x,
} as const;
export type Activation = keyof typeof ACTIVATIONS;

/** Every step of one feed-forward layer; a row for each input. */
export interface FeedForwardSteps {
  before: number[][];
  hidden: number[][];
  output: number[][];
}

/** f(x W1 + b1) W2 + b2. @param x n by d @param w1 d by h @param w2 h by o */
export function feedForward(
  x: Matrix,
  { w1, b1, w2, b2 }: { w1: Matrix; b1: readonly number[]; w2: Matrix; b2: readonly number[] },
  activation: Activation,
): FeedForwardSteps {
  const plus = (rows: Matrix, bias: readonly number[]) =>
    rows.map((row) => row.map((value, at) => value + (bias[at] ?? 0)));
  const before = plus(multiply(x, w1), b1);
  const hidden = before.map((row) => row.map(ACTIVATIONS[activation]));
  return { before, hidden, output: plus(multiply(hidden, w2), b2) };
}
