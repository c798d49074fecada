import type { RuntimeOptions } from '../engine/runtime-options';
import type { KeyValueStore } from '../lib/key-value-store';

/** Where tests, and people with unusual machines, set {@link RuntimeOptions} as JSON. */
const KEY = 'loupe.runtime';

/** Options that somebody set by hand; what is no number is left out. */
export function readRuntimeOptions(storage: KeyValueStore): RuntimeOptions {
  try {
    const { patience, ...rest } = (JSON.parse(storage.getItem(KEY) ?? '{}') ?? {}) as RuntimeOptions;
    const numbers = Object.fromEntries(Object.entries(rest).filter(([, value]) => typeof value === 'number'));
    const wait = typeof patience?.sayMs === 'number' && typeof patience.endMs === 'number';
    return { ...numbers, ...(wait && { patience }) };
  } catch {
    return {};
  }
}
