/** How much noise each step adds; lists of one entry for each step. */
export interface NoiseSchedule {
  betas: number[];
  /** The share of the signal's variance that is left: the product of all 1 - beta so far. */
  alphasCumprod: number[];
}

/** The linear schedule of Ho, Jain and Abbeel (2020): from 1e-4 to 0.02 in 1000 steps. */
export function linearSchedule(steps: number, start: number, end: number): NoiseSchedule {
  const betas = Array.from({ length: steps }, (_, at) =>
    steps === 1 ? start : start + ((end - start) * at) / (steps - 1),
  );
  let left = 1;
  return { betas, alphasCumprod: betas.map((beta) => (left *= 1 - beta)) };
}

/** x_t = √ᾱ_t x_0 + √(1 - ᾱ_t) ε. */
export const addNoise = (clean: readonly number[], noise: readonly number[], alphaCumprod: number): number[] =>
  clean.map((value, at) => Math.sqrt(alphaCumprod) * value + Math.sqrt(1 - alphaCumprod) * (noise[at] ?? 0));

/** Standard normal numbers that a seed decides: a linear congruential generator of 32 bits, and Box and Muller's way. */
export function gaussianNoise(count: number, seed: number): number[] {
  let state = seed >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  for (let warm = 0; warm < 8; warm++) uniform();
  return Array.from({ length: count }, () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()));
}
