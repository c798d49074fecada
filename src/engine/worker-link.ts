import { type Remote, releaseProxy, wrap } from 'comlink';
import type { RunEvent } from '../contract/events';
import {
  type Beat,
  type EventMessage,
  type ExposedWorkerApi,
  livenessLock,
  type RemoteWorkerApi,
} from '../contract/worker-api';
import { deferred } from '../lib/deferred';
import { withTimeLimit } from '../lib/time-limit';
import { uniqueId } from '../lib/unique-id';

/** One live worker. */
export interface WorkerLink {
  api: RemoteWorkerApi;
  /** Resolves with the reason when the worker is gone though nobody ended it. */
  died: Promise<string>;
  /** Ends it at once; `died` stays pending. */
  terminate(): void;
}

/**
 * Starts the inference worker and wires it up.
 * @returns once the worker answers
 * @throws Error when its script cannot be loaded or fails while it starts
 */
export async function startWorker(): Promise<WorkerLink> {
  const name = uniqueId();
  const worker = new Worker(new URL('../../workers/inference.worker.ts', import.meta.url), { type: 'module', name });
  const remote = wrap<ExposedWorkerApi>(worker);
  const ended = new AbortController();
  const { promise: died, resolve: reportDeath } = deferred<string>();
  const { promise: broken, reject: reportBroken } = deferred<never>();
  worker.addEventListener('error', (event) => {
    const reason = event.message || 'its script could not be loaded';
    reportBroken(new Error(reason));
    reportDeath(reason);
  });
  const terminate = () => {
    ended.abort();
    worker.terminate();
    remote[releaseProxy]();
  };
  try {
    await withTimeLimit(Promise.race([remote.ready(), broken]), START_LIMIT_MS);
  } catch (error) {
    terminate();
    throw error;
  }
  // The worker holds this lock: it is granted here when the worker is gone.
  navigator.locks
    ?.request(livenessLock(name), { signal: ended.signal }, () => reportDeath('the browser ended it'))
    .catch(() => {});
  return { api: withEvents(remote, worker), died, terminate };
}

const START_LIMIT_MS = 30_000;

/** Hands each run the events that the worker posts for it. */
function withEvents(remote: Remote<ExposedWorkerApi>, worker: Worker): RemoteWorkerApi {
  const listeners = new Map<string, (events: RunEvent[], beat?: Beat) => void>();
  // Comlink's own messages have no `events`.
  worker.addEventListener('message', ({ data }: MessageEvent<Partial<EventMessage>>) => {
    if (data.runId !== undefined && data.events) listeners.get(data.runId)?.(data.events, data.beat);
  });
  return {
    ready: () => remote.ready(),
    probe: () => remote.probe(),
    async run(request, onEvents, stop) {
      listeners.set(request.runId, onEvents);
      try {
        return await remote.run(request, stop);
      } finally {
        listeners.delete(request.runId);
      }
    },
    cancel: (runId) => remote.cancel(runId),
    ask: (question) => remote.ask(question),
    filesFor: (question) => remote.filesFor(question),
    memory: () => remote.memory(),
    release: (key) => remote.release(key),
  };
}
