import { AlphaScheduler, alphasOf } from './alpha-scheduler.ts';
import type { Schedule } from './base-scheduler.ts';
import { readBetas } from './betas.ts';
import type { SchedulerConfig, SetTimestepsOptions } from './scheduler.ts';

const STABLE_DIFFUSION_BETAS = { start: 0.00085, end: 0.012, schedule: 'scaled_linear' } as const;

/** What the schedulers of distilled models share: few timesteps out of those of the distillation. LCM and TCD. */
export abstract class DistilledScheduler extends AlphaScheduler {
  readonly alphasCumprod = alphasOf(readBetas(this.reader, STABLE_DIFFUSION_BETAS, { canRescale: true }));
  protected readonly predictionType = this.reader.choice('prediction_type', ['epsilon', 'sample', 'v_prediction']);
  private readonly originalSteps = this.reader.integer('original_inference_steps', 50, 1);

  constructor(config: SchedulerConfig, className: string) {
    super(config, className);
    this.use(this.wholeSchedule());
  }

  /**
   * Whether an `original_inference_steps` of setTimesteps, whatever its value, means any timestep of the training, as in
   * diffusers' TCDScheduler.
   */
  protected abstract readonly asksForAnyTimestep: boolean;

  protected makeSchedule(count: number, options: SetTimestepsOptions): Schedule {
    const { timesteps, strength, original_inference_steps } = options;
    const share = strength ?? 1;
    if (!(share > 0 && share <= 1))
      throw this.error('invalid_value', `strength is ${share}, but must be above 0 and at most 1`);
    if (timesteps) {
      const kept = Math.min(Math.trunc(timesteps.length * share), timesteps.length);
      return { timesteps: this.checkFalling(timesteps).slice(timesteps.length - kept) };
    }
    const original = original_inference_steps ?? this.originalSteps;
    if (!Number.isInteger(original) || original < 1 || original > this.trainSteps) {
      throw this.error(
        'invalid_value',
        `original_inference_steps is ${original}, but must be from 1 to ${this.trainSteps}`,
      );
    }
    const anyTimestep = this.asksForAnyTimestep && typeof original_inference_steps === 'number';
    const candidates = Math.trunc((anyTimestep ? this.trainSteps : original) * share);
    if (candidates < count || original < count) {
      throw this.error(
        'invalid_value',
        `num_inference_steps is ${count}, but original_inference_steps ${original} times strength ${share} allows at most ${Math.min(candidates, original)}`,
      );
    }
    const stride = anyTimestep ? 1 : Math.floor(this.trainSteps / original);
    const place = (i: number) => candidates - Math.floor(i * (candidates / count));
    return { timesteps: Array.from({ length: count }, (_, i) => place(i) * stride - 1) };
  }
}
