const CACHE_NAME = 'loupe-models';

/** Status under which it is remembered that a file does not exist: offline, nobody could be asked again. */
export const ABSENT = 404;

export const toStored = (blob: Blob | null): Response =>
  new Response(blob, { status: blob ? 200 : ABSENT, headers: { 'content-length': String(blob?.size ?? 0) } });

/** What we use of Cache Storage. */
export interface FileStore {
  match(key: string): Promise<Response | undefined>;
  put(key: string, response: Response): Promise<void>;
  delete(key: string): Promise<boolean>;
}

const memory = new Map<string, Response>();
export const memoryStore: FileStore = {
  async match(key) {
    return memory.get(key)?.clone();
  },
  async put(key, response) {
    memory.set(key, response);
  },
  async delete(key) {
    return memory.delete(key);
  },
};

/** A full disk is no reason to fail: the file then lasts as long as the worker. */
export async function keep(store: FileStore, key: string, blob: Blob | null): Promise<void> {
  try {
    await store.put(key, toStored(blob));
  } catch {
    await memoryStore.put(key, toStored(blob));
  }
}

export const find = async (store: FileStore, key: string): Promise<Response | undefined> =>
  (await store.match(key)) ?? memoryStore.match(key);

export async function openStore(): Promise<FileStore> {
  try {
    return await caches.open(CACHE_NAME);
  } catch {
    return memoryStore;
  }
}
