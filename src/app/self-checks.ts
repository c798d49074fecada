import type { CheckVerdict, SelfChecks } from '../engine/self-check';
import type { KeyValueStore } from '../lib/key-value-store';

const KEY = 'loupe.self-checks';
/** Names are long, and old models are not missed: they are checked again. */
const MOST = 200;

/** Verdicts of self-checks in localStorage, the latest last. What cannot be read there is as good as nothing. */
export function storedSelfChecks(storage: KeyValueStore): SelfChecks {
  const read = (): [string, CheckVerdict][] => {
    try {
      const entries = JSON.parse(storage.getItem(KEY) ?? '[]') as unknown;
      return Array.isArray(entries) ? entries.filter(isEntry) : [];
    } catch {
      return [];
    }
  };
  return {
    find: (key) => read().find(([known]) => known === key)?.[1] ?? null,
    keep(key, verdict) {
      const others = read().filter(([known]) => known !== key);
      storage.setItem(KEY, JSON.stringify([...others, [key, verdict]].slice(-MOST)));
    },
  };
}

function isEntry(entry: unknown): entry is [string, CheckVerdict] {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string') return false;
  const { verdict, failure } = (entry[1] ?? {}) as { verdict?: unknown; failure?: { code?: unknown } };
  return verdict === 'checked' || verdict === 'unverified' || typeof failure?.code === 'string';
}
