/** What Loupe uses of localStorage and sessionStorage. */
export interface KeyValueStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  /** Where a storage has it: writes a little later, and makes the text only then. */
  setLater?(key: string, make: () => string): void;
}

/**
 * A browser storage that never throws. Where the browser forbids it, or it is full, values last as long as the page.
 * @param open gives the storage; merely touching it may throw
 */
export function openStorage(open: () => KeyValueStore): KeyValueStore {
  const memory = new Map<string, string>();
  return {
    getItem(key) {
      try {
        return memory.get(key) ?? open().getItem(key);
      } catch {
        return memory.get(key) ?? null;
      }
    },
    setItem(key, value) {
      try {
        open().setItem(key, value);
        memory.delete(key);
      } catch {
        memory.set(key, value);
      }
    },
  };
}
