import type { StepContext } from './base-scheduler.ts';
import { type DpmSolverConfig, readDpmSolver } from './dpm-solver-config.ts';
import { addsNoise, type Derivatives, goesByOriginal, solverStep, solverWeights } from './dpm-solver-weights.ts';
import { splitVariance } from './learned-variance.ts';
import type { SchedulerConfig, StepResult } from './scheduler.ts';
import { SolverScheduler } from './solver-scheduler.ts';
import { assertLength, scaledDifference, weightedSum } from './vector.ts';

/** Below as many steps as this the last ones are of a lower order. */
const FEW_STEPS = 15;
const ALGORITHMS = ['dpmsolver++', 'sde-dpmsolver++', 'dpmsolver', 'sde-dpmsolver'] as const;

/**
 * Lu, Zhou, Bao, Chen, Li, Zhu 2022, 'DPM-Solver++', multistep, also known as DPM++ 2M, and DPM++ 2M SDE with
 * `algorithm_type: sde-dpmsolver++`. Follows diffusers' DPMSolverMultistepScheduler, which gives no predOriginalSample;
 * here it is the picture that the model's output stands for.
 */
export class DPMSolverMultistepScheduler extends SolverScheduler {
  readonly optionNames = { setTimesteps: ['timesteps', 'mu'], step: ['variance_noise'] };
  private readonly solver: DpmSolverConfig;
  private readonly lowerOrderFinal = this.reader.boolean('lower_order_final', true);
  private readonly eulerAtFinal = this.reader.boolean('euler_at_final', false);
  /** What the model said, converted, the last one first. */
  private outputs: Float32Array[] = [];

  constructor(config: SchedulerConfig) {
    super(config, 'DPMSolverMultistepScheduler', {
      hasSpacings: true,
      canRescale: true,
      hasLuLambdas: true,
      canClipLambda: true,
      roundsCosine: false,
      endsAtSpaced: false,
    });
    this.solver = readDpmSolver(this.reader, ALGORITHMS, this.solverBasics);
    if (this.solver.algorithm === 'sde-dpmsolver' && this.solverOrder === 3) {
      throw this.reader.unsupported('solver_order 3 with algorithm_type sde-dpmsolver');
    }
  }

  protected override reset(): void {
    this.outputs = [];
  }

  protected makeStep({ output, sample, index, batchSize, drawNoise }: StepContext): StepResult {
    const { algorithm, solverType } = this.solver;
    // 1. The model's output, as a picture or as noise.
    const { mean } = splitVariance(output, sample.length, batchSize);
    const { original, epsilon } = this.convert(mean, sample, index, batchSize);
    this.outputs = [goesByOriginal(algorithm) ? original : epsilon, ...this.outputs].slice(0, this.solverOrder);
    // 2. As many derivatives as there are outputs, fewer at the end.
    const h = this.lambdaAt(index + 1) - this.lambdaAt(index);
    const derivatives = this.derivatives(index, Math.min(this.outputs.length, this.orderAt(index)), h);
    // 3. The step.
    const weights = solverWeights(algorithm, this.noiseLevel(index), this.noiseLevel(index + 1), h);
    const slopeType = derivatives.curvature ? 'heun' : solverType;
    const noise = addsNoise(algorithm) ? drawNoise() : null;
    return { prevSample: solverStep(weights, sample, derivatives, slopeType, noise), predOriginalSample: original };
  }

  protected override checkOutput(output: Float32Array, sample: Float32Array): void {
    if (!this.solver.learnsVariance || output.length !== 2 * sample.length) assertLength(output, sample.length);
  }

  private orderAt(index: number): number {
    const left = this.timesteps.length - index;
    const lowers = this.lowerOrderFinal && this.timesteps.length < FEW_STEPS;
    if (left === 1 && (this.eulerAtFinal || lowers || this.finalSigmasType === 'zero')) return 1;
    return left === 2 && lowers ? 2 : this.solverOrder;
  }

  /** Derivatives of the model by lambda, from differences over uneven steps. */
  private derivatives(index: number, order: number, h: number): Derivatives {
    const [value = new Float32Array(), before = value, first = value] = this.outputs;
    if (order === 1) return { value };
    const ratio = (this.lambdaAt(index) - this.lambdaAt(index - 1)) / h;
    const slope = scaledDifference(value, before, 1 / ratio);
    if (order === 2) return { value, slope };
    const ratioBefore = (this.lambdaAt(index - 1) - this.lambdaAt(index - 2)) / h;
    const change = scaledDifference(slope, scaledDifference(before, first, 1 / ratioBefore), 1);
    return {
      value,
      slope: weightedSum([1, slope], [ratio / (ratio + ratioBefore), change]),
      curvature: weightedSum([1 / (ratio + ratioBefore), change]),
    };
  }
}
