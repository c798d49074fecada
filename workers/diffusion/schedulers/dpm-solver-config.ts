import type { ConfigReader } from './config-reader.ts';
import { type DpmAlgorithm, type DpmSolverType, goesByOriginal } from './dpm-solver-weights.ts';
import type { PredictionType } from './prediction.ts';

/** Words of DDPM, which mean nothing here. */
const FIXED_VARIANCES = ['fixed_small', 'fixed_small_log', 'fixed_large', 'fixed_large_log'] as const;

/** What both DPM-Solver classes read. */
export interface DpmSolverConfig {
  algorithm: DpmAlgorithm;
  solverType: DpmSolverType;
  /** Whether the model gives a variance too, which these solvers have no use for. */
  learnsVariance: boolean;
}

/**
 * Reads `algorithm_type`, `solver_type` and `variance_type`, where the words of DEIS and UniPC stand for the nearest ones
 * here, so that a model's config goes from class to class, and checks what goes together.
 */
export function readDpmSolver(
  reader: ConfigReader,
  algorithms: readonly [DpmAlgorithm, ...DpmAlgorithm[]],
  also: { solverOrder: number; predictionType: PredictionType; finalSigmasType: 'zero' | 'sigma_min' },
): DpmSolverConfig {
  const word = reader.choice<DpmAlgorithm | 'deis'>('algorithm_type', [...algorithms, 'deis']);
  const algorithm = word === 'deis' ? 'dpmsolver++' : word;
  const solverType = reader.choice('solver_type', ['midpoint', 'heun', 'logrho', 'bh1', 'bh2']);
  const variance = reader.choice('variance_type', ['none', 'learned', 'learned_range', ...FIXED_VARIANCES]);
  if (also.solverOrder > 3) throw reader.unsupported('a solver_order above 3');
  if (!goesByOriginal(algorithm)) {
    if (also.finalSigmasType === 'zero') {
      throw reader.unsupported(`final_sigmas_type zero with algorithm_type ${algorithm}; it must be sigma_min`);
    }
    if (also.predictionType === 'flow_prediction') {
      throw reader.unsupported(`prediction_type flow_prediction with algorithm_type ${algorithm}`);
    }
  }
  return {
    algorithm,
    solverType: solverType === 'heun' ? 'heun' : 'midpoint',
    learnsVariance: variance === 'learned' || variance === 'learned_range',
  };
}
