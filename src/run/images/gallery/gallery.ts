import type { GalleryItem, NewPicture } from './gallery-item';

/** Where finished pictures are kept. */
export interface Gallery {
  /** Newest first, of all tasks. */
  list(): Promise<GalleryItem[]>;
  /** The bytes of a picture by its id, or of a source by its key; null where it is gone. */
  picture(key: string): Promise<Blob | null>;
  add(pictures: readonly NewPicture[]): Promise<void>;
  /** Takes pictures out of the list; they can be had back until they are swept. */
  discard(ids: readonly string[]): Promise<void>;
  restore(ids: readonly string[]): Promise<void>;
  /** Whether pictures outlive the page. */
  lasting(): Promise<boolean>;
  /** Hears of every change, those of other browser tabs included. */
  subscribe(listener: () => void): () => void;
}

export const newestFirst = (a: GalleryItem, b: GalleryItem): number => b.at - a.at;

/** A gallery that lasts as long as the page. */
export function createMemoryGallery(): Gallery {
  const items = new Map<string, GalleryItem>();
  const blobs = new Map<string, Blob>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const mark = (ids: readonly string[], discardedAt: number | null) => {
    for (const id of ids) {
      const item = items.get(id);
      if (item) items.set(id, { ...item, discardedAt });
    }
    tell();
  };
  return {
    list: async () => [...items.values()].filter(({ discardedAt }) => discardedAt === null).sort(newestFirst),
    picture: async (key) => blobs.get(key) ?? null,
    async add(pictures) {
      for (const { item, picture, sources } of pictures) {
        items.set(item.id, item);
        blobs.set(item.id, picture);
        for (const [key, source] of Object.entries(sources)) blobs.set(key, source);
      }
      tell();
    },
    discard: async (ids) => mark(ids, Date.now()),
    restore: async (ids) => mark(ids, null),
    lasting: async () => false,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/**
 * The gallery of the app. Its storage is opened, and its code loaded, when it is first asked. What cannot be stored
 * lasts as long as the page.
 * @param open opens the lasting storage; may reject
 */
export function openGallery(open: () => Promise<Gallery>): Gallery {
  const memory = createMemoryGallery();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  memory.subscribe(tell);
  let stored: Promise<Gallery> | null = null;
  const lasting = () => {
    stored ??= open().then(
      (gallery) => {
        gallery.subscribe(tell);
        return gallery;
      },
      () => memory,
    );
    return stored;
  };
  const both = async () => [...new Set([memory, await lasting()])];
  const inBoth = async (change: (gallery: Gallery) => Promise<void>) => {
    await Promise.all((await both()).map((gallery) => change(gallery).catch(() => {})));
  };
  return {
    async list() {
      const lists = await Promise.all((await both()).map((gallery) => gallery.list().catch(() => [])));
      return lists.flat().sort(newestFirst);
    },
    async picture(key) {
      for (const gallery of await both()) {
        const found = await gallery.picture(key).catch(() => null);
        if (found) return found;
      }
      return null;
    },
    async add(pictures) {
      const gallery = await lasting();
      for (const picture of pictures) await gallery.add([picture]).catch(() => memory.add([picture]));
    },
    discard: (ids) => inBoth((gallery) => gallery.discard(ids)),
    restore: (ids) => inBoth((gallery) => gallery.restore(ids)),
    lasting: async () => (await lasting()).lasting().catch(() => false),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
