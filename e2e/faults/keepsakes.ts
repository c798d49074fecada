import { expect, type Page } from '@playwright/test';

/** What a person had made before the fault: a draft, a run in the history, a picture in the gallery. */
export interface Keepsakes {
  draft: string;
  pictureBytes: number;
}

const DRAFT = 'Typed before anything went wrong: the [MASK] stays.';

/** Opens a tab, types a draft, and lays a run and a picture where the app keeps them. */
export async function plant(page: Page): Promise<Keepsakes> {
  await page.goto('/#/fill-mask');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill(DRAFT);
  await page.waitForFunction(
    (draft) => localStorage.getItem('loupe.draft.fill-mask')?.includes(draft),
    'Typed before anything',
  );
  const pictureBytes = await page.evaluate(storeRunAndPicture);
  return { draft: DRAFT, pictureBytes };
}

/** Runs in the page. Rows and files are as the app writes them, in the first version of its databases. */
async function storeRunAndPicture(): Promise<number> {
  const open = (name: string, upgrade: (db: IDBDatabase) => void) =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => upgrade(request.result);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const put = (db: IDBDatabase, store: string, value: unknown, key?: string) =>
    new Promise<void>((resolve, reject) => {
      const transaction = db.transaction(store, 'readwrite');
      transaction.objectStore(store).put(value, key);
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
    });
  const asked = { input: { text: 'Kept.' }, parameters: {}, model: 'loupe/fill-mask', device: 'auto', dtype: 'auto' };
  const item = { id: 'kept-run', task: 'fill-mask', at: 1, status: 'cancelled', title: 'Kept.', cut: 'everything' };
  const history = await open('loupe-history', (db) => {
    db.createObjectStore('items', { keyPath: 'id' }).createIndex('task', ['task', 'at']);
    db.createObjectStore('entries', { keyPath: 'id' });
  });
  const facts = { model: asked.model, device: null, dtype: null, parameters: {}, failure: null, hasResult: false };
  await put(history, 'items', { ...item, ...facts });
  await put(history, 'entries', { id: 'kept-run', item: { ...item, ...facts }, asked, run: null });
  history.close();
  const canvas = new OffscreenCanvas(64, 64);
  canvas.getContext('2d')?.fillRect(3, 3, 40, 20);
  const picture = await canvas.convertToBlob();
  const gallery = await open('loupe-gallery', (db) => {
    db.createObjectStore('items', { keyPath: 'id' });
    db.createObjectStore('pictures');
  });
  const folder = await navigator.storage
    .getDirectory()
    .then((root) => root.getDirectoryHandle('gallery', { create: true }))
    .catch(() => null);
  if (folder) {
    const stream = await (await folder.getFileHandle('kept-picture.png', { create: true })).createWritable();
    await stream.write(picture);
    await stream.close();
  } else await put(gallery, 'pictures', picture, 'kept-picture');
  const size = { width: 64, height: 64, bytes: picture.size };
  const made = { id: 'kept-picture', task: 'text-to-image', at: 1, prompt: 'Kept', seed: 1, image: 0, ...size };
  await put(gallery, 'items', { ...made, asked, sources: {}, record: {}, discardedAt: null, whole: true });
  gallery.close();
  return picture.size;
}

/** Nothing that was planted is lost: not in the form, not on the disk. */
export async function expectKept(page: Page, { draft, pictureBytes }: Keepsakes): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Text', exact: true });
  if (new URL(page.url()).hash !== '#/fill-mask') await page.goto('/#/fill-mask');
  await expect(field).toHaveValue(draft);
  expect(await page.evaluate(readBack)).toEqual({ runs: ['kept-run'], pictures: [pictureBytes] });
}

/** Runs in the page. */
async function readBack(): Promise<{ runs: unknown[]; pictures: (number | null)[] }> {
  const open = (name: string) =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const read = <T>(db: IDBDatabase, store: string, ask: (objects: IDBObjectStore) => IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      const request = ask(db.transaction(store).objectStore(store));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const history = await open('loupe-history');
  const runs = await read(history, 'entries', (entries) => entries.getAllKeys(IDBKeyRange.only('kept-run')));
  history.close();
  const gallery = await open('loupe-gallery');
  const rows = await read(gallery, 'items', (items) => items.getAll(IDBKeyRange.only('kept-picture')));
  const stored: Blob | undefined = await read(gallery, 'pictures', (pictures) => pictures.get('kept-picture'));
  gallery.close();
  const file = await navigator.storage
    .getDirectory()
    .then((root) => root.getDirectoryHandle('gallery'))
    .then((folder) => folder.getFileHandle('kept-picture.png'))
    .then((handle) => handle.getFile())
    .catch(() => null);
  return { runs, pictures: rows.map(() => (file ?? stored)?.size ?? null) };
}
