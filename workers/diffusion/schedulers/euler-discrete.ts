import type { Schedule, StepContext } from './base-scheduler.ts';
import { DIFFUSERS_BETAS, readBetas } from './betas.ts';
import { EdmScheduler, sigmaTableOf } from './edm-scheduler.ts';
import { originalOfSigma } from './prediction.ts';
import type { SchedulerConfig, SetTimestepsOptions, StepResult } from './scheduler.ts';
import { readSigmaOptions } from './sigmas.ts';
import { linspace } from './spacing.ts';
import { divide, weightedSum } from './vector.ts';

const { fround } = Math;

/** Karras et al. 2022, algorithm 2 without its correction. Follows diffusers' EulerDiscreteScheduler. */
export class EulerDiscreteScheduler extends EdmScheduler {
  readonly optionNames = { setTimesteps: ['timesteps', 'sigmas'], step: ['s_churn', 's_tmin', 's_tmax', 's_noise'] };
  protected readonly table = sigmaTableOf(readBetas(this.reader, DIFFUSERS_BETAS, { canRescale: true }));
  protected readonly spacing = {
    spacing: this.reader.choice('timestep_spacing', ['linspace', 'leading', 'trailing']),
    offset: this.reader.integer('steps_offset', 0, 0),
    trainSteps: this.trainSteps,
  };
  private readonly predictionType = this.reader.choice('prediction_type', ['epsilon', 'sample', 'v_prediction']);
  private readonly sigmaOptions = readSigmaOptions(this.reader);
  private readonly interpolation = this.reader.choice('interpolation_type', ['linear', 'log_linear']);
  private readonly finalSigma = this.reader.choice('final_sigmas_type', ['zero', 'sigma_min']);
  /** Whether the model is told a quarter of the logarithm of the noise level, as EDM has it, instead of a timestep. */
  private readonly isContinuous =
    this.reader.choice('timestep_type', ['discrete', 'continuous']) === 'continuous' &&
    this.predictionType === 'v_prediction';

  constructor(config: SchedulerConfig) {
    super(config, 'EulerDiscreteScheduler');
    this.use(this.wholeSchedule());
  }

  protected makeSchedule(count: number, options: SetTimestepsOptions): Schedule {
    if (this.isContinuous && options.timesteps)
      throw this.reader.unsupported('timesteps together with continuous ones');
    const { timesteps, sigmas } = options.sigmas ? this.levelsOf(options.sigmas) : this.spacedLevels(count, options);
    if (!this.isContinuous) return { timesteps, sigmas };
    return { timesteps: Array.from(sigmas.subarray(0, -1), (sigma) => fround(0.25 * fround(Math.log(sigma)))), sigmas };
  }

  protected makeStep({ output, sample: given, index, options, drawNoise }: StepContext): StepResult {
    const { s_churn = 0, s_tmin = 0, s_tmax = Number.POSITIVE_INFINITY, s_noise = 1 } = options;
    const sigma = this.sigmaAt(index);
    // 1. Some noise is put back first.
    const churns = s_tmin <= sigma && sigma <= s_tmax;
    const gamma = churns ? Math.min(s_churn / ((this.sigmas?.length ?? 1) - 1), Math.SQRT2 - 1) : 0;
    const noisier = fround(sigma * fround(gamma + 1));
    const added = Math.sqrt(fround(fround(noisier * noisier) - fround(sigma * sigma)));
    const sample = gamma > 0 ? weightedSum([1, given], [added, weightedSum([s_noise, drawNoise()])]) : given;
    // 2. The direction from the picture that the model sees to the sample.
    const original = originalOfSigma(this.predictionType, sigma, output, sample, noisier);
    const slope = divide(weightedSum([1, sample], [-1, original]), noisier);
    // 3. One step along it.
    const prevSample = weightedSum([1, sample], [this.sigmaAt(index + 1) - noisier, slope]);
    return { prevSample, predOriginalSample: original };
  }

  /** Custom noise levels, of which the last is the one at the end. */
  private levelsOf(custom: readonly number[]): { timesteps: number[]; sigmas: Float32Array } {
    const sigmas = Float32Array.from(custom);
    return { timesteps: this.timestepsOf([...sigmas.subarray(0, -1)]), sigmas };
  }

  private spacedLevels(count: number, options: SetTimestepsOptions): { timesteps: number[]; sigmas: Float32Array } {
    const { timesteps, sigmas } =
      this.interpolation === 'linear' ? this.levels(count, options, this.sigmaOptions) : this.logLevels(count, options);
    return { timesteps, sigmas: Float32Array.from([...sigmas, this.finalSigma === 'zero' ? 0 : (this.table[0] ?? 0)]) };
  }

  /** Levels that are evenly spaced in their logarithm and one more than timesteps, as in diffusers. */
  private logLevels(count: number, options: SetTimestepsOptions): { timesteps: number[]; sigmas: number[] } {
    const { timesteps } = this.levels(count, options, { ...this.sigmaOptions, spacing: null });
    const ends = [this.table.at(-1) ?? 0, this.table[0] ?? 0].map((sigma) => fround(Math.log(sigma)));
    const sigmas = linspace(ends[0] ?? 0, ends[1] ?? 0, count + 1).map(Math.exp);
    return this.respace({ timesteps, sigmas }, count, this.sigmaOptions);
  }
}
