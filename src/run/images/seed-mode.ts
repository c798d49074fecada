import type { ParameterValues } from '../../contract/parameter';
import type { KeyValueStore } from '../../lib/key-value-store';

/** What becomes of a seed that is set: it stays, or the next run goes on after it. */
export type SeedMode = 'fixed' | 'increment';

const SEEDS = 2 ** 32;
const keyOf = (taskId: string) => `loupe.seed-mode.${taskId}`;

export const loadSeedMode = (taskId: string, storage: KeyValueStore): SeedMode =>
  storage.getItem(keyOf(taskId)) === 'increment' ? 'increment' : 'fixed';

export const saveSeedMode = (taskId: string, mode: SeedMode, storage: KeyValueStore): void =>
  storage.setItem(keyOf(taskId), mode);

/** The first seed that a run has not used: picture i of a run has its seed plus i. Null where it has none. */
export function nextSeed({ seed, num_images: images }: ParameterValues): number | null {
  if (typeof seed !== 'number') return null;
  return (seed + (typeof images === 'number' ? images : 1)) % SEEDS;
}
