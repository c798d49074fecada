/** Stable names of everything that can go wrong. A code is never renamed: scripts match on it. */
export type FailureCode =
  | 'input-empty'
  | 'input-invalid'
  | 'input-too-long'
  | 'parameter-unknown'
  | 'parameter-invalid'
  | 'task-unknown'
  | 'model-not-found'
  | 'model-incompatible'
  | 'model-file-missing'
  | 'model-file-corrupt'
  | 'network-unreachable'
  | 'origin-refused'
  | 'server-refused'
  | 'rate-limited'
  | 'access-denied'
  | 'model-gated'
  | 'model-file-changed'
  | 'storage-full'
  | 'import-refused'
  | 'dtype-unavailable'
  | 'webgpu-unavailable'
  | 'webgpu-feature-missing'
  | 'webgpu-device-lost'
  | 'operator-unsupported'
  | 'session-failed'
  | 'out-of-memory'
  | 'numerical-failure'
  | 'cancelled'
  | 'worker-start-failed'
  | 'worker-crashed'
  | 'worker-hung'
  | 'internal';

/** A remedy that the interface can carry out with one button. */
export type Remedy = 'retry' | 'use-automatic-device' | 'use-starter-model' | 'edit-input' | 'reload' | 'manage-models';

/**
 * What a person is told when a run does not succeed. Plain JSON: it crosses the worker boundary as a value, since
 * Comlink keeps only the message of a thrown error.
 */
export interface Failure {
  code: FailureCode;
  /** One sentence: what happened. */
  message: string;
  /** One sentence: what to do about it. */
  action: string;
  remedy?: Remedy;
  /** The parameter or input at fault, where there is one. */
  field?: string;
  /** Technical detail for a bug report; never needed to understand the failure. */
  detail?: string;
}

/** What a run that was stopped ends in, whoever hears of it first. */
export const CANCELLED: Failure = {
  code: 'cancelled',
  message: 'The run was stopped.',
  action: 'Run again when you like; your input is still there.',
};

/** Thrown inside one realm to unwind to its boundary, where it becomes a value. It never crosses the boundary. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** Failures after which another rung of the device ladder may still succeed. */
export const STEP_DOWN_CODES: ReadonlySet<FailureCode> = new Set([
  'model-file-missing',
  'webgpu-unavailable',
  'webgpu-feature-missing',
  'webgpu-device-lost',
  'operator-unsupported',
  'session-failed',
  'out-of-memory',
  'numerical-failure',
]);

/**
 * Failures that are found outside a session. After any other one the worker is not used again: transformers.js
 * chains all loads and all runs of a realm on one promise each, so that one rejection fails everything after it
 * (docs/decisions/2026-11-21-fresh-worker-after-failure.md).
 */
export const WORKER_SURVIVES_CODES: ReadonlySet<FailureCode> = new Set([
  'input-empty',
  'input-invalid',
  'input-too-long',
  'parameter-invalid',
  'model-not-found',
  'model-file-missing',
  'network-unreachable',
  'origin-refused',
  'server-refused',
  'rate-limited',
  'access-denied',
  'model-gated',
  'model-file-changed',
  'storage-full',
  'dtype-unavailable',
  'cancelled',
]);
