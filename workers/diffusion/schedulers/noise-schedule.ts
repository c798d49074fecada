import type { Scheduler } from './scheduler.ts';

/** What there is of noise and picture before a step. */
export interface NoiseScheduleStep {
  timestep: number;
  /** The noise over the picture, from 0; Infinity where nothing is left of the picture. */
  sigma: number;
  /** The share of variance that is picture, from 0 to 1. */
  alphaCumprod: number;
}

/** The noise before each step of a schedule, in the same terms for every scheduler, for charts. */
export function noiseSchedule(scheduler: Scheduler): NoiseScheduleStep[] {
  return scheduler.timesteps.map((timestep, index) => {
    const { signal, noise } = scheduler.noiseLevel(index);
    return { timestep, sigma: noise / signal, alphaCumprod: signal ** 2 / (signal ** 2 + noise ** 2) };
  });
}
