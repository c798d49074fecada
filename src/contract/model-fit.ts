import type { Rung } from './events';
import type { Dtype } from './model';

/** `risky`: it may run, but something speaks against it. */
export type Verdict = 'runs' | 'risky' | 'fails';

/** Whether one dtype of a model will run here. Bytes; null where nobody knows. */
export interface DtypeFit {
  dtype: Dtype;
  /** Of everything that a run needs. */
  bytes: number | null;
  /** Of those, what is not here yet. */
  missing: number | null;
  /** Peak memory of one session, roughly. */
  memory: number | null;
  /** Where it would run; null where nowhere. */
  rung: Rung | null;
  verdict: Verdict;
  /** Why not, or why not surely: sentences. */
  reasons: readonly string[];
}

/** Whether a model will run here, judged before any of its weights is fetched. */
export interface Fit {
  /** What a run would try first; null where nothing of what was asked for can run. */
  chosen: Rung | null;
  verdict: Verdict;
  reasons: readonly string[];
  dtypes: readonly DtypeFit[];
  /** A dtype that weighs less and does better; null where there is none, or where none is needed. */
  smaller: Dtype | null;
  /** Bytes of storage that are missing for what was chosen. */
  spaceShort: number;
}
