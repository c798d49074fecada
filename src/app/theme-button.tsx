import { Monitor, Moon, Sun } from 'lucide-react';
import { changeSettings, type Theme, useSettings } from './settings';

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const ICONS = { system: Monitor, light: Sun, dark: Moon };
const NAMES: Record<Theme, string> = { system: 'as the system', light: 'light', dark: 'dark' };

export function ThemeButton() {
  const { theme } = useSettings();
  const Icon = ICONS[theme];
  const label = `Theme: ${NAMES[theme]}. Change to ${NAMES[NEXT[theme]]}.`;
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={() => changeSettings({ theme: NEXT[theme] })}
      className="grid size-8 place-items-center rounded-control text-ink-soft hover:bg-hover hover:text-ink"
    >
      <Icon aria-hidden className="size-4" />
    </button>
  );
}
