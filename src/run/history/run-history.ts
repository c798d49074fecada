import type { HistoryEntry, HistoryItem } from './history-entry';

/** Runs kept for each task. */
export const RUNS_KEPT = 50;

/** Where the runs of the past are. */
export interface RunHistory {
  /** Newest first. */
  list(task: string): Promise<HistoryItem[]>;
  read(id: string): Promise<HistoryEntry | null>;
  /** Keeps them, and drops the oldest of a task beyond {@link RUNS_KEPT}. */
  add(entries: readonly HistoryEntry[]): Promise<void>;
  /** Gives back what it removed, so that it can be added again. */
  remove(ids: readonly string[]): Promise<HistoryEntry[]>;
  /** Hears of every change, those of other browser tabs included. */
  subscribe(listener: () => void): () => void;
}

export const newestFirst = (a: HistoryItem, b: HistoryItem): number => b.at - a.at;

/** A history that lasts as long as the page. */
export function createMemoryHistory(): RunHistory {
  let entries: HistoryEntry[] = [];
  const listeners = new Set<() => void>();
  const change = (next: HistoryEntry[]) => {
    entries = next;
    for (const listener of listeners) listener();
  };
  return {
    list: async (task) =>
      entries
        .map(({ item }) => item)
        .filter((item) => item.task === task)
        .sort(newestFirst),
    read: async (id) => entries.find(({ item }) => item.id === id) ?? null,
    async add(added) {
      const all = [...entries, ...added].sort((a, b) => newestFirst(a.item, b.item));
      const seen = new Map<string, number>();
      change(
        all.filter(({ item }) => {
          const count = (seen.get(item.task) ?? 0) + 1;
          seen.set(item.task, count);
          return count <= RUNS_KEPT;
        }),
      );
    },
    async remove(ids) {
      const removed = entries.filter(({ item }) => ids.includes(item.id));
      change(entries.filter(({ item }) => !ids.includes(item.id)));
      return removed;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/**
 * The history of the app. Its storage is opened, and its code loaded, when it is first asked. What cannot be stored
 * (the browser forbids it, or the disk is full) lasts as long as the page.
 * @param open opens the lasting storage; may reject
 */
export function openHistory(open: () => Promise<RunHistory>): RunHistory {
  const memory = createMemoryHistory();
  let stored: Promise<RunHistory> | null = null;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  memory.subscribe(tell);
  const lasting = () => {
    stored ??= open().then(
      (history) => {
        history.subscribe(tell);
        return history;
      },
      () => memory,
    );
    return stored;
  };
  /** Both places, or the one that there is. */
  const both = async () => [...new Set([memory, await lasting()])];
  const orElse = <T>(promise: Promise<T>, value: T) => promise.catch(() => value);
  return {
    async list(task) {
      const lists = await Promise.all((await both()).map((history) => orElse(history.list(task), [])));
      return lists.flat().sort(newestFirst).slice(0, RUNS_KEPT);
    },
    async read(id) {
      for (const history of await both()) {
        const entry = await orElse(history.read(id), null);
        if (entry) return entry;
      }
      return null;
    },
    async add(entries) {
      await (await lasting()).add(entries).catch(() => memory.add(entries));
    },
    async remove(ids) {
      const removed = await Promise.all((await both()).map((history) => orElse(history.remove(ids), [])));
      return removed.flat();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
