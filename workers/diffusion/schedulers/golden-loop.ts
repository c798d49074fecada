import { TorchGenerator } from '../random/torch-generator';
import { createScheduler } from './create-scheduler.ts';
import type { Scheduler, SetTimestepsOptions, StepOptions } from './scheduler.ts';

/** One denoising loop that training/goldens/schedulers.py ran. */
export interface GoldenCase {
  config: Record<string, unknown>;
  steps: number | null;
  set_timesteps?: SetTimestepsOptions;
  step?: StepOptions;
  /** Where the loop begins, on a picture with noise; from pure noise where it is missing. */
  begin?: number;
  set_begin_index?: boolean;
  learned?: boolean;
  timesteps: number[];
  sigmas?: number[];
  init_noise_sigma: number;
  originals?: number[];
  /** How far the numbers of `final` move when samples are off by the last bit of float32. */
  rounding: number;
  final: number[];
}

export const BATCH = 2;
const COUNT = BATCH * 3 * 2 * 3;
const { fround } = Math;

/** Numbers around 0 that repeat; as in training/goldens/schedulers.py. */
export const pattern = (multiplier: number, modulus: number, scale: number): Float32Array =>
  Float32Array.from(
    { length: COUNT },
    (_, i) => (((i * multiplier) % modulus) - Math.floor((modulus - 1) / 2)) / scale,
  );

export const picture = pattern(37, 101, 30);
export const biases = pattern(5, 13, 8);
const weights = pattern(7, 11, 10);
const variances = pattern(3, 7, 10).map((value) => fround(Math.abs(value)) + fround(0.05));

function model(sample: Float32Array, timestep: number, learned: boolean): Float32Array {
  const time = fround(timestep / 1000);
  const output = sample.map((value, i) => fround(value * (weights[i] ?? 0)) + fround((biases[i] ?? 0) * time));
  if (!learned) return output;
  const image = COUNT / BATCH;
  const halves = Array.from({ length: BATCH }, (_, i) =>
    [output, variances].map((half) => [...half.subarray(i * image, (i + 1) * image)]),
  );
  return Float32Array.from(halves.flat(2));
}

/** Runs a case, and says what came out: the last sample and the sum of each foreseen picture. */
export function runGolden(
  className: string,
  golden: GoldenCase,
): { scheduler: Scheduler; final: Float32Array; originals: number[] } {
  const scheduler = createScheduler({ ...golden.config, _class_name: className });
  scheduler.setTimesteps(golden.steps, { ...golden.set_timesteps, batch_size: BATCH });
  const begin = (golden.begin ?? 0) * scheduler.order;
  if (golden.set_begin_index) scheduler.setBeginIndex(begin);
  const random = new TorchGenerator(0);
  const timesteps = scheduler.timesteps.slice(begin);
  let sample: Float32Array = picture.map((value) => value * fround(scheduler.initNoiseSigma));
  if (golden.begin !== undefined) sample = scheduler.addNoise(picture, random.normal(COUNT), timesteps[0] ?? 0);
  const originals: number[] = [];
  for (const timestep of timesteps) {
    const output = model(scheduler.scaleModelInput(sample, timestep), timestep, golden.learned ?? false);
    const { prevSample, predOriginalSample } = scheduler.step(output, timestep, sample, random, golden.step);
    originals.push(predOriginalSample.reduce((sum, value) => sum + Math.abs(value), 0));
    sample = prevSample;
  }
  return { scheduler, final: sample, originals };
}

/**
 * The largest difference of two lists, relative to the number expected.
 * @param rounding how far the expected numbers may be off by themselves
 */
export function largestDifference(actual: ArrayLike<number>, expected: readonly number[], rounding = 0): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  return expected.reduce((worst, value, i) => {
    const difference = Math.abs((actual[i] ?? Number.NaN) - value) - rounding;
    const relative = difference <= 0 ? 0 : difference / Math.abs(value);
    return relative <= worst ? worst : relative;
  }, 0);
}
