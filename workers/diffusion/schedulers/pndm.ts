import { AlphaScheduler, alphasOf, levelOfAlpha } from './alpha-scheduler.ts';
import type { Schedule, StepContext } from './base-scheduler.ts';
import { DIFFUSERS_BETAS, readBetas } from './betas.ts';
import { epsilonOf, originalOf } from './prediction.ts';
import type { SchedulerConfig, StepResult } from './scheduler.ts';
import { roundHalfEven, spacedTimesteps } from './spacing.ts';
import { weightedSum } from './vector.ts';

const { fround } = Math;
const RUNGE_KUTTA_STEPS = 4;
const KEPT_OUTPUTS = 3;

/**
 * Liu, Ren, Lin, Zhao 2022, 'Pseudo Numerical Methods for Diffusion Models on Manifolds': a linear multistep method that
 * begins with Runge-Kutta steps, or, with `skip_prk_steps`, with one timestep done twice. Follows diffusers'
 * PNDMScheduler, which gives no predOriginalSample; here it is what the model's last output stands for.
 */
export class PNDMScheduler extends AlphaScheduler {
  readonly optionNames = { setTimesteps: [], step: [] };
  readonly alphasCumprod = alphasOf(readBetas(this.reader, DIFFUSERS_BETAS, { canRescale: false }));
  private readonly predictionType = this.reader.choice('prediction_type', ['epsilon', 'v_prediction']);
  private readonly skipsRungeKutta = this.reader.boolean('skip_prk_steps', false);
  private readonly finalAlpha = this.reader.boolean('set_alpha_to_one', false) ? 1 : this.alphaAt(0);
  private readonly spacing = {
    spacing: this.reader.choice('timestep_spacing', ['leading', 'linspace', 'trailing']),
    offset: this.reader.integer('steps_offset', 0, 0),
    trainSteps: this.trainSteps,
  };
  private counter = 0;
  private rungeKuttaLength = 0;
  /** What the model said, the last one last. */
  private outputs: Float32Array[] = [];
  /** The sample that a step of several timesteps began from. */
  private firstSample: Float32Array | null = null;
  /** The weighted sum of the outputs of a Runge-Kutta step so far. */
  private outputSum: Float32Array | null = null;

  constructor(config: SchedulerConfig) {
    super(config, 'PNDMScheduler');
    this.use(this.wholeSchedule());
  }

  protected makeSchedule(count: number): Schedule {
    const falling = spacedTimesteps(this.spacing, count).map(roundHalfEven);
    if (this.skipsRungeKutta) {
      this.rungeKuttaLength = 0;
      return { timesteps: [...falling.slice(0, 2), ...falling.slice(1)] };
    }
    if (count < RUNGE_KUTTA_STEPS) {
      throw this.error('invalid_value', `without skip_prk_steps num_inference_steps must be at least 4, not ${count}`);
    }
    // Each of the first three steps takes four timesteps: its own, the middle twice, and the next.
    const half = Math.floor(Math.floor(this.trainSteps / count) / 2);
    const begin = falling.slice(0, RUNGE_KUTTA_STEPS).flatMap((timestep) => [timestep + half, timestep]);
    const rungeKutta = begin
      .slice(1)
      .flatMap((timestep) => [timestep, timestep])
      .slice(1, -1);
    this.rungeKuttaLength = rungeKutta.length;
    return { timesteps: [...rungeKutta, ...falling.slice(RUNGE_KUTTA_STEPS - 1)] };
  }

  protected override reset(): void {
    this.counter = 0;
    this.outputs = [];
    this.firstSample = null;
    this.outputSum = null;
  }

  protected makeStep({ output, timestep, sample }: StepContext): StepResult {
    const predOriginalSample = originalOf(this.predictionType, levelOfAlpha(this.alphaAt(timestep)), output, sample);
    const prevSample =
      this.counter < this.rungeKuttaLength
        ? this.rungeKuttaStep(output, timestep, sample)
        : this.multistep(output, timestep, sample);
    this.counter += 1;
    return { prevSample, predOriginalSample };
  }

  protected override get keepsPlace(): boolean {
    return false;
  }

  /** One of the four evaluations of a Runge-Kutta step. All go from the sample and the timestep of the first. */
  private rungeKuttaStep(output: Float32Array, timestep: number, sample: Float32Array): Float32Array {
    const half = Math.floor(Math.floor(this.trainSteps / this.numInferenceSteps) / 2);
    const to = timestep - (this.counter % 2 === 1 ? 0 : half);
    const from = this.timesteps[this.counter - (this.counter % 4)] ?? timestep;
    const share = [1 / 6, 1 / 3, 1 / 3, 1 / 6][this.counter % 4] ?? 0;
    const sum = this.outputSum ? weightedSum([1, this.outputSum], [share, output]) : weightedSum([share, output]);
    if (this.counter % 4 === 0) {
      this.outputs.push(output);
      this.firstSample = sample;
    }
    const isLast = this.counter % 4 === 3;
    this.outputSum = isLast ? null : sum;
    return this.transfer(this.firstSample ?? sample, from, to, isLast ? sum : output);
  }

  /** Adams-Bashforth, of as high an order as there are outputs, up to 4. */
  private multistep(output: Float32Array, timestep: number, sample: Float32Array): Float32Array {
    const stride = Math.floor(this.trainSteps / this.numInferenceSteps);
    if (this.counter === 1) {
      // The first step again, with the mean of the outputs at both its ends.
      const mean = weightedSum([0.5, output], [0.5, this.outputs[0] ?? output]);
      const from = this.firstSample ?? sample;
      this.firstSample = null;
      return this.transfer(from, timestep + stride, timestep, mean);
    }
    this.outputs = [...this.outputs.slice(-KEPT_OUTPUTS), output];
    if (this.counter === 0) this.firstSample = sample;
    return this.transfer(sample, timestep, timestep - stride, this.extrapolate(output));
  }

  private extrapolate(output: Float32Array): Float32Array {
    const [last = output, second = output, third = output, fourth = output] = [...this.outputs].reverse();
    switch (this.outputs.length) {
      case 1:
        return output;
      case 2:
        return weightedSum([0.5, weightedSum([3, last], [-1, second])]);
      case 3:
        return weightedSum([1 / 12, weightedSum([23, last], [-16, second], [5, third])]);
      default:
        return weightedSum([1 / 24, weightedSum([55, last], [-59, second], [37, third], [-9, fourth])]);
    }
  }

  /** Formula 9: takes a sample from one timestep to another along a model output. */
  private transfer(sample: Float32Array, from: number, to: number, output: Float32Array): Float32Array {
    const alpha = this.alphaAt(from);
    const target = to >= 0 ? this.alphaAt(to) : this.finalAlpha;
    const epsilon = epsilonOf(this.predictionType, levelOfAlpha(alpha), output, sample);
    const product = fround(fround(alpha * fround(1 - alpha)) * target);
    const divisor = alpha * fround(Math.sqrt(fround(1 - target))) + fround(Math.sqrt(product));
    const ofSample = Math.sqrt(fround(target / alpha));
    return weightedSum([ofSample, sample], [-fround(target - alpha) / fround(divisor), epsilon]);
  }
}
