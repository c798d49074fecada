/**
 * A quantile by linear interpolation, as numpy's default.
 * @param {readonly number[]} values at least one
 * @param {number} q in [0, 1]
 */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

/** @param {readonly number[]} values */
export const median = (values) => quantile(values, 0.5);

/**
 * How much longer the app takes than the bare pipeline: the ratio of the medians, and the quartiles of the ratios of
 * the pairs, which show how far the machine's noise goes.
 * @param {{ app: number[], bare: number[] }} samples milliseconds, paired
 * @param {number} budget
 */
export function ratioOf({ app, bare }, budget) {
  const paired = app.map((milliseconds, index) => milliseconds / bare[index]);
  const ratio = median(app) / median(bare);
  const quartiles = [quantile(paired, 0.25), quantile(paired, 0.75)];
  return { app_ms: median(app), bare_ms: median(bare), ratio, quartiles, verdict: verdictOf(ratio, quartiles, budget) };
}

/** Over budget only counts when three pairs of four say so. */
function verdictOf(ratio, [lower], budget) {
  if (ratio <= budget) return 'within';
  return lower > budget ? 'over' : 'noise';
}
