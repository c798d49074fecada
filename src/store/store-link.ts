import { releaseProxy, wrap } from 'comlink';
import workerScript from '../../workers/models.worker.ts?worker&url';
import type { RemoteStoreApi, StoreMessage } from '../contract/store-api';
import { livenessLock } from '../contract/worker-api';
import { deferred } from '../lib/deferred';
import { mirrorWorkerAddress } from '../lib/mirror-worker';
import { uniqueId } from '../lib/unique-id';

/** One live models worker. */
export interface StoreLink {
  api: RemoteStoreApi;
  /** Resolves with the reason when the worker is gone though nobody ended it. */
  died: Promise<string>;
  /** What it was started for. */
  hub: string;
  end(reason: string): void;
}

/**
 * Starts the models worker. It answers calls once its storage is open.
 * @param hub the Hub or the mirror that it may ask; another one wants another worker
 */
export function startStoreWorker(onMessage: (message: StoreMessage) => void, hub: string): StoreLink {
  const name = uniqueId();
  const worker = new Worker(mirrorWorkerAddress(workerScript, hub), { type: 'module', name });
  const remote = wrap<RemoteStoreApi>(worker);
  const { promise: died, resolve: reportDeath } = deferred<string>();
  worker.addEventListener('error', (event) => reportDeath(event.message || 'its script could not be loaded'));
  // Comlink's own messages have an id and no `type` of ours.
  worker.addEventListener('message', ({ data }: MessageEvent<StoreMessage>) => {
    if (data.type === 'report' || data.type === 'transfers' || data.type === 'changed') onMessage(data);
  });
  void remote.ready().then(
    () => navigator.locks?.request(livenessLock(name), () => reportDeath('the browser ended it')),
    (error) => reportDeath(String(error)),
  );
  void died.then(() => {
    worker.terminate();
    remote[releaseProxy]();
  });
  return { api: remote as unknown as RemoteStoreApi, died, hub, end: reportDeath };
}
