import { levelOfAlpha } from './alpha-scheduler.ts';
import type { StepContext } from './base-scheduler.ts';
import { DistilledScheduler } from './distilled-scheduler.ts';
import { originalOf } from './prediction.ts';
import type { SchedulerConfig, StepResult } from './scheduler.ts';
import { limitOriginal, readClip, readThreshold } from './threshold.ts';
import { weightedSum } from './vector.ts';

const SIGMA_DATA = 0.5;

/**
 * Luo, Tan, Huang, Li, Zhao 2023, 'Latent Consistency Models'. Follows diffusers' LCMScheduler; predOriginalSample is
 * what that calls `denoised`.
 */
export class LCMScheduler extends DistilledScheduler {
  readonly optionNames = { setTimesteps: ['timesteps', 'original_inference_steps', 'strength'], step: [] };
  protected readonly asksForAnyTimestep = false;
  private readonly limits = { threshold: readThreshold(this.reader), clip: readClip(this.reader, false) };
  private readonly timestepScaling = this.reader.number('timestep_scaling', 10);

  constructor(config: SchedulerConfig) {
    super(config, 'LCMScheduler');
  }

  protected makeStep({ output, timestep, sample, index, batchSize, drawNoise }: StepContext): StepResult {
    // 1. The picture that the model sees.
    const level = levelOfAlpha(this.alphaAt(timestep));
    const foreseen = originalOf(this.predictionType, level, output, sample);
    const original = limitOriginal(foreseen, this.limits, batchSize);
    // 2. The consistency function: at timestep 0 it is the sample itself.
    const scaled = timestep * this.timestepScaling;
    const skip = SIGMA_DATA ** 2 / (scaled ** 2 + SIGMA_DATA ** 2);
    const out = scaled / Math.sqrt(scaled ** 2 + SIGMA_DATA ** 2);
    const denoised = weightedSum([out, original], [skip, sample]);
    // 3. Noise for the next timestep, but not after the last.
    if (index === this.numInferenceSteps - 1) return { prevSample: denoised, predOriginalSample: denoised };
    const next = levelOfAlpha(this.alphaAt(this.timesteps[index + 1] ?? timestep));
    const prevSample = weightedSum([next.signal, denoised], [next.noise, drawNoise()]);
    return { prevSample, predOriginalSample: denoised };
  }
}
