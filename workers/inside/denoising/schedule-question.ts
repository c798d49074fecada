import type { ScheduleCurve } from '../../../src/contract/denoising-steps';
import { type PaintRequest, schedulerConfig } from '../../diffusion/runner/paint-request';
import { createScheduler } from '../../diffusion/schedulers/create-scheduler';
import { noiseSchedule } from '../../diffusion/schedulers/noise-schedule';
import type { SchedulerConfig } from '../../diffusion/schedulers/scheduler';
import { SchedulerError } from '../../diffusion/schedulers/scheduler-error';
import type { Question } from '../../runner';

const FILE = 'scheduler/scheduler_config.json';
const MOST_STEPS = 1000;

/**
 * How schedulers go from noise to picture with this model's own noise: `{ schedulers, num_inference_steps }` gives a curve
 * for each; one that has no such schedule is left out.
 * @param chosen the class that a name of the form stands for
 */
export const scheduleQuestion = (chosen: (name: string) => PaintRequest['scheduler']): Question => ({
  files: () => [{ path: FILE, optional: true }],
  async answer(files, payload): Promise<ScheduleCurve[]> {
    const { schedulers, num_inference_steps } = (payload ?? {}) as Record<string, unknown>;
    const own = JSON.parse((await (await files.read(FILE))?.text()) ?? '{}') as SchedulerConfig;
    const steps = typeof num_inference_steps === 'number' ? Math.min(MOST_STEPS, Math.trunc(num_inference_steps)) : 20;
    const names = Array.isArray(schedulers) ? schedulers.map(String) : ['default'];
    return names.flatMap((name) => {
      const curve = curveOf(schedulerConfig(own, { scheduler: chosen(name) }), steps);
      return curve ? [{ scheduler: name, ...curve }] : [];
    });
  },
});

function curveOf(config: SchedulerConfig, steps: number): Omit<ScheduleCurve, 'scheduler'> | null {
  try {
    const scheduler = createScheduler(config);
    scheduler.setTimesteps(steps);
    const levels = noiseSchedule(scheduler);
    return {
      timesteps: levels.map(({ timestep }) => timestep),
      sigmas: levels.map(({ sigma }) => sigma),
      alphas: levels.map(({ alphaCumprod }) => alphaCumprod),
    };
  } catch (error) {
    if (error instanceof SchedulerError) return null;
    throw error;
  }
}
