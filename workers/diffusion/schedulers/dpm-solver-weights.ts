import type { NoiseLevel } from './scheduler.ts';
import { type Term, weightedSum } from './vector.ts';

const { fround } = Math;

export type DpmAlgorithm = 'dpmsolver++' | 'sde-dpmsolver++' | 'dpmsolver' | 'sde-dpmsolver';
export type DpmSolverType = 'midpoint' | 'heun';

/** Whether an algorithm goes by pictures, as the ++ ones do, or by noise. */
export const goesByOriginal = (algorithm: DpmAlgorithm): boolean => algorithm.endsWith('++');
export const addsNoise = (algorithm: DpmAlgorithm): boolean => algorithm.startsWith('sde-');

/** The factors of one step: of the sample, of the model's derivatives by lambda, and of new noise. */
export interface SolverWeights {
  sample: number;
  value: number;
  /** Of the first derivative, by solver type. */
  slope: Record<DpmSolverType, number>;
  /** Of the second derivative. */
  curvature: number;
  noise: number;
}

/**
 * The factors from one noise level to another, `h` in lambda: Lu et al. 2022, 'DPM-Solver' (dpmsolver) and 'DPM-Solver++'
 * (dpmsolver++), and their stochastic kin. Follows diffusers' DPMSolverMultistepScheduler.
 */
export function solverWeights(algorithm: DpmAlgorithm, from: NoiseLevel, to: NoiseLevel, h: number): SolverWeights {
  switch (algorithm) {
    case 'dpmsolver++': {
      const decay = exp(-h) - 1;
      return {
        sample: to.noise / from.noise,
        value: -to.signal * decay,
        slope: { midpoint: -0.5 * to.signal * decay, heun: to.signal * (decay / h + 1) },
        curvature: -to.signal * ((decay + h) / h ** 2 - 0.5),
        noise: 0,
      };
    }
    case 'sde-dpmsolver++': {
      const decay = 1 - exp(-2 * h);
      return {
        sample: (to.noise / from.noise) * exp(-h),
        value: to.signal * decay,
        slope: { midpoint: 0.5 * to.signal * decay, heun: to.signal * (decay / (-2 * h) + 1) },
        curvature: to.signal * ((decay - 2 * h) / (2 * h) ** 2 - 0.5),
        noise: to.noise * Math.sqrt(decay),
      };
    }
    case 'dpmsolver': {
      const growth = exp(h) - 1;
      return {
        sample: to.signal / from.signal,
        value: -to.noise * growth,
        slope: { midpoint: -0.5 * to.noise * growth, heun: -to.noise * (growth / h - 1) },
        curvature: -to.noise * ((growth - h) / h ** 2 - 0.5),
        noise: 0,
      };
    }
    case 'sde-dpmsolver': {
      const growth = exp(h) - 1;
      return {
        sample: to.signal / from.signal,
        value: -2 * to.noise * growth,
        slope: { midpoint: -to.noise * growth, heun: -2 * to.noise * (growth / h - 1) },
        curvature: Number.NaN,
        noise: to.noise * Math.sqrt(exp(2 * h) - 1),
      };
    }
    default:
      return algorithm satisfies never;
  }
}

/** What is known of the model along lambda, at the beginning of a step. */
export interface Derivatives {
  value: Float32Array;
  slope?: Float32Array;
  curvature?: Float32Array;
}

/** A step: the sample, the model's value and derivatives as far as they are known, and noise where there is some. */
export function solverStep(
  weights: SolverWeights,
  sample: Float32Array,
  derivatives: Derivatives,
  solverType: DpmSolverType,
  noise: Float32Array | null,
): Float32Array {
  const { value, slope, curvature } = derivatives;
  const terms: Term[] = [
    [weights.sample, sample],
    [weights.value, value],
  ];
  if (slope) terms.push([weights.slope[solverType], slope]);
  if (curvature) terms.push([weights.curvature, curvature]);
  if (noise) terms.push([weights.noise, noise]);
  return weightedSum(...terms);
}

const exp = (value: number): number => fround(Math.exp(value));
