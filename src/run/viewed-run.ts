import type { HistoryItem } from './history/history-entry';
import type { Asked, EndedRun } from './run-state';

/** A run of the past that is looked at in the place of the present one. */
export interface ViewedRun {
  item: HistoryItem;
  /** Its form; null where it was too large to keep. */
  settings: Asked | null;
  /** Its result; null where it was too large to keep. */
  run: EndedRun | null;
  /** Opened by hand, or shown by itself after a reload. */
  why: 'opened' | 'reloaded';
}
