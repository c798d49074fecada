import type { ModelStore } from '../contract/model-store';
import { deferred } from '../lib/deferred';
import { mirrorReady } from '../lib/mirror-worker';
import { readSettings } from './settings';

let store: Promise<ModelStore> | null = null;
const opened = deferred<ModelStore>();

/** Resolves once something has asked for the store; never by itself. */
export const storeOpened: Promise<ModelStore> = opened.promise;

/** The one model store of this page. Its code is loaded with the first call; where that fails the next one tries again. */
export function openModelStore(): Promise<ModelStore> {
  store ??= load().catch((error) => {
    store = null;
    throw error;
  });
  return store;
}

async function load(): Promise<ModelStore> {
  const [{ createModelStore }, { startStoreWorker }] = await Promise.all([
    import('../store/model-store'),
    import('../store/store-link'),
    mirrorReady(readSettings().hubHost),
  ]);
  const settings = () => {
    const { hubHost, hubToken } = readSettings();
    return { hub: hubHost, token: hubToken === '' ? null : hubToken };
  };
  const created = createModelStore({ settings, startWorker: startStoreWorker });
  opened.resolve(created);
  return created;
}
