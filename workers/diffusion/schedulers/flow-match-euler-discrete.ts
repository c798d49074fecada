import type { Schedule, StepContext } from './base-scheduler.ts';
import type { NoiseLevel, SchedulerConfig, SetTimestepsOptions, StepResult } from './scheduler.ts';
import { SigmaScheduler } from './sigma-scheduler.ts';
import { readSigmaOptions, spaceSigmas } from './sigmas.ts';
import { linspace } from './spacing.ts';
import { weightedSum } from './vector.ts';

const { fround } = Math;

type Rounding = (value: number) => number;

/**
 * Euler steps along a straight flow from noise to picture: Lipman et al. 2022, 'Flow Matching for Generative Modeling',
 * with the timestep shift of Esser et al. 2024. Follows diffusers' FlowMatchEulerDiscreteScheduler, which gives no
 * predOriginalSample; here it is where the flow leads at the end. addNoise is what that calls `scale_noise`.
 */
export class FlowMatchEulerDiscreteScheduler extends SigmaScheduler {
  readonly optionNames = { setTimesteps: ['timesteps', 'sigmas', 'mu'], step: [] };
  protected readonly trainSteps = this.reader.integer('num_train_timesteps', 1000, 1);
  private readonly shift = this.reader.number('shift', 1);
  private readonly shiftsDynamically = this.reader.boolean('use_dynamic_shifting', false);
  private readonly timeShiftType = this.reader.choice('time_shift_type', ['exponential', 'linear']);
  private readonly shiftTerminal = this.reader.optionalNumber('shift_terminal');
  private readonly isInverted = this.reader.boolean('invert_sigmas', false);
  private readonly isStochastic = this.reader.boolean('stochastic_sampling', false);
  private readonly sigmaOptions = readSigmaOptions(this.reader);
  /** The highest and the lowest noise level of the training. */
  private readonly ends: readonly [number, number];

  constructor(config: SchedulerConfig) {
    super(config, 'FlowMatchEulerDiscreteScheduler');
    const falling = Array.from({ length: this.trainSteps }, (_, i) => fround((this.trainSteps - i) / this.trainSteps));
    const sigmas = this.shiftsDynamically ? falling : falling.map((sigma) => fround(this.shifted(sigma)));
    this.ends = [sigmas[0] ?? 1, sigmas.at(-1) ?? 0];
    this.use({
      timesteps: sigmas.map((sigma) => fround(sigma * this.trainSteps)),
      sigmas: Float32Array.from([...sigmas, 0]),
    });
  }

  protected levelOf(sigma: number): NoiseLevel {
    return { signal: fround(1 - sigma), noise: sigma };
  }

  protected override get takesBoth(): boolean {
    return true;
  }

  protected makeSchedule(count: number, options: SetTimestepsOptions): Schedule {
    // 1. Evenly spaced from noise to picture, or as given.
    const given = options.timesteps?.map(fround);
    const [high, low] = this.ends;
    const timesteps = given ?? linspace(high * this.trainSteps, low * this.trainSteps, count);
    const even = options.sigmas?.map(fround) ?? timesteps.map((timestep) => timestep / this.trainSteps);
    // 2. Shifted towards noise, stretched to a given end, or spaced otherwise.
    const round = options.timesteps || options.sigmas ? fround : (value: number) => value;
    const stretched = this.stretch(this.shiftAll(even, options.mu ?? null, round), round);
    const { spacing } = this.sigmaOptions;
    const first = stretched[0] ?? 1;
    const spaced = spacing
      ? spaceSigmas({ ...this.sigmaOptions, spacing }, first, stretched.at(-1) ?? 0, count)
      : stretched;
    // 3. Some models count from picture to noise.
    const sigmas = spaced.map((sigma) => (this.isInverted ? fround(1 - fround(sigma)) : fround(sigma)));
    return {
      timesteps: given && !this.isInverted ? given : sigmas.map((sigma) => fround(sigma * this.trainSteps)),
      sigmas: Float32Array.from([...sigmas, this.isInverted ? 1 : 0]),
    };
  }

  protected makeStep({ output, sample, index, drawNoise }: StepContext): StepResult {
    const sigma = this.sigmaAt(index);
    const next = this.sigmaAt(index + 1);
    const end = this.isInverted ? 1 : 0;
    const original = weightedSum([1, sample], [fround(end - sigma), output]);
    if (!this.isStochastic) {
      return { prevSample: weightedSum([1, sample], [next - sigma, output]), predOriginalSample: original };
    }
    const x0 = weightedSum([1, sample], [-sigma, output]);
    return { prevSample: weightedSum([fround(1 - next), x0], [next, drawNoise()]), predOriginalSample: original };
  }

  /** Given lists are float32 in diffusers, and what is computed from them too: that is what `round` is for. */
  private shiftAll(sigmas: readonly number[], mu: number | null, round: Rounding): number[] {
    if (!this.shiftsDynamically) return sigmas.map((sigma) => this.shifted(sigma));
    if (mu === null) throw this.error('invalid_value', 'with use_dynamic_shifting setTimesteps needs mu');
    const weight = round(this.timeShiftType === 'exponential' ? Math.exp(mu) : mu);
    return sigmas.map((sigma) => round(weight / round(weight + round(round(1 / sigma) - 1))));
  }

  private shifted(sigma: number): number {
    return (this.shift * sigma) / (1 + (this.shift - 1) * sigma);
  }

  /** So that the last level is `shift_terminal`. */
  private stretch(sigmas: readonly number[], round: Rounding): readonly number[] {
    if (!this.shiftTerminal) return sigmas;
    const scale = round(round(1 - (sigmas.at(-1) ?? 0)) / round(1 - this.shiftTerminal));
    return sigmas.map((sigma) => round(1 - round(round(1 - sigma) / scale)));
  }
}
