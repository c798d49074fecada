import { describe, expect, it } from 'vitest';
import { TorchGenerator } from '../random/torch-generator';
import { createScheduler } from './create-scheduler.ts';
import { largestDifference } from './golden-loop.ts';
import golden from './goldens/upstream-loops.json';

interface Loop {
  name: string;
  scheduler: string;
  config: Record<string, unknown>;
  steps: number;
  timesteps: number[];
  sigmas?: number[];
  init_noise_sigma: number | null;
  result_sum: number;
  /** How often noise was drawn, from torch.manual_seed(0). */
  draws: number;
  final: number[];
}

const loops = golden.cases as unknown as Loop[];
/** Their figures have seven decimals. */
const DECIMALS = 1e-7;
/** In these classes' tests diffusers hands the scaled sample on to `step`. */
const SCALES_SAMPLE = /^(Euler|Heun|LMS)/;

/** 4x3x8x8, with the batch counted fastest, as in the tests of diffusers. */
function dummySample(): Float32Array {
  const [batch, image] = [4, 192];
  return Float32Array.from({ length: batch * image }, (_, i) => ((i % image) * batch + Math.floor(i / image)) / 768);
}

const dummyModel = (sample: Float32Array, timestep: number): Float32Array =>
  sample.map((value) => Math.fround(value * timestep) / (timestep + 1));

function run({ scheduler: className, config, steps }: Loop) {
  const scheduler = createScheduler({ ...config, _class_name: className });
  scheduler.setTimesteps(steps);
  const random = new TorchGenerator(0);
  let draws = 0;
  const counted = { normal: (length: number) => random.normal(length + 0 * draws++) };
  let sample: Float32Array = dummySample().map((value) => value * Math.fround(scheduler.initNoiseSigma));
  for (const timestep of scheduler.timesteps) {
    const scaled = scheduler.scaleModelInput(sample, timestep);
    const before = SCALES_SAMPLE.test(className) ? scaled : sample;
    sample = scheduler.step(dummyModel(scaled, timestep), timestep, before, counted).prevSample;
  }
  return { scheduler, sample, draws };
}

describe("the loops of diffusers' own tests", () => {
  it.each(loops)('$name', (loop) => {
    const { scheduler, sample, draws } = run(loop);
    expect(largestDifference(scheduler.timesteps, loop.timesteps)).toBeLessThan(1e-6);
    if (loop.sigmas) expect(largestDifference(scheduler.sigmas ?? [], loop.sigmas)).toBeLessThan(1e-6);
    expect(largestDifference([scheduler.initNoiseSigma], [loop.init_noise_sigma ?? 1])).toBeLessThan(1e-6);
    expect(sample).toHaveLength(768);
    expect(largestDifference(sample, loop.final, DECIMALS)).toBeLessThan(1e-4);
    const sum = sample.reduce((total, value) => total + Math.abs(value), 0);
    expect(largestDifference([sum], [loop.result_sum])).toBeLessThan(1e-5);
    expect(draws).toBe(loop.draws);
  });
});
