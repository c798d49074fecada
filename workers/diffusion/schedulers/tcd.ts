import { levelOfAlpha } from './alpha-scheduler.ts';
import type { StepContext } from './base-scheduler.ts';
import { DistilledScheduler } from './distilled-scheduler.ts';
import { epsilonOf, originalOf } from './prediction.ts';
import type { SchedulerConfig, StepResult } from './scheduler.ts';
import { weightedSum } from './vector.ts';

const { fround } = Math;

/**
 * Zheng et al. 2024, 'Trajectory Consistency Distillation', with strategic stochastic sampling. Follows diffusers'
 * TCDScheduler, which gives a noised prediction only; predOriginalSample here is the picture that it is made from.
 */
export class TCDScheduler extends DistilledScheduler {
  readonly optionNames = { setTimesteps: ['timesteps', 'original_inference_steps', 'strength'], step: ['eta'] };
  protected readonly asksForAnyTimestep = true;

  constructor(config: SchedulerConfig) {
    super(config, 'TCDScheduler');
  }

  protected makeStep({ output, timestep, sample, index, options, drawNoise }: StepContext): StepResult {
    const { eta = 0.3 } = options;
    if (!(eta >= 0 && eta <= 1)) throw this.error('invalid_value', `eta is ${eta}, but must be from 0 to 1`);
    // 1. Below the next timestep, to which noise leads back up: s of the paper.
    const next = this.timesteps[index + 1] ?? 0;
    const alpha = this.alphaAt(Math.floor(fround(fround(1 - eta) * next)));
    // 2. The sample there, along what the model says.
    const level = levelOfAlpha(this.alphaAt(timestep));
    const original = originalOf(this.predictionType, level, output, sample);
    const epsilon = epsilonOf(this.predictionType, level, output, sample);
    const target = levelOfAlpha(alpha);
    const noised = weightedSum([target.signal, original], [target.noise, epsilon]);
    // 3. Noise up to the next timestep, but not after the last.
    if (eta === 0 || index === this.numInferenceSteps - 1) return { prevSample: noised, predOriginalSample: original };
    const share = fround(this.alphaAt(next) / alpha);
    const prevSample = weightedSum([Math.sqrt(share), noised], [Math.sqrt(fround(1 - share)), drawNoise()]);
    return { prevSample, predOriginalSample: original };
  }
}
