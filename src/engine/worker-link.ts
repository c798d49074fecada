import { proxy, releaseProxy, wrap } from 'comlink';
import { livenessLock, type RemoteWorkerApi, type WorkerApi } from '../contract/worker-api';
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
  const remote = wrap<WorkerApi>(worker);
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
  return { api: withProxiedEvents(remote), died, terminate };
}

const START_LIMIT_MS = 30_000;

/** Functions cross the boundary only as proxies. This is the one cast between the two realms. */
function withProxiedEvents(remote: ReturnType<typeof wrap<WorkerApi>>): RemoteWorkerApi {
  const api = remote as unknown as RemoteWorkerApi;
  return {
    ready: () => api.ready(),
    probe: () => api.probe(),
    run: (request, onEvents, stop) => api.run(request, proxy(onEvents), stop),
    cancel: (runId) => api.cancel(runId),
    ask: (question) => api.ask(question),
    loaded: () => api.loaded(),
  };
}
