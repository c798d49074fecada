import type { RunEvent, RunEventListener } from '../contract/events';
import { CANCELLED, type Failure } from '../contract/failure';
import { failed, type Outcome } from '../contract/outcome';
import type { WorkerRequest, WorkerResult } from '../contract/run';
import { type Beat, STOP, STOP_FLAG_WORDS, type Work } from '../contract/worker-api';
import { deferred } from '../lib/deferred';
import { Watchdog, type WatchdogSetup } from './watchdog';
import type { WorkerLink } from './worker-link';
import type { WorkerSlot } from './worker-slot';

/** How long a worker may take to hear a cancel before it is ended. */
export const CANCEL_GRACE_MS = 1500;

/** How long a worker may be silent: {@link Watchdog}. */
export type Watch = Pick<WatchdogSetup, 'model' | 'silences' | 'patience'>;

/**
 * One try on one rung. It always settles: with the worker's outcome, when the worker dies, when the watchdog ends it, or,
 * once cancelled, at the latest after the grace period, when the worker is ended.
 * @param watch left out, silence is no reason to end it
 */
export async function attemptRun(
  slot: WorkerSlot,
  request: WorkerRequest,
  onEvent: RunEventListener,
  signal: AbortSignal,
  watch?: Watch,
): Promise<Outcome<WorkerResult>> {
  const stop = globalThis.crossOriginIsolated ? new Int32Array(new SharedArrayBuffer(4 * STOP_FLAG_WORDS)) : null;
  const hardStop = deferred<Outcome<WorkerResult>>();
  let link: WorkerLink | null = null;
  let grace: ReturnType<typeof setTimeout> | undefined;
  let watchdog: Watchdog | undefined;
  const cancel = () => {
    if (stop) Atomics.store(stop, STOP, 1);
    link?.api.cancel(request.runId).catch(() => {});
    grace = setTimeout(() => {
      slot.retire();
      hardStop.resolve(failed(CANCELLED));
    }, CANCEL_GRACE_MS);
  };
  // Who has asked to stop wants no more tokens, though some may be under way.
  const deliver = (events: RunEvent[], beat?: Beat) => {
    watchdog?.heard(beat);
    for (const event of events) if (event.type !== 'token' || !signal.aborted) onEvent(event);
  };
  const runOn = (started: WorkerLink): Promise<Outcome<WorkerResult>> => {
    link = started;
    if (watch) {
      watchdog = new Watchdog({
        ...watch,
        flag: stop,
        ping: () => started.api.memory(),
        onStalled: (silentMs) => onEvent({ type: 'stalled', silentMs, over: false }),
        onAlive: () => onEvent({ type: 'stalled', silentMs: 0, over: true }),
        onHung(silentMs, work) {
          slot.retire();
          hardStop.resolve(failed(hungFailure(silentMs, work)));
        },
        now: () => performance.now(),
      });
    }
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
    watchdog?.stop();
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

const hungFailure = (silentMs: number, work: Work): Failure => ({
  code: 'worker-hung',
  message: `The worker that runs the model gave no sign of life for ${Math.round(silentMs / 1000)} seconds and was ended.`,
  action: 'Run again: a fresh worker takes over. If it happens often, choose a smaller model or another device.',
  remedy: 'retry',
  detail: `silent in: ${work}`,
});

const crashFailure = (detail: string): Failure => ({
  code: 'worker-crashed',
  message: 'The worker that runs the model ended unexpectedly; the browser may have been short of memory.',
  action: 'Run again: a fresh worker takes over. Your input is still there.',
  remedy: 'retry',
  detail,
});
