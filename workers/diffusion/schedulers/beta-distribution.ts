const TERMS = 64;
const HALVINGS = 60;

/**
 * The quantile of a symmetric beta distribution: the inverse of the regularised incomplete beta function with both
 * parameters the same, for noise levels after Lee et al. 2024, 'Beta Sampling is All You Need'.
 * @param place from 0 to 1
 * @param parameter above 0
 * @returns from 0 to 1
 */
export function betaQuantile(place: number, parameter: number): number {
  if (place > 0.5) return 1 - betaQuantile(1 - place, parameter);
  const target = place * 2 * incompleteBeta(0.5, parameter);
  // It is nearly a straight line in x ** parameter, so that halving there keeps small quantiles exact.
  let low = 0;
  let high = 0.5 ** parameter;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle ** (1 / parameter), parameter) < target) low = middle;
    else high = middle;
  }
  return place === 0 ? 0 : ((low + high) / 2) ** (1 / parameter);
}

/** The integral of (t * (1 - t)) ** (parameter - 1) from 0 to x, by its power series. For x up to 0.5. */
function incompleteBeta(x: number, parameter: number): number {
  let coefficient = 1;
  let sum = 0;
  for (let k = 0; k < TERMS; k++) {
    sum += coefficient / (parameter + k);
    coefficient *= ((k + 1 - parameter) / (k + 1)) * x;
  }
  return sum * x ** parameter;
}
