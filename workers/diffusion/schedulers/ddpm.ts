import { AlphaScheduler, alphasOf, levelOfAlpha, stepVariance } from './alpha-scheduler.ts';
import type { Schedule, StepContext } from './base-scheduler.ts';
import { DIFFUSERS_BETAS, readBetas } from './betas.ts';
import { splitVariance } from './learned-variance.ts';
import { originalOf } from './prediction.ts';
import type { SchedulerConfig, SetTimestepsOptions, StepResult } from './scheduler.ts';
import { roundHalfEven, spacedTimesteps } from './spacing.ts';
import { limitOriginal, readClip, readThreshold } from './threshold.ts';
import { assertLength, weightedSum } from './vector.ts';

const { fround } = Math;
const VARIANCE_TYPES = ['fixed_small', 'fixed_small_log', 'fixed_large', 'learned', 'learned_range'] as const;

/**
 * Ho, Jain, Abbeel 2020, 'Denoising Diffusion Probabilistic Models', with the learned variances of Nichol and Dhariwal
 * 2021. Follows diffusers' DDPMScheduler, whose variance type fixed_large_log gives no numbers and is missing here.
 */
export class DDPMScheduler extends AlphaScheduler {
  readonly optionNames = { setTimesteps: ['timesteps'], step: [] };
  readonly alphasCumprod = alphasOf(readBetas(this.reader, DIFFUSERS_BETAS, { extra: 'sigmoid', canRescale: true }));
  private readonly predictionType = this.reader.choice('prediction_type', ['epsilon', 'sample', 'v_prediction']);
  private readonly varianceType = this.reader.choice('variance_type', VARIANCE_TYPES);
  private readonly limits = { threshold: readThreshold(this.reader), clip: readClip(this.reader, true) };
  private readonly spacing = {
    spacing: this.reader.choice('timestep_spacing', ['leading', 'linspace', 'trailing']),
    offset: this.reader.integer('steps_offset', 0, 0),
    trainSteps: this.trainSteps,
  };

  constructor(config: SchedulerConfig) {
    super(config, 'DDPMScheduler');
    this.use(this.wholeSchedule());
  }

  protected makeSchedule(count: number, { timesteps }: SetTimestepsOptions): Schedule {
    if (timesteps) return { timesteps: this.checkFalling(timesteps) };
    return { timesteps: spacedTimesteps(this.spacing, count).map(roundHalfEven) };
  }

  protected makeStep({ output, timestep, sample, index, batchSize, drawNoise }: StepContext): StepResult {
    const next = this.timesteps[index + 1];
    const alpha = this.alphaAt(timestep);
    const previousAlpha = next === undefined ? 1 : this.alphaAt(next);
    // 1. The picture that the model sees (formula 15).
    const { mean, variance } = splitVariance(output, sample.length, batchSize);
    const foreseen = originalOf(this.predictionType, levelOfAlpha(alpha), mean, sample);
    const original = limitOriginal(foreseen, this.limits, batchSize);
    // 2. The mean of the previous sample, between picture and sample (formula 7).
    const stepAlpha = fround(alpha / previousAlpha);
    const beta = fround(1 - alpha);
    const ofOriginal = fround(fround(fround(Math.sqrt(previousAlpha)) * fround(1 - stepAlpha)) / beta);
    const ofSample = fround(fround(fround(Math.sqrt(stepAlpha)) * fround(1 - previousAlpha)) / beta);
    const prevSample = weightedSum([ofOriginal, original], [ofSample, sample]);
    if (timestep === 0) return { prevSample, predOriginalSample: original };
    // 3. New noise.
    const noise = this.scaleNoise(drawNoise(), alpha, previousAlpha, variance);
    return { prevSample: weightedSum([1, prevSample], [1, noise]), predOriginalSample: original };
  }

  protected override get keepsPlace(): boolean {
    return false;
  }

  protected override checkOutput(output: Float32Array, sample: Float32Array): void {
    const learned = this.varianceType === 'learned' || this.varianceType === 'learned_range';
    assertLength(output, learned ? 2 * sample.length : sample.length);
  }

  private scaleNoise(noise: Float32Array, alpha: number, previousAlpha: number, learned: Float32Array): Float32Array {
    const large = fround(1 - fround(alpha / previousAlpha));
    const small = Math.max(stepVariance(alpha, previousAlpha), fround(1e-20));
    switch (this.varianceType) {
      case 'fixed_small':
        return weightedSum([Math.sqrt(small), noise]);
      case 'fixed_small_log':
        return weightedSum([Math.exp(0.5 * fround(Math.log(small))), noise]);
      case 'fixed_large':
        return weightedSum([Math.sqrt(large), noise]);
      case 'learned':
        return noise.map((value, i) => fround(Math.sqrt(learned[i] ?? 0)) * value);
      case 'learned_range': {
        const [low, high] = [fround(Math.log(small)), fround(Math.log(large))];
        return noise.map((value, i) => {
          const part = fround(((learned[i] ?? 0) + 1) / 2);
          return fround(Math.exp(0.5 * (part * high + (1 - part) * low))) * value;
        });
      }
      default:
        return this.varianceType satisfies never;
    }
  }
}
