import { describe, expect, it } from 'vitest';
import { TorchGenerator } from '../../diffusion/random/torch-generator';
import { createScheduler } from '../../diffusion/schedulers/create-scheduler';
import { cleanPrediction, differenceMap, predictionType } from './clean-prediction';

const random = new TorchGenerator(7);
const SIZE = 64;
const betas = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear', num_train_timesteps: 1000 };

describe('the picture without its noise', () => {
  const classes = [
    'DDIMScheduler',
    'DDPMScheduler',
    'EulerDiscreteScheduler',
    'EulerAncestralDiscreteScheduler',
    'HeunDiscreteScheduler',
    'LMSDiscreteScheduler',
    'DPMSolverMultistepScheduler',
    'UniPCMultistepScheduler',
  ];
  const types = ['epsilon', 'v_prediction', 'sample'];
  // These know epsilon and v alone.
  const takes = (name: string, type: string) => type !== 'sample' || !/^(LMS|Heun|EulerAncestral)/.test(name);
  const cases = classes.flatMap((name) => types.map((type) => [name, type] as const));
  it.each(cases.filter(([name, type]) => takes(name, type)))(
    'is what %s foresees of %s',
    (_class_name, prediction_type) => {
      const config = { ...betas, _class_name, prediction_type, clip_sample: false };
      const scheduler = createScheduler(config);
      scheduler.setTimesteps(8);
      const timestep = scheduler.timesteps[0] ?? 0;
      const latents = random.normal(SIZE).map((value) => value * scheduler.initNoiseSigma);
      const output = random.normal(SIZE);
      const { predOriginalSample } = scheduler.step(output, timestep, latents, random);
      const clean = cleanPrediction(latents, output, scheduler.noiseLevel(0), predictionType(config));
      const scale = Math.max(...predOriginalSample.map(Math.abs));
      for (const [index, value] of predOriginalSample.entries()) {
        expect(Math.abs((clean[index] ?? 0) - value) / scale).toBeLessThan(1e-5);
      }
    },
  );

  it('undoes flow matching', () => {
    const config = { _class_name: 'FlowMatchEulerDiscreteScheduler' };
    const [picture, noise] = [random.normal(SIZE), random.normal(SIZE)];
    const [level, part] = [{ signal: 0.3, noise: 0.7 }, 0.7];
    const latents = picture.map((value, index) => 0.3 * value + part * (noise[index] ?? 0));
    const flow = noise.map((value, index) => value - (picture[index] ?? 0));
    const clean = cleanPrediction(latents, flow, level, predictionType(config));
    for (const [index, value] of picture.entries()) expect(clean[index]).toBeCloseTo(value, 5);
  });
});

it('shows where two outputs differ, over all channels', () => {
  const a = Float32Array.of(1, 2, 3, 4, 0, 0, 0, 0);
  const b = Float32Array.of(1, 2, 3, 1, 0, 0, 0, 4);
  expect([...differenceMap(a, b, 4)].map((value) => value.toFixed(4))).toEqual([
    '0.0000',
    '0.0000',
    '0.0000',
    '3.5355',
  ]);
});
