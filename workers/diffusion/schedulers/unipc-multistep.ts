import type { StepContext } from './base-scheduler.ts';
import { solveLinearSystem } from './linear-system.ts';
import type { SchedulerConfig, StepResult } from './scheduler.ts';
import { SolverScheduler } from './solver-scheduler.ts';
import { scaledDifference, type Term, weightedSum } from './vector.ts';

const { fround } = Math;

/** A step from one place of the schedule to the next, in lambda. */
interface Interval {
  from: number;
  to: number;
  h: number;
}

/**
 * Zhao, Bai, Rao, Zhou, Lu 2023, 'UniPC': each sample is predicted from the outputs before it, and corrected when the model
 * has seen it. Follows diffusers' UniPCMultistepScheduler, which gives no predOriginalSample; here it is the picture that
 * the model's output stands for. Another scheduler as its predictor (`solver_p`) is not supported.
 */
export class UniPCMultistepScheduler extends SolverScheduler {
  readonly optionNames = { setTimesteps: ['mu'], step: [] };
  private readonly predictsOriginal = this.reader.boolean('predict_x0', true);
  private readonly lowerOrderFinal = this.reader.boolean('lower_order_final', true);
  private readonly solverType = this.reader.choice('solver_type', ['bh2', 'bh1', 'midpoint', 'heun', 'logrho']);
  /** Steps after which the sample is left as predicted. */
  private readonly uncorrected = new Set(this.reader.numbers('disable_corrector') ?? []);
  /** What the model said, converted, the last one first. */
  private outputs: Float32Array[] = [];
  private lastSample: Float32Array | null = null;
  private lastOrder = 1;

  constructor(config: SchedulerConfig) {
    super(config, 'UniPCMultistepScheduler', {
      hasSpacings: true,
      canRescale: true,
      hasLuLambdas: false,
      canClipLambda: false,
      roundsCosine: true,
      endsAtSpaced: true,
    });
    if ((config.solver_p ?? null) !== null) throw this.reader.unsupported('solver_p');
    if (!this.lowerOrderFinal && this.finalSigmasType === 'zero' && this.solverOrder > 1) {
      throw this.reader.unsupported('final_sigmas_type zero with lower_order_final false and a solver_order above 1');
    }
    if (!this.predictsOriginal && this.predictionType === 'flow_prediction') {
      throw this.reader.unsupported('prediction_type flow_prediction with predict_x0 false');
    }
    if (!this.predictsOriginal && this.thresholds) throw this.reader.unsupported('thresholding with predict_x0 false');
  }

  protected override reset(): void {
    this.outputs = [];
    this.lastSample = null;
  }

  protected makeStep({ output, sample, index, batchSize }: StepContext): StepResult {
    // 1. The model's output, as a picture or as noise.
    const { original, epsilon } = this.convert(output, sample, index, batchSize);
    const converted = this.predictsOriginal ? original : epsilon;
    // 2. Correct the sample, now that the model has seen it.
    const corrects = index > 0 && this.lastSample !== null && !this.uncorrected.has(index - 1);
    const corrected = corrects && this.lastSample ? this.correct(this.lastSample, converted, index) : sample;
    // 3. Predict the next one.
    this.outputs = [converted, ...this.outputs].slice(0, this.solverOrder);
    const order = this.lowerOrderFinal ? Math.min(this.solverOrder, this.timesteps.length - index) : this.solverOrder;
    this.lastOrder = Math.min(order, this.outputs.length);
    this.lastSample = corrected;
    return { prevSample: this.predict(corrected, index), predOriginalSample: original };
  }

  /** UniP: from `index` to the next place. */
  private predict(sample: Float32Array, index: number): Float32Array {
    const interval = this.interval(index);
    const { ratios, slopes } = this.slopes(interval);
    const order = slopes.length + 1;
    // At order 2 a half stands for the solution, as in the paper.
    const weights = order === 2 ? [0.5] : this.solve(interval, [...ratios, 1], order - 1);
    return this.transfer(
      sample,
      interval,
      slopes.map((slope, i) => [weights[i] ?? 0, slope] as const),
    );
  }

  /** UniC: from the place before to `index`, with what the model said there too. */
  private correct(lastSample: Float32Array, converted: Float32Array, index: number): Float32Array {
    const interval = this.interval(index - 1);
    const { ratios, slopes } = this.slopes(interval);
    const order = slopes.length + 1;
    const weights = order === 1 ? [0.5] : this.solve(interval, [...ratios, 1], order);
    const change = scaledDifference(converted, this.outputs[0] ?? converted, 1);
    const terms = [...slopes, change].map((slope, i) => [weights[i] ?? 0, slope] as const);
    return this.transfer(lastSample, interval, terms);
  }

  private interval(index: number): Interval {
    return { from: index, to: index + 1, h: this.lambdaAt(index + 1) - this.lambdaAt(index) };
  }

  /** How the model changed towards the outputs before the last, by their distance in lambda relative to the step. */
  private slopes({ from, h }: Interval): { ratios: number[]; slopes: Float32Array[] } {
    const [last = new Float32Array(), ...before] = this.outputs.slice(0, this.lastOrder);
    const ratios = before.map((_, i) => (this.lambdaAt(from - i - 1) - this.lambdaAt(from)) / h);
    return { ratios, slopes: before.map((output, i) => scaledDifference(output, last, 1 / (ratios[i] ?? 1))) };
  }

  /** The exponential part of a step, and the weighted sum of changes times B(h). */
  private transfer(sample: Float32Array, interval: Interval, changes: readonly Term[]): Float32Array {
    const from = this.noiseLevel(interval.from);
    const to = this.noiseLevel(interval.to);
    const [ratio, scale] = this.predictsOriginal
      ? [to.noise / from.noise, to.signal]
      : [to.signal / from.signal, to.noise];
    const last = this.outputs[0] ?? sample;
    const { hh, factor } = this.exponents(interval);
    const steady = weightedSum([ratio, sample], [-scale * Math.expm1(hh), last]);
    return changes.length === 0 ? steady : weightedSum([1, steady], [-scale * factor, weightedSum(...changes)]);
  }

  /** The signed step, and B(h): the step itself (bh1) or e^h - 1 (bh2). */
  private exponents({ h }: Interval): { hh: number; factor: number } {
    const hh = this.predictsOriginal ? -h : h;
    return { hh, factor: this.solverType === 'bh1' ? hh : fround(Math.expm1(hh)) };
  }

  /** The weights for which the step is exact for polynomials up to a degree: the linear system of the paper. */
  private solve(interval: Interval, ratios: readonly number[], order: number): number[] {
    const { hh, factor } = this.exponents(interval);
    const rows: number[][] = [];
    const right: number[] = [];
    let phi = Math.expm1(hh) / hh - 1;
    let factorial = 1;
    for (let power = 0; power < order; power++) {
      rows.push(ratios.slice(0, order).map((ratio) => ratio ** power));
      right.push((phi * factorial) / factor);
      factorial *= power + 2;
      phi = phi / hh - 1 / factorial;
    }
    return solveLinearSystem(rows, right);
  }
}
