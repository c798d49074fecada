import { describe, expect, it } from 'vitest';
import { SCHEDULER_CHOICES as SCHEDULERS, type SchedulerChoice } from '../../../src/lib/infotext/samplers';
import { createScheduler } from './create-scheduler.ts';
import { EulerDiscreteScheduler } from './euler-discrete.ts';
import { picture } from './golden-loop.ts';
import { noiseSchedule } from './noise-schedule.ts';
import type { Scheduler, SchedulerConfig } from './scheduler.ts';

const noise = { normal: (length: number) => Float32Array.from({ length }, (_, i) => ((i * 7) % 5) - 2) };
const model = (sample: Float32Array, timestep: number) => sample.map((value) => (value * timestep) / (timestep + 900));
const stable = {
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  steps_offset: 1,
  clip_sample: false,
};

/** As pipelines have it: the rest of the schedule from a step on, from a picture with noise. */
function runFrom(scheduler: Scheduler, steps: number, begin: number, told: boolean): Float32Array {
  scheduler.setTimesteps(steps);
  if (told) scheduler.setBeginIndex(begin * scheduler.order);
  const timesteps = scheduler.timesteps.slice(begin * scheduler.order);
  let sample = scheduler.addNoise(picture, noise.normal(picture.length), timesteps[0] ?? 0);
  for (const timestep of timesteps) {
    const output = model(scheduler.scaleModelInput(sample, timestep), timestep);
    sample = scheduler.step(output, timestep, sample, noise).prevSample;
  }
  return sample;
}

/** The config of a choice on top of a model's own. */
const configOf = ({ className, options }: SchedulerChoice, own: SchedulerConfig): SchedulerConfig => ({
  ...own,
  ...options,
  _class_name: className,
});

describe.each(SCHEDULERS)('$label', (choice) => {
  const create = () => createScheduler(configOf(choice, stable));

  it('has a schedule and begins anew with setTimesteps', () => {
    const scheduler = create();
    expect(scheduler.className).toBe(choice.className);
    const first = runFrom(scheduler, 8, 0, false);
    expect(first.every(Number.isFinite)).toBe(true);
    expect(runFrom(scheduler, 8, 0, false)).toEqual(first);
  });

  it('begins in the middle, at the same step whether it is told or finds it', () => {
    for (const begin of [1, 4, 7]) {
      const told = runFrom(create(), 8, begin, true);
      expect(runFrom(create(), 8, begin, false)).toEqual(told);
      expect(told.every(Number.isFinite)).toBe(true);
    }
  });

  it('keeps none of the buffers that it is given', () => {
    const scheduler = create();
    const expected = runFrom(scheduler, 8, 0, true);
    scheduler.setTimesteps(8);
    scheduler.setBeginIndex(0);
    let sample = scheduler.addNoise(picture, noise.normal(picture.length), scheduler.timesteps[0] ?? 0);
    for (const timestep of scheduler.timesteps) {
      const output = model(scheduler.scaleModelInput(sample, timestep), timestep);
      const { prevSample, predOriginalSample } = scheduler.step(output, timestep, sample, noise);
      predOriginalSample.fill(7);
      output.fill(7);
      sample.fill(7);
      sample = prevSample;
    }
    expect(sample).toEqual(expected);
  });

  it('leaves samples and outputs as they are', () => {
    const scheduler = create();
    scheduler.setTimesteps(6);
    const [output, sample] = [picture.map((value) => value / 2), picture.slice()];
    const { prevSample, predOriginalSample } = scheduler.step(output, scheduler.timesteps[0] ?? 0, sample, noise);
    expect(sample).toEqual(picture);
    expect(output).toEqual(picture.map((value) => value / 2));
    expect(prevSample).toHaveLength(picture.length);
    expect(predOriginalSample).toHaveLength(picture.length);
  });

  it('has less and less noise', () => {
    const scheduler = create();
    scheduler.setTimesteps(8);
    const steps = noiseSchedule(scheduler);
    expect(steps.map(({ timestep }) => timestep)).toEqual(scheduler.timesteps);
    for (const [place, { sigma, alphaCumprod }] of steps.entries()) {
      expect(sigma).toBeLessThanOrEqual(steps[place - 1]?.sigma ?? Number.POSITIVE_INFINITY);
      expect(alphaCumprod).toBeCloseTo(choice.className.startsWith('Flow') ? alphaCumprod : 1 / (1 + sigma ** 2), 5);
    }
  });
});

