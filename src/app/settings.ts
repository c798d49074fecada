import { createStore, useStore } from 'zustand';

export type Theme = 'system' | 'light' | 'dark';

interface Settings {
  theme: Theme;
  /** The Hub or a mirror, ending in a slash. */
  hubHost: string;
}

const KEY = 'loupe.settings';
const DEFAULTS: Settings = { theme: 'system', hubHost: 'https://huggingface.co/' };

function load(): Settings {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Record<keyof Settings, unknown>>;
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
  try {
    localStorage.setItem(KEY, JSON.stringify(store.getState()));
  } catch {
    // Without storage a setting lasts as long as the page.
  }
}

/** Colours follow `color-scheme`, which this attribute overrides. */
export function applyTheme(): void {
  const { theme } = store.getState();
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
