import type { IDBPDatabase } from 'idb';
import type { GallerySchema } from './stored-gallery';

/** Bytes by key. */
export interface PictureFiles {
  /** Whole or not at all. */
  write(key: string, picture: Blob): Promise<void>;
  /** @returns null where it is missing */
  read(key: string): Promise<Blob | null>;
  remove(key: string): Promise<void>;
  keys(): Promise<string[]>;
}

const FOLDER = 'gallery';
const EXTENSION = '.png';

/**
 * Files in the origin private file system. A writable stream goes to a file aside and takes the place of the old one
 * when it is closed, so that a crash in between leaves nothing half written.
 * @throws where the browser has no such file system, or can write to it in workers alone
 */
export async function openPictureFolder(): Promise<PictureFiles> {
  if (!('createWritable' in FileSystemFileHandle.prototype)) throw new Error('no writable streams');
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
  const isMissing = (error: unknown) => error instanceof DOMException && error.name === 'NotFoundError';
  return {
    async write(key, picture) {
      const handle = await folder.getFileHandle(key + EXTENSION, { create: true });
      const stream = await handle.createWritable();
      try {
        await stream.write(picture);
        await stream.close();
      } catch (error) {
        await stream.abort().catch(() => {});
        throw error;
      }
    },
    async read(key) {
      try {
        const file = await (await folder.getFileHandle(key + EXTENSION)).getFile();
        return file.size === 0 ? null : new Blob([file], { type: 'image/png' });
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async remove(key) {
      await folder.removeEntry(key + EXTENSION).catch((error) => {
        if (!isMissing(error)) throw error;
      });
    },
    async keys() {
      const names: string[] = [];
      for await (const name of folder.keys()) names.push(name);
      return names.filter((name) => name.endsWith(EXTENSION)).map((name) => name.slice(0, -EXTENSION.length));
    },
  };
}

/** The same in IndexedDB, for browsers without such files. */
export const picturesInDatabase = (db: IDBPDatabase<GallerySchema>): PictureFiles => ({
  write: async (key, picture) => void (await db.put('pictures', picture, key)),
  read: async (key) => (await db.get('pictures', key)) ?? null,
  remove: (key) => db.delete('pictures', key),
  keys: () => db.getAllKeys('pictures'),
});
