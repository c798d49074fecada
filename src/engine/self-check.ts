import type { Capabilities } from '../contract/capabilities';
import type { RunEventListener, Rung, SelfCheckResult } from '../contract/events';
import type { Failure } from '../contract/failure';
import type { ModelRef } from '../contract/model';
import type { WorkerRequest } from '../contract/run';
import { attemptRun } from './attempt';
import type { WorkerLink } from './worker-link';
import { WorkerSlot } from './worker-slot';

/** What a self-check came to: a result, or the failure that the rung is refused with from then on. */
export type CheckVerdict = SelfCheckResult | { failure: Failure };

/** The failure that a rung is refused with; null where nothing speaks against it. */
export const refusal = (verdict: CheckVerdict | null): Failure | null =>
  verdict && 'failure' in verdict ? verdict.failure : null;

/** Verdicts of this browser, by {@link checkKey}. */
export interface SelfChecks {
  find(key: string): CheckVerdict | null;
  keep(key: string, verdict: CheckVerdict): void;
}

/** Weights up to here are run a second time, on the CPU, to compare. Larger ones are only asked for finite numbers. */
const REFERENCE_BYTES = 800e6;

/** Whatever is not float32 or integers on the CPU, which is what the reference is made on. */
export const needsCheck = ({ device, dtype }: Rung): boolean =>
  device === 'webgpu' || dtype === 'fp16' || dtype === 'q4f16';

/** Who computed what: the browser's version is in it, since its shader compiler is as likely to err as a driver is. */
export function checkKey(model: ModelRef, rung: Rung, capabilities: Capabilities, browser: string): string {
  const { vendor = '', architecture = '', device = '', description = '' } = capabilities.webgpu?.adapter ?? {};
  const gpu = rung.device === 'webgpu' ? [vendor, architecture, device, description] : [];
  return [model.id, model.commit ?? model.revision, rung.device, rung.dtype, ...gpu, browser].join('|');
}

/**
 * What the model's weights give for its probe on the CPU. It is computed in a worker of its own, which ends afterwards:
 * what the CPU cannot run must not spoil the worker of the run, and its memory is given back.
 * @returns null where it cannot be had: the weights are too large, the CPU cannot run them, it was stopped
 */
export async function referenceFor(
  startWorker: () => Promise<WorkerLink>,
  request: WorkerRequest,
  emit: RunEventListener,
  signal: AbortSignal,
): Promise<Float32Array | null> {
  // The CPU's own float16 would be compared with itself.
  if (request.rung.device !== 'webgpu' || weightBytes(request) > REFERENCE_BYTES) return null;
  emit({ type: 'self-check', result: null });
  const slot = new WorkerSlot(startWorker, () => {});
  try {
    const rung: Rung = { device: 'wasm', dtype: request.rung.dtype };
    const outcome = await attemptRun(slot, { ...request, rung, purpose: 'probe' }, () => {}, signal);
    return outcome.ok && outcome.value.value instanceof Float32Array ? outcome.value.value : null;
  } finally {
    slot.retire();
  }
}

const weightBytes = ({ files }: WorkerRequest): number =>
  Object.entries(files).reduce((sum, [path, { size }]) => sum + (/\.onnx(_data.*)?$/.test(path) ? size : 0), 0);
