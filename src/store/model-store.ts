import { CANCELLED, type Failure } from '../contract/failure';
import type { ModelStore, OpenReport, Space, Transfer } from '../contract/model-store';
import { failed, type Outcome } from '../contract/outcome';
import type { RemoteStoreApi, StoreMessage, StoreSettings } from '../contract/store-api';
import { uniqueId } from '../lib/unique-id';
import type { StoreLink } from './store-link';

export interface ModelStoreSetup {
  settings(): StoreSettings;
  startWorker(onMessage: (message: StoreMessage) => void, hub: string): StoreLink;
}

/** The store over its worker, which is started with the first call and again when it is gone. */
export function createModelStore(setup: ModelStoreSetup): ModelStore {
  const listeners = new Set<() => void>();
  const reports = new Map<string, (report: OpenReport) => void>();
  let transfers: readonly Transfer[] = [];
  let current: StoreLink | null = null;

  const changed = () => {
    for (const listener of [...listeners]) listener();
  };

  function hear(message: StoreMessage): void {
    switch (message.type) {
      case 'report':
        reports.get(message.call)?.(message.report);
        break;
      case 'transfers':
        transfers = message.transfers;
        changed();
        break;
      case 'changed':
        changed();
        break;
      default:
        message satisfies never;
    }
  }

  function link(): StoreLink {
    const { hub } = setup.settings();
    if (current?.hub === hub) return current;
    // Its policy names the mirror that it was started for; what it downloads goes on as after a reload.
    current?.end('another mirror was chosen');
    const started = setup.startWorker(hear, hub);
    current = started;
    void started.died.then(() => {
      if (current !== started) return;
      current = null;
      transfers = [];
      changed();
    });
    return started;
  }

  /** Calls the worker. It never rejects, also when the worker dies meanwhile. */
  async function ask<T>(work: (api: RemoteStoreApi) => Promise<Outcome<T>>, signal?: AbortSignal): Promise<Outcome<T>> {
    if (signal?.aborted) return failed(CANCELLED);
    try {
      const { api, died } = link();
      await Promise.race([api.configure(setup.settings()), died]);
      return await Promise.race([work(api), died.then((reason) => failed(storeDied(reason))), ...untilAborted(signal)]);
    } catch (error) {
      return failed(storeDied(String(error)));
    }
  }

  /** Like {@link ask}, for a call that the signal ends in the worker, too, and that may report. */
  async function askFor<T>(
    work: (api: RemoteStoreApi, call: string) => Promise<Outcome<T>>,
    signal: AbortSignal | undefined,
    onReport?: (report: OpenReport) => void,
  ): Promise<Outcome<T>> {
    const call = uniqueId();
    if (onReport) reports.set(call, onReport);
    const cancel = () => void current?.api.cancel(call).catch(() => {});
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await ask((api) => work(api, call), signal);
    } finally {
      signal?.removeEventListener('abort', cancel);
      reports.delete(call);
    }
  }

  /** A wish that nobody waits for: what comes of it is seen in the transfers. */
  const tell = (work: (api: RemoteStoreApi) => Promise<void>) => {
    void ask(async (api) => ({ ok: true, value: await work(api) }));
  };

  return {
    describe: (model, signal) => askFor((api, call) => api.describe(call, model), signal),
    open: (model, files, signal, onTransfer, task) =>
      askFor((api, call) => api.open(call, model, files, task), signal, onTransfer),
    download: (model, dtype) => tell((api) => api.download(model, dtype)),
    pause: (key) => tell((api) => api.pause(key)),
    resume: (key) => tell((api) => api.resume(key)),
    abort: (key) => tell((api) => api.abort(key)),
    transfers: () => transfers,
    async list() {
      const outcome = await ask(async (api) => ({ ok: true, value: await api.list() }));
      return outcome.ok ? outcome.value : [];
    },
    remove: (key, dtype) => ask((api) => api.remove(key, dtype)),
    verify: (key, signal) => askFor((api, call) => api.verify(call, key), signal),
    async discard(model, files) {
      await ask(async (api) => ({ ok: true, value: await api.discard(model, files) }));
    },
    hasUpdate: (key) => ask((api) => api.hasUpdate(key)),
    update: (key) => ask((api) => api.update(key)),
    exportZip: (key) => ask((api) => api.exportZip(key)),
    importFiles: (files, options) => ask((api) => api.importFiles(files, options)),
    importZip: (zip, options) => ask((api) => api.importZip(zip, options)),
    async space() {
      const outcome = await ask(async (api) => ({ ok: true, value: await api.space() }));
      return outcome.ok ? outcome.value : UNKNOWN_SPACE;
    },
    // Only the page may ask: some browsers put the question to the person.
    async persist() {
      const promised = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
      // What is said of the space has changed with it.
      if (promised) changed();
      return promised;
    },
    subscribe(listener) {
      listeners.add(listener);
      // What an earlier page left unfinished is only known once the worker runs.
      link();
      return () => listeners.delete(listener);
    },
  };
}

const UNKNOWN_SPACE: Space = { usage: null, quota: null, persisted: false, kind: 'memory' };

/** Who has asked to stop hears so at once, whatever the worker is at. */
const untilAborted = (signal: AbortSignal | undefined): Promise<{ ok: false; failure: Failure }>[] =>
  signal
    ? [new Promise((resolve) => signal.addEventListener('abort', () => resolve(failed(CANCELLED)), { once: true }))]
    : [];

const storeDied = (detail: string): Failure => ({
  code: 'worker-crashed',
  message: 'The part of Loupe that keeps models ended unexpectedly.',
  action: 'Try again: it is started afresh, and what was downloaded is kept.',
  remedy: 'retry',
  detail,
});
