import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { HistoryEntry, HistoryItem } from './history-entry';
import { newestFirst, RUNS_KEPT, type RunHistory } from './run-history';

/** Items apart from the rest: a list of fifty runs must not read fifty results. */
interface HistorySchema extends DBSchema {
  items: { key: string; value: HistoryItem; indexes: { task: [string, number] } };
  entries: { key: string; value: HistoryEntry & { id: string } };
}

const NAME = 'loupe-history';

/** A history in IndexedDB. Every run has a key of its own, so that browser tabs never write over each other's. */
export async function openIndexedHistory(): Promise<RunHistory> {
  const db = await openDB<HistorySchema>(NAME, 1, {
    upgrade(created) {
      created.createObjectStore('items', { keyPath: 'id' }).createIndex('task', ['task', 'at']);
      created.createObjectStore('entries', { keyPath: 'id' });
    },
    blocking: (_, __, event) => (event.target as IDBDatabase | null)?.close(),
  });
  return new IndexedHistory(db);
}

const allOf = (task: string) => IDBKeyRange.bound([task, -Infinity], [task, Infinity]);

class IndexedHistory implements RunHistory {
  readonly #listeners = new Set<() => void>();
  /** Tells the other tabs; a channel does not hear itself. */
  readonly #channel = globalThis.BroadcastChannel ? new BroadcastChannel(NAME) : null;

  constructor(private readonly db: IDBPDatabase<HistorySchema>) {
    this.#channel?.addEventListener('message', () => this.#tell());
  }

  async list(task: string): Promise<HistoryItem[]> {
    const items = await this.db.getAllFromIndex('items', 'task', allOf(task));
    return items.sort(newestFirst);
  }

  async read(id: string): Promise<HistoryEntry | null> {
    return (await this.db.get('entries', id)) ?? null;
  }

  async add(entries: readonly HistoryEntry[]): Promise<void> {
    const transaction = this.db.transaction(['items', 'entries'], 'readwrite');
    const items = transaction.objectStore('items');
    const bodies = transaction.objectStore('entries');
    // Whatever fails fails the transaction, and is told once, at its end.
    const quietly = (...writes: Promise<unknown>[]) => writes.map((write) => write.catch(() => {}));
    for (const entry of entries) quietly(items.put(entry.item), bodies.put({ ...entry, id: entry.item.id }));
    for (const task of new Set(entries.map(({ item }) => item.task))) {
      const oldestFirst = await items.index('task').getAllKeys(allOf(task));
      for (const id of oldestFirst.slice(0, -RUNS_KEPT)) quietly(items.delete(id), bodies.delete(id));
    }
    await transaction.done;
    this.#changed();
  }

  async remove(ids: readonly string[]): Promise<HistoryEntry[]> {
    const transaction = this.db.transaction(['items', 'entries'], 'readwrite');
    const bodies = transaction.objectStore('entries');
    const found = await Promise.all(ids.map((id) => bodies.get(id)));
    const deletes = ids.flatMap((id) => [transaction.objectStore('items').delete(id), bodies.delete(id)]);
    await Promise.all([...deletes, transaction.done]);
    this.#changed();
    return found.filter((entry) => entry !== undefined);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #changed(): void {
    this.#tell();
    this.#channel?.postMessage('changed');
  }
}
