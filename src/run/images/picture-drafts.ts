import { type DBSchema, openDB } from 'idb';

/** Where pictures of drafts are kept: localStorage takes texts alone. */
export interface PictureDrafts {
  /** @returns null where there is none, or it cannot be read */
  load(key: string): Promise<Blob | null>;
  /** Keeps a picture, or removes it. It lasts as long as the page where the browser forbids storage. */
  save(key: string, picture: Blob | null): Promise<void>;
}

interface PictureSchema extends DBSchema {
  pictures: { key: string; value: Blob };
}

/** Pictures that last as long as the page. */
export function createMemoryPictures(): PictureDrafts {
  const pictures = new Map<string, Blob>();
  return {
    load: async (key) => pictures.get(key) ?? null,
    async save(key, picture) {
      if (picture) pictures.set(key, picture);
      else pictures.delete(key);
    },
  };
}

/** Pictures in IndexedDB; what cannot be stored there lasts as long as the page. */
export function openPictureDrafts(name = 'loupe-pictures'): PictureDrafts {
  const memory = createMemoryPictures();
  let opened: ReturnType<typeof openDB<PictureSchema>> | null = null;
  const database = () => {
    opened ??= openDB<PictureSchema>(name, 1, {
      upgrade: (created) => void created.createObjectStore('pictures'),
      blocking: (_, __, event) => (event.target as IDBDatabase | null)?.close(),
    });
    return opened;
  };
  return {
    async load(key) {
      const kept = await memory.load(key);
      if (kept) return kept;
      try {
        const found = await (await database()).get('pictures', key);
        return found instanceof Blob ? found : null;
      } catch {
        return null;
      }
    },
    async save(key, picture) {
      try {
        const db = await database();
        await (picture ? db.put('pictures', picture, key) : db.delete('pictures', key));
        await memory.save(key, null);
      } catch {
        await memory.save(key, picture);
      }
    },
  };
}
