import type { Schedule, StepContext } from './base-scheduler.ts';
import { readBetas } from './betas.ts';
import { EdmScheduler, sigmaTableOf } from './edm-scheduler.ts';
import { originalOfSigma } from './prediction.ts';
import type { SchedulerConfig, SetTimestepsOptions, StepResult } from './scheduler.ts';
import { readSigmaOptions } from './sigmas.ts';
import { limitOriginal, readClip } from './threshold.ts';
import { divide, weightedSum } from './vector.ts';

const HEUN_BETAS = { start: 0.00085, end: 0.012, schedule: 'linear' } as const;

/** The first half of a step, to which the second goes back. */
interface HalfStep {
  sample: Float32Array;
  slope: Float32Array;
  difference: number;
}

/**
 * Karras et al. 2022, algorithm 2 without new noise: an Euler step, and then the same step again with the mean of the
 * directions at both its ends. The model runs twice for each step but the last. Follows diffusers' HeunDiscreteScheduler.
 */
export class HeunDiscreteScheduler extends EdmScheduler {
  override readonly order = 2;
  readonly optionNames = { setTimesteps: ['timesteps'], step: [] };
  protected readonly table = sigmaTableOf(readBetas(this.reader, HEUN_BETAS, { extra: 'exp', canRescale: false }));
  protected readonly spacing = {
    spacing: this.reader.choice('timestep_spacing', ['linspace', 'leading', 'trailing']),
    offset: this.reader.integer('steps_offset', 0, 0),
    trainSteps: this.trainSteps,
  };
  private readonly predictionType = this.reader.choice('prediction_type', ['epsilon', 'sample', 'v_prediction']);
  private readonly limits = { threshold: null, clip: readClip(this.reader, false) };
  private readonly sigmaOptions = readSigmaOptions(this.reader);
  private half: HalfStep | null = null;

  constructor(config: SchedulerConfig) {
    super(config, 'HeunDiscreteScheduler');
    this.use(this.wholeSchedule());
  }

  protected makeSchedule(count: number, options: SetTimestepsOptions): Schedule {
    const { timesteps, sigmas } = this.levels(count, options, this.sigmaOptions);
    const twice = (values: readonly number[]) => values.flatMap((value, i) => (i === 0 ? [value] : [value, value]));
    return { timesteps: twice(timesteps), sigmas: Float32Array.from([...twice(sigmas), 0]) };
  }

  protected override reset(): void {
    this.half = null;
  }

  protected makeStep({ output, sample, index, batchSize }: StepContext): StepResult {
    const sigma = this.sigmaAt(index);
    const foreseen = originalOfSigma(this.predictionType, sigma, output, sample);
    const original = limitOriginal(foreseen, this.limits, batchSize);
    const slope = divide(weightedSum([1, sample], [-1, original]), sigma);
    if (this.half === null) {
      const difference = this.sigmaAt(index + 1) - sigma;
      this.half = { sample, slope, difference };
      return { prevSample: weightedSum([1, sample], [difference, slope]), predOriginalSample: original };
    }
    const { sample: from, slope: before, difference } = this.half;
    this.half = null;
    const mean = weightedSum([0.5, weightedSum([1, before], [1, slope])]);
    return { prevSample: weightedSum([1, from], [difference, mean]), predOriginalSample: original };
  }
}
