import { describe, expect, it } from 'vitest';
import { alphasOf } from './alpha-scheduler.ts';
import { betaQuantile } from './beta-distribution.ts';
import { createBetas, cumulativeAlphas, DIFFUSERS_BETAS, readBetas } from './betas.ts';
import { ConfigReader } from './config-reader.ts';
import { createScheduler } from './create-scheduler.ts';
import { biases, largestDifference, picture } from './golden-loop.ts';
import alphas from './goldens/sd15-alphas.json';
import schedules from './goldens/sd15-timesteps-sigmas.json';
import golden from './goldens/tables.json';

interface Schedule {
  config: Record<string, unknown>;
  timesteps: number[];
  sigmas?: number[];
  init_noise_sigma?: number;
}

describe("Stable Diffusion's own tables", () => {
  it('has its betas and cumulative alphas', () => {
    const betas = createBetas('scaled_linear', 0.00085, 0.012, 1000);
    expect(largestDifference(betas, alphas.betas)).toBeLessThan(1e-6);
    expect(largestDifference(cumulativeAlphas(betas), alphas.alphas_cumprod)).toBeLessThan(1e-6);
  });

  const cases = Object.entries(schedules as unknown as Record<string, Record<string, Schedule>>).flatMap(
    ([name, counts]) => Object.entries(counts).map(([steps, schedule]) => ({ name, steps: Number(steps), schedule })),
  );
  it.each(cases)('has the schedule of $name with $steps steps', ({ name, steps, schedule }) => {
    const scheduler = createScheduler({ ...schedule.config, _class_name: name.replace(/\+.*/, '') });
    scheduler.setTimesteps(steps);
    expect(largestDifference(scheduler.timesteps, schedule.timesteps, 1e-5)).toBeLessThan(1e-6);
    if (schedule.sigmas) expect(largestDifference(scheduler.sigmas ?? [], schedule.sigmas)).toBeLessThan(1e-6);
    expect(largestDifference([scheduler.initNoiseSigma], [schedule.init_noise_sigma ?? 1])).toBeLessThan(1e-6);
  });
});

describe('cumulative alphas', () => {
  it.each(golden.alphas_cumprod.map((one) => ({ name: JSON.stringify(one.config), ...one })))(
    '$name',
    ({ config, sum, picked }) => {
      const table = alphasOf(readBetas(new ConfigReader(config, 'Test'), DIFFUSERS_BETAS, { canRescale: true }));
      const places = [0, 1, Math.floor(table.length / 2), table.length - 2, table.length - 1];
      const [first, ...rest] = places.map((place) => table[place] ?? Number.NaN);
      // Rescaling magnifies the last bit of square roots, in which torch differs from processor to processor.
      const rounding = config.rescale_betas_zero_snr ? 1e-5 : 1e-7;
      expect(largestDifference([first ?? 0, ...rest], picked, rounding)).toBeLessThan(2e-6);
      expect(table.reduce((total, alpha) => total + alpha, 0) / sum).toBeCloseTo(1, 5);
    },
  );
});

it('has the quantiles of a beta distribution that scipy has', () => {
  for (const [place = 0, quantile = 0] of golden.quantiles) {
    expect(largestDifference([betaQuantile(place, 0.6)], [quantile])).toBeLessThan(1e-9);
  }
});

describe('addNoise', () => {
  const stable = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' };

  it('adds as much as there is at a timestep of the training, for each image its own', () => {
    const { timesteps, noisy } = golden.add_noise.DDIMScheduler;
    const scheduler = createScheduler({ ...stable, _class_name: 'DDIMScheduler' });
    expect(largestDifference(scheduler.addNoise(picture, biases, timesteps), noisy, 1e-7)).toBeLessThan(1e-6);
  });

  it.each(['EulerDiscreteScheduler', 'DPMSolverMultistepScheduler'] as const)(
    'adds as much as there is at a timestep of the schedule, for each image its own: %s',
    (className) => {
      const { at, noisy } = golden.add_noise[className];
      const scheduler = createScheduler({ ...stable, _class_name: className });
      scheduler.setTimesteps(5);
      const timesteps = at.map((place) => scheduler.timesteps[place] ?? 0);
      expect(largestDifference(scheduler.addNoise(picture, biases, timesteps), noisy, 2e-6)).toBeLessThan(1e-6);
    },
  );

  it('takes one timestep for all images, as a number or as a list', () => {
    const scheduler = createScheduler({ ...stable, _class_name: 'DDIMScheduler' });
    expect(scheduler.addNoise(picture, biases, 500)).toEqual(scheduler.addNoise(picture, biases, [500, 500]));
    expect(scheduler.addNoise(picture, biases, [500])).toEqual(scheduler.addNoise(picture, biases, 500));
  });
});
