import type { RunEvent, RunEventListener } from '../contract/events';
import { CANCELLED, type Failure } from '../contract/failure';
import { failed, type Outcome } from '../contract/outcome';
import type { WorkerRequest, WorkerResult } from '../contract/run';
import { deferred } from '../lib/deferred';
import type { WorkerLink } from './worker-link';
import type { WorkerSlot } from './worker-slot';

/** How long a worker may take to hear a cancel before it is ended. */
export const CANCEL_GRACE_MS = 1500;

/**
 * One try on one rung. It always settles: with the worker's outcome, when the worker dies, or, once cancelled, at the
 * latest after the grace period, when the worker is ended.
 */
export async function attemptRun(
  slot: WorkerSlot,
  request: WorkerRequest,
  onEvent: RunEventListener,
  signal: AbortSignal,
): Promise<Outcome<WorkerResult>> {
  const stop = globalThis.crossOriginIsolated ? new Int32Array(new SharedArrayBuffer(4)) : null;
  const hardStop = deferred<Outcome<WorkerResult>>();
  let link: WorkerLink | null = null;
  let grace: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => {
    if (stop) Atomics.store(stop, 0, 1);
    link?.api.cancel(request.runId).catch(() => {});
    grace = setTimeout(() => {
      slot.retire();
      hardStop.resolve(failed(CANCELLED));
    }, CANCEL_GRACE_MS);
  };
  // Who has asked to stop wants no more tokens, though some may be under way.
  const deliver = (events: RunEvent[]) => {
    for (const event of events) if (event.type !== 'token' || !signal.aborted) onEvent(event);
  };
  const runOn = (started: WorkerLink): Promise<Outcome<WorkerResult>> => {
    link = started;
    if (signal.aborted) return Promise.resolve(failed(CANCELLED));
    return Promise.race([
      started.api.run(request, deliver, stop).catch((error) => failed(crashFailure(String(error)))),
      started.died.then((reason) => failed(crashFailure(reason))),
    ]);
  };
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    const running = slot.link().then(runOn, (error) => failed(startFailure(String(error))));
    return await Promise.race([running, hardStop.promise]);
  } finally {
    clearTimeout(grace);
    signal.removeEventListener('abort', cancel);
  }
}

const startFailure = (detail: string): Failure => ({
  code: 'worker-start-failed',
  message: 'The part of Loupe that runs models could not be started.',
  action: 'Reload the page; what you typed is kept.',
  remedy: 'reload',
  detail,
});

const crashFailure = (detail: string): Failure => ({
  code: 'worker-crashed',
  message: 'The worker that runs the model ended unexpectedly; the browser may have been short of memory.',
  action: 'Run again: a fresh worker takes over. Your input is still there.',
  remedy: 'retry',
  detail,
});
