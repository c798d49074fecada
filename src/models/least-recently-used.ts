import type { Space, StoredModel } from '../contract/model-store';

/** Above this share of the quota, storage counts as short. */
const SHORT_SHARE = 0.85;
/** Below so many free bytes it does too, whatever the quota: less than most models weigh. */
const SHORT_BYTES = 300e6;

/** Bytes that are free; null where the browser does not say. */
export const freeBytes = ({ usage, quota }: Space): number | null =>
  usage === null || quota === null ? null : Math.max(0, quota - usage);

export function isShort(space: Space): boolean {
  const free = freeBytes(space);
  if (free === null || !space.quota) return false;
  return free < SHORT_BYTES || free < (1 - SHORT_SHARE) * space.quota;
}

/**
 * The models to give up first, least recently used before others, until `wanted` bytes are free; at most `count`.
 * Starters are small and come back by themselves: deleting them frees nothing for long.
 */
export function leastRecentlyUsed(models: readonly StoredModel[], wanted: number, count = 5): StoredModel[] {
  const candidates = models
    .filter(({ starter, bytes }) => !starter && bytes > 0)
    .sort((a, b) => a.lastUsed - b.lastUsed);
  const chosen: StoredModel[] = [];
  let freed = 0;
  for (const model of candidates) {
    if (freed >= wanted || chosen.length === count) break;
    chosen.push(model);
    freed += model.bytes;
  }
  return chosen;
}

/**
 * Bytes to free until storage is not short any more.
 * @param room bytes that something needs, however much is free otherwise
 */
export function bytesToFree(space: Space, room = 0): number {
  const free = freeBytes(space);
  if (free === null) return 0;
  const wanted = isShort(space) ? Math.max(SHORT_BYTES, (1 - SHORT_SHARE) * (space.quota ?? 0)) : 0;
  return Math.max(0, Math.max(wanted, room) - free);
}
