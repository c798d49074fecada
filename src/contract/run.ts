import type { Notice, Rung, SelfCheckResult } from './events';
import type { Failure } from './failure';
import type { Device, DeviceChoice, Dtype, DtypeChoice, ModelRef } from './model';
import type { OpenedFiles } from './model-store';
import type { ParameterValues } from './parameter';
import type { InputValues, RecordedInputs } from './task';

/** What the worker is asked to do: validated input and parameters, one model, one rung of the ladder. */
export interface WorkerRequest {
  runId: string;
  task: string;
  input: InputValues;
  parameters: ParameterValues;
  model: ModelRef;
  /** Whole and verified, as the model store opened them. */
  files: OpenedFiles;
  rung: Rung;
  /** Items of the batch that are already done. */
  resume: readonly unknown[];
  /**
   * Left out: the whole run. `load` stops once the model is in memory. `probe` gives the numbers that a self-check
   * compares, as the value: a Float32Array, or null for a model that has no probe.
   */
  purpose?: 'load' | 'probe';
  /** Asks for a self-check before the run. Without a reference only finite numbers are asked for. */
  selfCheck?: { reference: Float32Array | null };
  /** Bytes that all models in memory may take together; the worker's own estimate where left out. */
  memoryBudget?: number;
}

/** Names a model in a worker's memory: what one task has loaded of it on one rung. */
export const modelKey = ({ task, model, rung }: Pick<WorkerRequest, 'task' | 'model' | 'rung'>): string =>
  [task, model.id, model.revision, rung.device, rung.dtype].join(' ');

/** What the worker is asked beside its runs: a question of a task about a model. */
export interface WorkerQuestion {
  task: string;
  question: string;
  payload: unknown;
  model: ModelRef;
  /** Those that the question needs, see `WorkerApi.filesFor`. */
  files: OpenedFiles;
}

/** Milliseconds. `load` covers download and compile; `run` covers the runner alone. */
export interface Timings {
  queued_ms: number;
  load_ms: number;
  download_ms: number;
  compile_ms: number;
  first_token_ms: number | null;
  run_ms: number;
  total_ms: number;
}

/** Tokens read and written by the model, padding left out. */
export interface TokenCounts {
  input: number;
  output: number;
}

/** What the worker gives back: the pipeline's value, what the views inside need, and what the record needs. */
export interface WorkerResult {
  value: unknown;
  details: unknown;
  notices: Notice[];
  tokens: TokenCounts;
  timings: Omit<Timings, 'queued_ms' | 'total_ms'>;
  versions: { transformers: string; onnxruntime: string };
}

/**
 * The record of one run: enough to repeat it. Plain JSON, in snake_case since people meet it in exports and in the
 * console. Written for failed and cancelled runs too.
 */
export interface RunRecord {
  id: string;
  task: string;
  status: 'done' | 'failed' | 'cancelled';
  started_at: string;
  input: RecordedInputs;
  /** Every parameter with the value that was used, defaults and the drawn seed included. */
  parameters: ParameterValues;
  /** `commit` is what the revision meant, where its host says. */
  model: { id: string; revision: string; source: string; commit?: string };
  /** What was asked for, before the ladder. */
  requested: { device: DeviceChoice; dtype: DtypeChoice };
  /** What it ran on; null when it never got that far. */
  device: Device | null;
  dtype: Dtype | null;
  steps_down: { from: Rung; to: Rung; failure: Failure }[];
  /** Failures after which the run was done again from its beginning; left out where there were none. */
  restarts?: { rung: Rung; failure: Failure }[];
  /** Whether the model's numbers were compared on this device; left out where no check was due. */
  self_check?: SelfCheckResult['verdict'];
  notices: Notice[];
  tokens: TokenCounts;
  timings: Timings;
  versions: { loupe: string; transformers: string; onnxruntime: string };
}

/**
 * What a run ends in. `value` has the shape that the transformers.js pipeline of the task returns; `details` is what
 * the views need beyond it.
 */
export type RunResult<V = unknown, D = unknown> =
  | { ok: true; value: V; details: D; run: RunRecord }
  | { ok: false; failure: Failure; run: RunRecord };
