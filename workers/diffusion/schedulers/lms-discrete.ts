import type { Schedule, StepContext } from './base-scheduler.ts';
import { DIFFUSERS_BETAS, readBetas } from './betas.ts';
import { EdmScheduler, sigmaTableOf } from './edm-scheduler.ts';
import { originalOfSigma } from './prediction.ts';
import type { SchedulerConfig, StepResult } from './scheduler.ts';
import { readSigmaOptions } from './sigmas.ts';
import { divide, weightedSum } from './vector.ts';

const DEFAULT_ORDER = 4;

/**
 * A linear multistep method over noise levels (Adams-Bashforth with uneven steps), after k-diffusion (Crowson 2022).
 * Follows diffusers' LMSDiscreteScheduler, whose integrals are numeric; here they are exact.
 */
export class LMSDiscreteScheduler extends EdmScheduler {
  readonly optionNames = { setTimesteps: [], step: ['order'] };
  protected readonly table = sigmaTableOf(readBetas(this.reader, DIFFUSERS_BETAS, { canRescale: false }));
  protected readonly spacing = {
    spacing: this.reader.choice('timestep_spacing', ['linspace', 'leading', 'trailing']),
    offset: this.reader.integer('steps_offset', 0, 0),
    trainSteps: this.trainSteps,
  };
  private readonly predictionType = this.reader.choice('prediction_type', ['epsilon', 'sample', 'v_prediction']);
  private readonly sigmaOptions = readSigmaOptions(this.reader);
  /** The last one first. */
  private slopes: Float32Array[] = [];

  constructor(config: SchedulerConfig) {
    super(config, 'LMSDiscreteScheduler');
    this.use(this.wholeSchedule());
  }

  protected makeSchedule(count: number): Schedule {
    const { timesteps, sigmas } = this.levels(count, {}, this.sigmaOptions);
    return { timesteps, sigmas: Float32Array.from([...sigmas, 0]) };
  }

  protected override reset(): void {
    this.slopes = [];
  }

  protected makeStep({ output, sample, index, options }: StepContext): StepResult {
    const { order = DEFAULT_ORDER } = options;
    if (!Number.isInteger(order) || order < 1)
      throw this.error('invalid_value', `order is ${order}, but must be at least 1`);
    const sigma = this.sigmaAt(index);
    const original = originalOfSigma(this.predictionType, sigma, output, sample);
    const slope = divide(weightedSum([1, sample], [-1, original]), sigma);
    this.slopes = [slope, ...this.slopes].slice(0, order);
    // After a start in the middle there are fewer directions than weights: the rest is left out, as in diffusers.
    const known = Array.from({ length: Math.min(index + 1, order) }, (_, back) => this.sigmaAt(index - back));
    const weights = multistepWeights(known, this.sigmaAt(index + 1));
    const terms = this.slopes.slice(0, known.length).map((vector, back) => [weights[back] ?? 0, vector] as const);
    const change = weightedSum(...terms);
    return { prevSample: weightedSum([1, sample], [1, change]), predOriginalSample: original };
  }
}

/**
 * How much of each known direction goes into the step to the next noise level: the integral of the polynomial that is 1 at
 * its level and 0 at the others.
 * @param known noise levels, the present one first
 */
export function multistepWeights(known: readonly number[], next: number): number[] {
  const present = known[0] ?? 0;
  return known.map((own, place) => {
    // Coefficients by power of (level - present).
    let polynomial = [1];
    for (const [i, other] of known.entries()) {
      if (i === place) continue;
      const scale = own - other;
      const shifted = [0, ...polynomial];
      polynomial = shifted.map((c, power) => (c + (polynomial[power] ?? 0) * (present - other)) / scale);
    }
    return polynomial.reduce((sum, c, power) => sum + (c * (next - present) ** (power + 1)) / (power + 1), 0);
  });
}
