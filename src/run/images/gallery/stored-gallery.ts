import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type Gallery, newestFirst } from './gallery';
import type { GalleryItem, NewPicture } from './gallery-item';
import { openPictureFolder, type PictureFiles, picturesInDatabase } from './picture-files';

/** A row is written before its file and marked as whole after it. */
type Row = GalleryItem & { whole: boolean };

export interface GallerySchema extends DBSchema {
  items: { key: string; value: Row };
  /** Used only where there are no files. */
  pictures: { key: string; value: Blob };
}

const NAME = 'loupe-gallery';
/** A write that is not done after so long will never be. */
const LOST_AFTER_MS = 10 * 60_000;
/** So long a picture that was thrown away can be had back. */
const SWEPT_AFTER_MS = 10 * 60_000;

/**
 * A gallery of files with an index in IndexedDB. Each picture has a key and a file of its own, so that browser tabs
 * never write over each other's.
 *
 * A crash at any point loses at most the picture that was being written: its row is there before the file, and it is
 * listed only once the file is whole. What a crash left behind is put right or removed when the gallery is next opened.
 * @param openFiles where the bytes are; IndexedDB where it rejects
 */
export async function openStoredGallery(openFiles = openPictureFolder, now = Date.now): Promise<Gallery> {
  const db = await openDB<GallerySchema>(NAME, 1, {
    upgrade(created) {
      created.createObjectStore('items', { keyPath: 'id' });
      created.createObjectStore('pictures');
    },
    blocking: (_, __, event) => (event.target as IDBDatabase | null)?.close(),
  });
  const files = await openFiles().catch(() => picturesInDatabase(db));
  const gallery = new StoredGallery(db, files, now);
  await gallery.putRight().catch(() => {});
  return gallery;
}

class StoredGallery implements Gallery {
  readonly #listeners = new Set<() => void>();
  /** Tells the other tabs; a channel does not hear itself. */
  readonly #channel = globalThis.BroadcastChannel ? new BroadcastChannel(NAME) : null;

  constructor(
    private readonly db: IDBPDatabase<GallerySchema>,
    private readonly files: PictureFiles,
    private readonly now: () => number,
  ) {
    this.#channel?.addEventListener('message', () => this.#tell());
  }

  async list(): Promise<GalleryItem[]> {
    const rows = await this.db.getAll('items');
    return rows.filter(({ whole, discardedAt }) => whole && discardedAt === null).sort(newestFirst);
  }

  picture(key: string): Promise<Blob | null> {
    return this.files.read(key);
  }

  async add(pictures: readonly NewPicture[]): Promise<void> {
    for (const { item, picture, sources } of pictures) {
      await this.db.put('items', { ...item, whole: false });
      try {
        for (const [key, source] of Object.entries(sources)) {
          if ((await this.files.read(key)) === null) await this.files.write(key, source);
        }
        await this.files.write(item.id, picture);
      } catch (error) {
        await this.db.delete('items', item.id);
        throw error;
      }
      await this.db.put('items', { ...item, whole: true });
      this.#changed();
    }
  }

  discard(ids: readonly string[]): Promise<void> {
    return this.#mark(ids, this.now());
  }

  restore(ids: readonly string[]): Promise<void> {
    return this.#mark(ids, null);
  }

  async lasting(): Promise<boolean> {
    return true;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** After a crash: completes rows whose file is whole, and removes what has no row, no file, or was thrown away. */
  async putRight(): Promise<void> {
    const keys = await this.files.keys();
    // Read after the files: a row is there before its file, so a file without one is nobody's.
    const rows = await this.db.getAll('items');
    const gone = new Set<string>();
    for (const { id, whole, at, bytes, discardedAt } of rows) {
      if (discardedAt !== null && this.now() - discardedAt > SWEPT_AFTER_MS) gone.add(id);
      else if (!whole && (await this.files.read(id))?.size === bytes) await this.#complete(id);
      else if (!whole && this.now() - at > LOST_AFTER_MS) gone.add(id);
    }
    for (const id of gone) await this.db.delete('items', id);
    const wanted = new Set(
      rows.filter(({ id }) => !gone.has(id)).flatMap(({ id, sources }) => [id, ...Object.values(sources)]),
    );
    for (const key of keys) if (!wanted.has(key)) await this.files.remove(key);
  }

  async #complete(id: string): Promise<void> {
    const row = await this.db.get('items', id);
    if (row) await this.db.put('items', { ...row, whole: true });
  }

  async #mark(ids: readonly string[], discardedAt: number | null): Promise<void> {
    const transaction = this.db.transaction('items', 'readwrite');
    const rows = await Promise.all(ids.map((id) => transaction.store.get(id)));
    await Promise.all([
      ...rows.flatMap((row) => (row ? [transaction.store.put({ ...row, discardedAt })] : [])),
      transaction.done,
    ]);
    this.#changed();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #changed(): void {
    this.#tell();
    this.#channel?.postMessage('changed');
  }
}
