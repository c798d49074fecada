import { AlphaScheduler, alphasOf, levelOfAlpha, stepVariance } from './alpha-scheduler.ts';
import type { Schedule, StepContext } from './base-scheduler.ts';
import { DIFFUSERS_BETAS, readBetas } from './betas.ts';
import { epsilonOf, epsilonOfOriginal, originalOf } from './prediction.ts';
import type { SchedulerConfig, StepResult } from './scheduler.ts';
import { roundHalfEven, spacedTimesteps } from './spacing.ts';
import { limitOriginal, readClip, readThreshold } from './threshold.ts';
import { weightedSum } from './vector.ts';

const { fround } = Math;

/** Song, Meng, Ermon 2020, 'Denoising Diffusion Implicit Models'. Follows diffusers' DDIMScheduler. */
export class DDIMScheduler extends AlphaScheduler {
  readonly optionNames = { setTimesteps: [], step: ['eta', 'use_clipped_model_output', 'variance_noise'] };
  readonly alphasCumprod = alphasOf(readBetas(this.reader, DIFFUSERS_BETAS, { canRescale: true }));
  private readonly predictionType = this.reader.choice('prediction_type', ['epsilon', 'sample', 'v_prediction']);
  private readonly limits = { threshold: readThreshold(this.reader), clip: readClip(this.reader, true) };
  private readonly finalAlpha = this.reader.boolean('set_alpha_to_one', true) ? 1 : this.alphaAt(0);
  private readonly spacing = {
    spacing: this.reader.choice('timestep_spacing', ['leading', 'linspace', 'trailing']),
    offset: this.reader.integer('steps_offset', 0, 0),
    trainSteps: this.trainSteps,
  };

  constructor(config: SchedulerConfig) {
    super(config, 'DDIMScheduler');
    this.use(this.wholeSchedule());
  }

  protected makeSchedule(count: number): Schedule {
    return { timesteps: spacedTimesteps(this.spacing, count).map(roundHalfEven) };
  }

  protected makeStep({ output, timestep, sample, batchSize, options, drawNoise }: StepContext): StepResult {
    const { eta = 0, use_clipped_model_output = false } = options;
    // 1. Where the step goes: a whole share of the training, whatever the spacing.
    const previous = timestep - Math.floor(this.trainSteps / this.numInferenceSteps);
    const alpha = this.alphaAt(timestep);
    const previousAlpha = previous >= 0 ? this.alphaAt(previous) : this.finalAlpha;
    const level = levelOfAlpha(alpha);
    // 2. The picture and the noise that the model sees.
    const foreseen = originalOf(this.predictionType, level, output, sample);
    const original = limitOriginal(foreseen, this.limits, batchSize);
    const epsilon = use_clipped_model_output
      ? epsilonOfOriginal(level, original, sample)
      : epsilonOf(this.predictionType, level, output, sample);
    // 3. The picture, the direction to the sample, and for eta above 0 some new noise (formula 12).
    const deviation = fround(eta * fround(Math.sqrt(stepVariance(alpha, previousAlpha))));
    const direction = Math.sqrt(fround(fround(1 - previousAlpha) - fround(deviation * deviation)));
    const prevSample = weightedSum([Math.sqrt(previousAlpha), original], [direction, epsilon]);
    if (eta === 0) return { prevSample, predOriginalSample: original };
    return { prevSample: weightedSum([1, prevSample], [deviation, drawNoise()]), predOriginalSample: original };
  }

  protected override get keepsPlace(): boolean {
    return false;
  }
}
