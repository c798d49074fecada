import type { Schedule } from './base-scheduler.ts';
import { type BetaTable, cumulativeAlphas, DIFFUSERS_BETAS, readBetas } from './betas.ts';
import { norm, sigmaTableOf } from './edm-scheduler.ts';
import { epsilonOf, epsilonOfOriginal, originalOf } from './prediction.ts';
import type { NoiseLevel, SchedulerConfig, SetTimestepsOptions } from './scheduler.ts';
import { SigmaScheduler } from './sigma-scheduler.ts';
import { interpolateSigmas, readSigmaOptions, spaceSigmas, timestepOfSigma } from './sigmas.ts';
import { linspace, roundHalfEven, type Spacing, solverTimesteps } from './spacing.ts';
import { limitOriginal, readThreshold } from './threshold.ts';

const { fround } = Math;
const PREDICTION_TYPES = ['epsilon', 'sample', 'v_prediction', 'flow_prediction'] as const;
const SPACINGS = ['linspace', 'leading', 'trailing'] as const;

/** How the classes differ in their schedules. */
export interface SolverTraits {
  /** Whether the class reads `timestep_spacing`; otherwise it is linspace. */
  hasSpacings: boolean;
  canRescale: boolean;
  /** Whether the noise levels of Lu et al. are known, which are even in the logarithm of the signal over the noise. */
  hasLuLambdas: boolean;
  /** Whether `lambda_min_clipped` cuts the noisiest timesteps off. */
  canClipLambda: boolean;
  /** Whether timesteps of other noise levels are rounded, not cut, in a cosine schedule too. */
  roundsCosine: boolean;
  /** Whether `final_sigmas_type: sigma_min` means the last of the spaced levels, not the least of the training. */
  endsAtSpaced: boolean;
}

/** A model output, in both readings. */
export interface Converted {
  original: Float32Array;
  epsilon: Float32Array;
}

/**
 * What the solvers in the logarithm of signal over noise share: DPM-Solver, DPM-Solver++ and UniPC. A sample is
 * `alpha * picture + sigma * noise` of variance 1, or straight between both with `use_flow_sigmas`.
 */
export abstract class SolverScheduler extends SigmaScheduler {
  protected readonly predictionType = this.reader.choice('prediction_type', PREDICTION_TYPES);
  protected readonly solverOrder = this.reader.integer('solver_order', 2, 1);
  protected readonly finalSigmasType = this.reader.choice('final_sigmas_type', ['zero', 'sigma_min']);
  private readonly limits = { threshold: readThreshold(this.reader), clip: null };
  private readonly sigmaOptions = readSigmaOptions(this.reader);
  private readonly usesFlow = this.reader.boolean('use_flow_sigmas', false);
  private readonly flowShift = this.reader.number('flow_shift', 1);
  private readonly shiftsDynamically =
    this.reader.boolean('use_dynamic_shifting', false) &&
    this.reader.choice('time_shift_type', ['exponential', 'linear']) === 'exponential';
  private readonly traits: SolverTraits;
  private readonly betas: BetaTable;
  private readonly table: Float32Array;
  private readonly usesLuLambdas: boolean;
  private readonly spacing: Spacing;
  /** The timestep after the noisiest one. */
  private readonly last: number;

  constructor(config: SchedulerConfig, className: string, traits: SolverTraits) {
    super(config, className);
    const { reader } = this;
    this.traits = traits;
    this.betas = readBetas(reader, DIFFUSERS_BETAS, { canRescale: traits.canRescale });
    this.table = sigmaTableOf(this.betas);
    this.usesLuLambdas = traits.hasLuLambdas && reader.boolean('use_lu_lambdas', false);
    const spacing = traits.hasSpacings ? reader.choice('timestep_spacing', SPACINGS) : 'linspace';
    this.spacing = { spacing, offset: reader.integer('steps_offset', 0, 0), trainSteps: this.trainSteps };
    const least = traits.canClipLambda ? reader.number('lambda_min_clipped', Number.NEGATIVE_INFINITY) : null;
    this.last = this.trainSteps - (least === null ? 0 : this.countBelow(least));
    this.use({
      timesteps: Array.from(this.table, (_, i) => this.trainSteps - 1 - i),
      sigmas: Float32Array.from([...[...this.table].reverse(), 0]),
    });
  }

  protected get trainSteps(): number {
    return this.betas.trainSteps;
  }

  protected levelOf(sigma: number): NoiseLevel {
    if (this.usesFlow) return { signal: fround(1 - sigma), noise: sigma };
    const signal = fround(1 / norm(sigma));
    return { signal, noise: fround(sigma * signal) };
  }

