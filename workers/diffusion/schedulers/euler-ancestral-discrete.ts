import type { Schedule, StepContext } from './base-scheduler.ts';
import { DIFFUSERS_BETAS, readBetas } from './betas.ts';
import { EdmScheduler, sigmaTableOf } from './edm-scheduler.ts';
import { originalOfSigma } from './prediction.ts';
import type { SchedulerConfig, StepResult } from './scheduler.ts';
import { divide, weightedSum } from './vector.ts';

const { fround } = Math;
const square = (value: number): number => fround(value * value);
const EVEN = { spacing: null, minimum: null, maximum: null };

/**
 * Euler steps that go too far down and come back up with new noise, as the ancestral sampling of k-diffusion (Crowson
 * 2022) does. Follows diffusers' EulerAncestralDiscreteScheduler.
 */
export class EulerAncestralDiscreteScheduler extends EdmScheduler {
  readonly optionNames = { setTimesteps: [], step: [] };
  protected readonly table = sigmaTableOf(readBetas(this.reader, DIFFUSERS_BETAS, { canRescale: true }));
  protected readonly spacing = {
    spacing: this.reader.choice('timestep_spacing', ['linspace', 'leading', 'trailing']),
    offset: this.reader.integer('steps_offset', 0, 0),
    trainSteps: this.trainSteps,
  };
  private readonly predictionType = this.reader.choice('prediction_type', ['epsilon', 'v_prediction']);

  constructor(config: SchedulerConfig) {
    super(config, 'EulerAncestralDiscreteScheduler');
    this.use(this.wholeSchedule());
  }

  protected makeSchedule(count: number): Schedule {
    const { timesteps, sigmas } = this.levels(count, {}, EVEN);
    return { timesteps, sigmas: Float32Array.from([...sigmas, 0]) };
  }

  protected makeStep({ output, sample, index, drawNoise }: StepContext): StepResult {
    const from = this.sigmaAt(index);
    const to = this.sigmaAt(index + 1);
    // 1. How the noise level is divided: what remains and what is new.
    const up = fround(Math.sqrt(fround(fround(square(to) * fround(square(from) - square(to))) / square(from))));
    const down = fround(Math.sqrt(Math.max(0, fround(square(to) - square(up)))));
    // 2. An Euler step to what remains.
    const original = originalOfSigma(this.predictionType, from, output, sample);
    const slope = divide(weightedSum([1, sample], [-1, original]), from);
    // 3. New noise.
    const prevSample = weightedSum([1, sample], [down - from, slope], [up, drawNoise()]);
    return { prevSample, predOriginalSample: original };
  }
}