it('foresees the picture from an epsilon that is the noise itself, at every noise level', () => {
  for (const choice of SCHEDULERS.filter(({ className }) => !className.startsWith('Flow'))) {
    const scheduler = createScheduler(configOf(choice, stable));
    scheduler.setTimesteps(6);
    const timestep = scheduler.timesteps[2 * scheduler.order] ?? 0;
    const random = noise.normal(picture.length);
    const sample = scheduler.addNoise(picture, random, timestep);
    const { predOriginalSample } = scheduler.step(random, timestep, sample, noise);
    for (const [i, value] of predOriginalSample.entries()) expect(value).toBeCloseTo(picture[i] ?? 0, 4);
  }
});

it('foresees the picture from the flow from picture to noise, whichever way it is counted', () => {
  for (const invert_sigmas of [false, true]) {
    const scheduler = createScheduler({ _class_name: 'FlowMatchEulerDiscreteScheduler', invert_sigmas });
    scheduler.setTimesteps(5);
    const random = noise.normal(picture.length);
    const towards = invert_sigmas ? -1 : 1;
    const flow = picture.map((value, i) => towards * ((random[i] ?? 0) - value));
    const sigma = scheduler.sigmas?.[2] ?? 0;
    const share = invert_sigmas ? 1 - sigma : sigma;
    const sample = picture.map((value, i) => (1 - share) * value + share * (random[i] ?? 0));
    const { predOriginalSample } = scheduler.step(flow, scheduler.timesteps[2] ?? 0, sample);
    for (const [i, value] of predOriginalSample.entries()) expect(value).toBeCloseTo(picture[i] ?? 0, 5);
  }
});

it('needs no random numbers for the last step of LCM and TCD', () => {
  for (const _class_name of ['LCMScheduler', 'TCDScheduler']) {
    const scheduler = createScheduler({ _class_name });
    scheduler.setTimesteps(1);
    expect(scheduler.step(picture, 999, picture).prevSample.every(Number.isFinite)).toBe(true);
  }
});

it('does not rescale betas for a class that cannot', () => {
  for (const _class_name of ['LMSDiscreteScheduler', 'HeunDiscreteScheduler', 'DPMSolverSinglestepScheduler']) {
    const [plain, rescaled] = [{}, { rescale_betas_zero_snr: true }].map((config) =>
      createScheduler({ _class_name, ...config }),
    );
    expect(rescaled?.sigmas).toEqual(plain?.sigmas);
  }
});

it('passes over keys of other classes and takes null for a missing value', () => {
  const scheduler = createScheduler({
    _class_name: 'EulerDiscreteScheduler',
    _diffusers_version: '0.6.0',
    skip_prk_steps: true,
    set_alpha_to_one: false,
    trained_betas: null,
    beta_schedule: null,
  });
  scheduler.setTimesteps(4);
  expect(scheduler.timesteps).toEqual([999, 666, 333, 0]);
});

it("takes any model's config for any class", () => {
  const whole = {
    ...stable,
    _class_name: 'EulerDiscreteScheduler',
    interpolation_type: 'linear',
    prediction_type: 'epsilon',
    sample_max_value: 1,
    set_alpha_to_one: false,
    skip_prk_steps: true,
    solver_order: 2,
    solver_type: 'bh2',
    timestep_spacing: 'leading',
    trained_betas: null,
    use_karras_sigmas: false,
    variance_type: 'fixed_small',
  };
  for (const choice of SCHEDULERS) {
    const scheduler = createScheduler(configOf(choice, whole));
    scheduler.setTimesteps(10);
    expect(scheduler.className).toBe(choice.className);
    expect(EulerDiscreteScheduler.fromConfig(whole).timesteps).toHaveLength(1000);
  }
});

it('leaves out the timestep -1 that trailing would have at some counts', () => {
  const scheduler = createScheduler({ _class_name: 'DDIMScheduler', timestep_spacing: 'trailing' });
  scheduler.setTimesteps(61);
  expect(scheduler.timesteps).toHaveLength(61);
  expect(scheduler.timesteps.at(-1)).toBeGreaterThan(0);
});

it('thresholds each image by itself', () => {
  const scheduler = createScheduler({
    _class_name: 'DDIMScheduler',
    prediction_type: 'sample',
    thresholding: true,
    sample_max_value: 10,
  });
  scheduler.setTimesteps(5, { batch_size: 2 });
  const faint = picture.map((value, i) => (i < picture.length / 2 ? value * 0.1 : value * 3));
  const { predOriginalSample: together } = scheduler.step(faint, 400, picture);
  const half = (vector: Float32Array, which: number) => vector.subarray(which * 18, (which + 1) * 18);
  for (const which of [0, 1]) {
    const alone = scheduler.step(half(faint, which), 400, half(picture, which), null, { batch_size: 1 });
    expect(half(together, which)).toEqual(alone.predOriginalSample);
  }
  const mixed = scheduler.step(faint, 400, picture, null, { batch_size: 1 });
  expect(mixed.predOriginalSample).not.toEqual(together);
});