  /** Half the logarithm of the signal-to-noise ratio at a place of the schedule; Infinity where no noise is left. */
  protected lambdaAt(index: number): number {
    return lambdaOf(this.noiseLevel(index));
  }

  /** What the model says, thresholded, as the picture and as the noise that it stands for. */
  protected convert(output: Float32Array, sample: Float32Array, index: number, batchSize: number): Converted {
    const level = this.noiseLevel(index);
    const foreseen = originalOf(this.predictionType, level, output, sample);
    if (!this.limits.threshold) {
      return { original: foreseen, epsilon: epsilonOf(this.predictionType, level, output, sample) };
    }
    const original = limitOriginal(foreseen, this.limits, batchSize);
    return { original, epsilon: epsilonOfOriginal(level, original, sample) };
  }

  /** What decides which algorithms there are. */
  protected get solverBasics() {
    const { solverOrder, predictionType, finalSigmasType } = this;
    return { solverOrder, predictionType, finalSigmasType };
  }

  /** Whether the picture that the model foresees is thresholded. */
  protected get thresholds(): boolean {
    return this.limits.threshold !== null;
  }

  protected makeSchedule(count: number, options: SetTimestepsOptions): Schedule {
    const { timesteps, sigmas } = this.spacedLevels(count, options);
    const least = this.table[0] ?? 0;
    const spaced = this.traits.endsAtSpaced && (this.sigmaOptions.spacing !== null || this.usesFlow);
    const end = this.finalSigmasType === 'zero' ? 0 : spaced ? (sigmas.at(-1) ?? least) : least;
    return { timesteps, sigmas: Float32Array.from([...sigmas, end]) };
  }

  private spacedLevels(count: number, options: SetTimestepsOptions): { timesteps: number[]; sigmas: number[] } {
    const { spacing } = this.sigmaOptions;
    const shift = this.shiftOf(options);
    if (options.timesteps && (spacing !== null || this.usesLuLambdas || this.usesFlow)) {
      throw this.reader.unsupported('timesteps together with other noise levels than those of the timesteps');
    }
    if (!spacing && !this.usesLuLambdas && this.usesFlow) return flowLevels(this.trainSteps, count, shift);
    if (!spacing && !this.usesLuLambdas) {
      const timesteps = options.timesteps?.map(Math.trunc) ?? solverTimesteps(this.spacing, count, this.last);
      return { timesteps, sigmas: interpolateSigmas(this.table, timesteps) };
    }
    const logTable = this.table.map(Math.log);
    const [high, low] = [this.table.at(-1) ?? 0, this.table[0] ?? 0];
    const [logHigh, logLow] = [logTable.at(-1) ?? 0, logTable[0] ?? 0];
    const even = spacing === null || (spacing !== 'karras' && this.usesLuLambdas);
    const sigmas = even
      ? linspace(logHigh, logLow, count).map(Math.exp)
      : spaceSigmas({ ...this.sigmaOptions, spacing }, high, low, count);
    const isCosine = this.betas.schedule === 'squaredcos_cap_v2' && !this.traits.roundsCosine;
    const rounds = (even || spacing === 'karras') && !isCosine;
    const whole = rounds ? roundHalfEven : Math.trunc;
    return { timesteps: sigmas.map((sigma) => whole(timestepOfSigma(sigma, logTable))), sigmas };
  }

  /** exp(mu) where setTimesteps has one, else `flow_shift`. */
  private shiftOf({ mu }: SetTimestepsOptions): number {
    if (typeof mu !== 'number') return this.flowShift;
    if (this.shiftsDynamically) return Math.exp(mu);
    throw this.reader.unsupported('mu without use_dynamic_shifting and the exponential time_shift_type');
  }

  /** How many of the noisiest timesteps are below a lambda; for the cosine schedule, whose last ones are all but noise. */
  private countBelow(least: number): number {
    const alphas = cumulativeAlphas(this.betas.betas);
    return alphas.filter((alpha) => {
      const level = { signal: fround(Math.sqrt(alpha)), noise: fround(Math.sqrt(fround(1 - alpha))) };
      return lambdaOf(level) < least;
    }).length;
  }
}

function lambdaOf({ signal, noise }: NoiseLevel): number {
  return fround(fround(Math.log(signal)) - fround(Math.log(noise)));
}

/** Straight from noise to picture, shifted towards noise. */
function flowLevels(trainSteps: number, count: number, shift: number): { timesteps: number[]; sigmas: number[] } {
  const rising = linspace(1, 1 / trainSteps, count + 1).map((alpha) => 1 - alpha);
  const shifted = rising.map((sigma) => (shift * sigma) / (1 + (shift - 1) * sigma));
  const sigmas = shifted.slice(1).reverse();
  return { timesteps: sigmas.map((sigma) => Math.trunc(sigma * trainSteps)), sigmas };
}
