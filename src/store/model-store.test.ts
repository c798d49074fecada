import { afterEach, expect, it, vi } from 'vitest';
import type { RemoteStoreApi } from '../contract/store-api';
import { createModelStore } from './model-store';

afterEach(() => vi.unstubAllGlobals());

const storeAlone = () =>
  createModelStore({
    settings: () => ({ hub: 'https://hub.test/', token: null }),
    startWorker: (_onMessage, hub) => ({
      api: {} as RemoteStoreApi,
      died: new Promise(() => {}),
      hub,
      end: () => {},
    }),
  });

it.each([
  [true, 1],
  [false, 0],
])('tells that the space is another when the browser promises to keep it: %s', async (promised, times) => {
  vi.stubGlobal('navigator', { storage: { persist: async () => promised } });
  const store = storeAlone();
  const heard = vi.fn();
  store.subscribe(heard);
  expect(await store.persist()).toBe(promised);
  expect(heard).toHaveBeenCalledTimes(times);
});
