import type { Failure } from './failure';
import type { Device, Dtype } from './model';

/** A device and dtype that a run is tried on. */
export interface Rung {
  device: Device;
  dtype: Dtype;
}

/** Something the reader of a result must know, that is no failure. */
export interface Notice {
  code:
    | 'input-truncated'
    | 'context-cut'
    | 'tokens-limited'
    | 'target-replaced'
    | 'entailment-guessed'
    | 'parameter-ignored'
    | 'low-memory';
  message: string;
}

/**
 * What came of a self-check: the numbers agree with the reference (`checked`), or there was no reference to be had and
 * they are at least finite (`unverified`). Numbers that do not agree are the failure `numerical-failure`.
 */
export interface SelfCheckResult {
  verdict: 'checked' | 'unverified';
  /** Root mean square of the differences over that of the reference; null without a reference. */
  deviation: number | null;
}

/**
 * What happens during a run, in order. `queued`, `attempt`, `step-down`, `restart` and `stalled` come from the engine on
 * the main thread, the others from the worker.
 */
export type RunEvent =
  /** `position` 0 is next. */
  | { type: 'queued'; position: number }
  | { type: 'attempt'; rung: Rung }
  | { type: 'step-down'; from: Rung; to: Rung; failure: Failure }
  /** Bytes over all files of the model; `total` is null while a server has not said. */
  | { type: 'download'; file: string; loaded: number; total: number | null; cached: boolean }
  | { type: 'compile' }
  /** The model is in memory. */
  | { type: 'ready' }
  | { type: 'step'; step: number; total: number; unit: 'text' | 'token' | 'denoising' }
  /** `text` is what this token adds to the sequence; it is empty while a character is incomplete. */
  /**
   * Finished items of a batch, in the order of the input, from `from` on. They are what a stopped run keeps, and what
   * `resume` takes to go on after them; their shape is the runner's affair.
   */
  | { type: 'items'; from: number; items: readonly unknown[] }
  | { type: 'token'; sequence: number; index: number; tokenId: number; text: string }
  /** Before the first denoising step: the timesteps, and the noise levels with the one at the end where there are such. */
  | { type: 'schedule'; timesteps: readonly number[]; sigmas: readonly number[] | null }
  /** The picture so far, after step `step` (from 1): RGBA, `4 * width * height` bytes, often smaller than the result. */
  | { type: 'preview'; image: number; step: number; width: number; height: number; pixels: Uint8ClampedArray }
  | { type: 'notice'; notice: Notice }
  /** The first pass of a graph on WebGPU begins, in which the browser compiles its shaders; or it is over. */
  | { type: 'shaders'; compiling: boolean }
  /** A fixed probe of the model is compared with a reference (see {@link SelfCheckResult}); `result` once that is over. */
  | { type: 'self-check'; result: SelfCheckResult | null }
  /** The worker was lost. A fresh one does the run again from its beginning: what came before is void, items excepted. */
  | { type: 'restart'; failure: Failure }
  /** Nothing has been heard of the run for `silentMs`, longer than its model ever took; `over` once it is heard of again. */
  | { type: 'stalled'; silentMs: number; over: boolean };

export type RunEventListener = (event: RunEvent) => void;
