import { createStore, useStore } from 'zustand';
import { openStorage } from '../lib/key-value-store';

export type Theme = 'system' | 'light' | 'dark';

interface Settings {
  theme: Theme;
  /** The Hub or a mirror, ending in a slash. */
  hubHost: string;
}

const KEY = 'loupe.settings';
const storage = openStorage(() => localStorage);
const DEFAULTS: Settings = { theme: 'system', hubHost: 'https://huggingface.co/' };

function load(): Settings {
  try {
    const stored = JSON.parse(storage.getItem(KEY) ?? '{}') as Partial<Record<keyof Settings, unknown>>;
    return {
      theme: stored.theme === 'light' || stored.theme === 'dark' ? stored.theme : DEFAULTS.theme,
      hubHost: typeof stored.hubHost === 'string' ? stored.hubHost : DEFAULTS.hubHost,
    };
  } catch {
    return DEFAULTS;
  }
}

const store = createStore<Settings>()(load);

export const readSettings = (): Settings => store.getState();
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
