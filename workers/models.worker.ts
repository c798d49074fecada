import { expose } from 'comlink';
import type { StoreApi, StoreMessage, StoreSettings } from '../src/contract/store-api';
import { livenessLock } from '../src/contract/worker-api';
import { browserClock } from './store/browser-clock';
import { createStore } from './store/create-store';
import { TabChannel } from './store/model-lock';
import { createMemoryStorage, openStorage } from './store/open-storage';

let settings: StoreSettings = { hub: 'https://huggingface.co/', token: null };

// Held while this worker lives; the main thread is told the moment it is gone.
const lockHeld = new Promise<void>((resolve) => {
  if (!navigator.locks) return resolve();
  void navigator.locks.request(livenessLock(self.name), () => {
    resolve();
    return new Promise(() => {});
  });
});

const post = (message: StoreMessage) => self.postMessage(message);

const opened = openStorage();
const store = opened.then((storage) =>
  createStore(
    {
      storage,
      memory: createMemoryStorage(),
      channel: new TabChannel(),
      clock: browserClock,
      origin: self.location.origin,
      settings: () => settings,
      async free() {
        const { quota, usage } = await estimate();
        return quota === null || usage === null || storage.disk.kind === 'memory' ? null : quota - usage;
      },
    },
    post,
  ),
);

async function estimate(): Promise<{ usage: number | null; quota: number | null }> {
  const { usage, quota } = await navigator.storage.estimate().catch((): StorageEstimate => ({}));
  return { usage: usage ?? null, quota: quota ?? null };
}

expose({
  async ready() {
    await lockHeld;
    await store;
  },
  configure(given) {
    settings = given;
  },
  async space() {
    const [{ disk }, known] = await Promise.all([opened, estimate()]);
    const persisted = (await navigator.storage.persisted?.().catch(() => false)) ?? false;
    return { ...known, persisted, kind: disk.kind };
  },
  describe: async (...given) => (await store).describe(...given),
  open: async (...given) => (await store).open(...given),
  cancel: async (call) => (await store).cancel(call),
  download: async (...given) => (await store).download(...given),
  pause: async (key) => (await store).pause(key),
  resume: async (key) => (await store).resume(key),
  abort: async (key) => (await store).abort(key),
  list: async () => (await store).list(),
  remove: async (...given) => (await store).remove(...given),
  verify: async (...given) => (await store).verify(...given),
  discard: async (...given) => (await store).discard(...given),
  hasUpdate: async (...given) => (await store).hasUpdate(...given),
  update: async (...given) => (await store).update(...given),
  exportZip: async (...given) => (await store).exportZip(...given),
  importFiles: async (...given) => (await store).importFiles(...given),
  importZip: async (...given) => (await store).importZip(...given),
} satisfies StoreApi);
