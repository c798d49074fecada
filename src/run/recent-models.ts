import type { KeyValueStore } from '../lib/key-value-store';

const KEPT = 8;
const key = (taskId: string) => `loupe.recent-models.${taskId}`;

/** The Hub ids outside the catalogue that a task last ran with, newest first. */
export function loadRecentModels(taskId: string, storage: KeyValueStore): string[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(key(taskId)) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string').slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

export function addRecentModel(taskId: string, id: string, storage: KeyValueStore): string[] {
  const recent = [id, ...loadRecentModels(taskId, storage).filter((other) => other !== id)].slice(0, KEPT);
  storage.setItem(key(taskId), JSON.stringify(recent));
  return recent;
}
