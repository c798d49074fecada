import type { Schedule, StepContext } from './base-scheduler.ts';
import { type DpmSolverConfig, readDpmSolver } from './dpm-solver-config.ts';
import { addsNoise, type Derivatives, goesByOriginal, solverStep, solverWeights } from './dpm-solver-weights.ts';
import { splitVariance } from './learned-variance.ts';
import type { SchedulerConfig, SetTimestepsOptions, StepResult } from './scheduler.ts';
import { SolverScheduler } from './solver-scheduler.ts';
import { assertLength, scaledDifference, weightedSum } from './vector.ts';

/**
 * Lu et al. 2022, 'DPM-Solver++', singlestep, also known as DPM++ 2S: steps in groups as long as the order, each of which
 * begins anew from one sample. Follows diffusers' DPMSolverSinglestepScheduler, which gives no predOriginalSample; here
 * it is the picture that the model's output stands for.
 */
export class DPMSolverSinglestepScheduler extends SolverScheduler {
  readonly optionNames = { setTimesteps: ['timesteps', 'mu'], step: [] };
  private readonly solver: DpmSolverConfig;
  private readonly lowerOrderFinal = this.reader.boolean('lower_order_final', false);
  private orders: number[] = [];
  /** What the model said, converted, the last one first. */
  private outputs: Float32Array[] = [];
  private groupSample: Float32Array | null = null;

  constructor(config: SchedulerConfig) {
    super(config, 'DPMSolverSinglestepScheduler', {
      hasSpacings: false,
      canRescale: false,
      hasLuLambdas: false,
      canClipLambda: true,
      roundsCosine: true,
      endsAtSpaced: false,
    });
    this.solver = readDpmSolver(this.reader, ['dpmsolver++', 'sde-dpmsolver++', 'dpmsolver'], this.solverBasics);
    if (this.solver.algorithm === 'dpmsolver' && this.thresholds) {
      throw this.reader.unsupported('thresholding with algorithm_type dpmsolver');
    }
  }

  protected override makeSchedule(count: number, options: SetTimestepsOptions): Schedule {
    this.orders = this.ordersOf(count);
    return super.makeSchedule(count, options);
  }

  protected override reset(): void {
    this.outputs = [];
    this.groupSample = null;
  }

  protected makeStep({ output, sample, index, batchSize, drawNoise }: StepContext): StepResult {
    const { algorithm, solverType } = this.solver;
    // 1. The model's output, as a picture or as noise.
    const { mean } = splitVariance(output, sample.length, batchSize);
    const { original, epsilon } = this.convert(mean, sample, index, batchSize);
    this.outputs = [goesByOriginal(algorithm) ? original : epsilon, ...this.outputs].slice(0, this.solverOrder);
    const noise = addsNoise(algorithm) ? drawNoise() : null;
    // 2. The place in the group; a run from the middle begins with order 1 in any case.
    const order = Math.min(this.orders[index] ?? 1, this.outputs.length);
    if (order === 1) this.groupSample = sample;
    // 3. The whole group again, from its first sample to the next timestep.
    const start = index - order + 1;
    const h = this.lambdaAt(index + 1) - this.lambdaAt(start);
    const weights = solverWeights(algorithm, this.noiseLevel(start), this.noiseLevel(index + 1), h);
    const derivatives = this.derivatives(index, order, h);
    // At third order the midpoint solver leaves the curvature out, and its slope has the factor of heun.
    const slopeType = order === 3 ? 'heun' : solverType;
    const prevSample = solverStep(weights, this.groupSample ?? sample, derivatives, slopeType, noise);
    return { prevSample, predOriginalSample: original };
  }

  protected override checkOutput(output: Float32Array, sample: Float32Array): void {
    if (!this.solver.learnsVariance || output.length !== 2 * sample.length) assertLength(output, sample.length);
  }

  /** 1, 2 and 3 in turn, up to the order. Where the steps do not come out even, or no noise may be left, it ends lower. */
  private ordersOf(count: number): number[] {
    const group = this.solverOrder;
    const lowers = this.lowerOrderFinal || count % group !== 0 || this.finalSigmasType === 'zero';
    const orders = Array.from({ length: count }, (_, i) => (i % group) + 1);
    if (!lowers) return orders;
    // A last group of full length is cut in two, so that the last step is of order 1.
    if (count % group === 0) orders[count - 1] = 1;
    if (this.finalSigmasType === 'zero') orders[count - 1] = 1;
    return orders;
  }

  /** Derivatives of the model by lambda at the beginning of the group. */
  private derivatives(index: number, order: number, h: number): Derivatives {
    const [last = new Float32Array(), second = last, third = last] = this.outputs;
    if (order === 1) return { value: last };
    const start = index - order + 1;
    const ratio = (this.lambdaAt(index) - this.lambdaAt(start)) / h;
    if (order === 2) return { value: second, slope: scaledDifference(last, second, 1 / ratio) };
    const ratioBefore = (this.lambdaAt(index - 1) - this.lambdaAt(start)) / h;
    const near = scaledDifference(second, third, 1 / ratioBefore);
    const far = scaledDifference(last, third, 1 / ratio);
    const spread = ratio - ratioBefore;
    if (this.solver.solverType === 'midpoint') return { value: third, slope: far };
    return {
      value: third,
      slope: weightedSum([ratio / spread, near], [-ratioBefore / spread, far]),
      curvature: scaledDifference(far, near, 2 / spread),
    };
  }
}
