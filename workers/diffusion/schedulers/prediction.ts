import type { NoiseLevel } from './scheduler.ts';
import { SchedulerError } from './scheduler-error.ts';
import { divide, weightedSum } from './vector.ts';

const { fround } = Math;

/**
 * What a model was trained to foresee: the noise, the picture, v of Salimans and Ho 2022, which is `signal * random -
 * noise * picture`, or the flow from picture to noise, `random - picture`.
 */
export type PredictionType = 'epsilon' | 'sample' | 'v_prediction' | 'flow_prediction';

/** The picture that a model output stands for, in a sample `signal * picture + noise * random`. */
export function originalOf(
  type: PredictionType,
  { signal, noise }: NoiseLevel,
  output: Float32Array,
  sample: Float32Array,
): Float32Array {
  switch (type) {
    case 'epsilon':
      return divide(weightedSum([1, sample], [-noise, output]), nonZeroSignal(signal));
    case 'sample':
      return output;
    case 'v_prediction':
      return weightedSum([signal, sample], [-noise, output]);
    case 'flow_prediction':
      return weightedSum([1, sample], [-noise, output]);
    default:
      return type satisfies never;
  }
}

/** The noise that a model output stands for. */
export function epsilonOf(
  type: PredictionType,
  { signal, noise }: NoiseLevel,
  output: Float32Array,
  sample: Float32Array,
): Float32Array {
  switch (type) {
    case 'epsilon':
      return output;
    case 'sample':
      return epsilonOfOriginal({ signal, noise }, output, sample);
    case 'v_prediction':
      return weightedSum([signal, output], [noise, sample]);
    case 'flow_prediction':
      return weightedSum([1, sample], [fround(1 - noise), output]);
    default:
      return type satisfies never;
  }
}

/** The noise that is left of a sample when a picture is taken out. */
export function epsilonOfOriginal(
  { signal, noise }: NoiseLevel,
  original: Float32Array,
  sample: Float32Array,
): Float32Array {
  return divide(weightedSum([1, sample], [-signal, original]), noise);
}

/**
 * The picture that a model output stands for, in a sample `picture + sigma * random` (Karras et al. 2022).
 * @param noisier the noise level of the sample, where noise was put back that the model did not see
 */
export function originalOfSigma(
  type: PredictionType,
  sigma: number,
  output: Float32Array,
  sample: Float32Array,
  noisier = sigma,
): Float32Array {
  if (type === 'sample') return output;
  if (type !== 'v_prediction') return weightedSum([1, sample], [-noisier, output]);
  const variance = fround(fround(sigma * sigma) + 1);
  return weightedSum([fround(-sigma / fround(Math.sqrt(variance))), output], [1, divide(sample, variance)]);
}

function nonZeroSignal(signal: number): number {
  if (signal !== 0) return signal;
  throw new SchedulerError(
    'unsupported_option',
    'With rescale_betas_zero_snr the last timestep is pure noise, from which epsilon cannot tell the picture: prediction_type must be v_prediction or sample, or timestep_spacing leading.',
  );
}
