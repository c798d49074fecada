/** Every step of one layer normalisation. */
export interface LayerNormSteps {
  mean: number;
  /** Over n, not n - 1. */
  variance: number;
  normalized: number[];
  output: number[];
}

/**
 * Layer normalisation of one vector (Ba, Kiros, Hinton 2016): mean 0 and variance 1, then scaled and moved.
 * @param epsilon keeps the root from 0; 1e-5 in PyTorch
 */
export function layerNorm(
  x: readonly number[],
  gamma: readonly number[],
  beta: readonly number[],
  epsilon: number,
): LayerNormSteps {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  const root = Math.sqrt(variance + epsilon);
  // Equal numbers differ from their mean by nothing, whatever the root.
  const normalized = x.map((value) => (value === mean ? 0 : (value - mean) / root));
  return {
    mean,
    variance,
    normalized,
    output: normalized.map((value, at) => value * (gamma[at] ?? 1) + (beta[at] ?? 0)),
  };
}
