import { createStore, useStore } from 'zustand';
import { openStorage } from '../lib/key-value-store';

export type Theme = 'system' | 'light' | 'dark';

interface Settings {
  theme: Theme;
  /** The Hub or a mirror, ending in a slash. */
  hubHost: string;
  /** A personal access token of the Hub, or of the mirror; empty where there is none. It is sent to that host alone. */
  hubToken: string;
  /** Loads a tab's model before the first run. */
  preload: boolean;
  /** Tells outside the page when a long run is over, where the browser was told that it may. */
  notify: boolean;
}

export const HUB = 'https://huggingface.co/';
const KEY = 'loupe.settings';
const storage = openStorage(() => localStorage);
const DEFAULTS: Settings = { theme: 'system', hubHost: HUB, hubToken: '', preload: true, notify: true };

function load(): Settings {
  try {
    const stored = JSON.parse(storage.getItem(KEY) ?? '{}') as Partial<Record<keyof Settings, unknown>>;
    return {
      theme: stored.theme === 'light' || stored.theme === 'dark' ? stored.theme : DEFAULTS.theme,
      hubHost: typeof stored.hubHost === 'string' ? stored.hubHost : DEFAULTS.hubHost,
      hubToken: typeof stored.hubToken === 'string' ? stored.hubToken : DEFAULTS.hubToken,
      preload: stored.preload !== false,
      notify: stored.notify !== false,
    };
  } catch {
    return DEFAULTS;
  }
}

const store = createStore<Settings>()(load);

export const readSettings = (): Settings => store.getState();
export const subscribeSettings = store.subscribe;
export const useSettings = (): Settings => useStore(store);

export function changeSettings(patch: Partial<Settings>): void {
  store.setState(patch);
  applyTheme();
  storage.setItem(KEY, JSON.stringify(store.getState()));
}

/** Colours follow `color-scheme`, which this attribute overrides. */
export function applyTheme(): void {
  const { theme } = store.getState();
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
