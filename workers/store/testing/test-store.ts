import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import type { StoreMessage, StoreSettings } from '../../../src/contract/store-api';
import { createStore, type Store } from '../create-store';
import type { Clock } from '../download-context';
import { TabChannel } from '../model-lock';
import { createMemoryStorage, openStorage } from '../open-storage';
import type { StoreSetup } from '../store-setup';
import type { Storage } from '../stored-files';
import { createFakeLocks } from './fake-locks';
import { createFakeOpfs, type FakeOpfs } from './fake-opfs';

/** What the tabs of one browser share. */
export interface FakeBrowser {
  opfs: FakeOpfs;
  /** Milliseconds that were waited for, one by one; nothing really waits. */
  waits: number[];
  online: boolean;
}

/** Replaces OPFS, IndexedDB and Web Locks, for one test. */
export function fakeBrowser(): FakeBrowser {
  const browser = { opfs: createFakeOpfs(), waits: [] as number[], online: true };
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('caches', { has: async () => false });
  vi.stubGlobal('navigator', { storage: browser.opfs, locks: createFakeLocks(), onLine: true });
  return browser;
}

export interface TestTab {
  store: Store;
  storage: Storage;
  messages: StoreMessage[];
  settings: StoreSettings;
  setup: StoreSetup;
  /** Its lock goes with what holds it; this ends its part in the conversation of the tabs. */
  close(): void;
}

/** A tab of the browser with a store of its own. */
export async function openTab(browser: FakeBrowser, hub: string, free: number | null = null): Promise<TestTab> {
  const messages: StoreMessage[] = [];
  const settings: StoreSettings = { hub, token: null };
  const storage = await openStorage();
  const channel = new TabChannel();
  const setup: StoreSetup = {
    storage,
    memory: createMemoryStorage(),
    channel,
    clock: fakeClock(browser),
    origin: new URL(hub).origin,
    settings: () => settings,
    free: async () => free,
  };
  const store = await createStore(setup, (message) => messages.push(message));
  return { store, storage, messages, settings, setup, close: () => channel.close() };
}

const fakeClock = (browser: FakeBrowser): Clock => ({
  now: Date.now,
  random: () => 0.5,
  online: () => browser.online,
  async wait(ms, signal) {
    browser.waits.push(ms);
    await new Promise((resolve) => setTimeout(resolve, 5));
    signal.throwIfAborted();
  },
});
