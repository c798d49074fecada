import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunRecord } from '../../../contract/run';
import type { Asked } from '../../run-state';
import { createMemoryGallery, type Gallery, openGallery } from './gallery';
import { type NewPicture, newPictures } from './gallery-item';
import type { PictureFiles } from './picture-files';
import { openStoredGallery } from './stored-gallery';

const asked: Asked = {
  input: { prompt: 'a red house', image: new Blob(['source'], { type: 'image/png' }), mask_image: null },
  parameters: { seed: null, num_images: 2, strength: 0.5 },
  model: 'loupe/scenes',
  device: 'auto',
  dtype: 'auto',
};

const made = (text = 'pixels'): Promise<NewPicture[]> =>
  newPictures(asked, {
    ok: true,
    value: {
      images: [7, 8].map((seed) => ({ blob: new Blob([`${text} ${seed}`]), width: 64, height: 32, seed })),
    },
    details: null,
    run: { task: 'image-to-image', input: {}, parameters: { seed: 7 } } as unknown as RunRecord,
  });

/** Files in a map; after `crash` a write stops half way. */
function mapFiles() {
  const kept = new Map<string, Blob>();
  const state = { crash: false, crashed: 0, full: false };
  const files: PictureFiles = {
    async write(key, picture) {
      if (state.full) throw new DOMException('full', 'QuotaExceededError');
      // The page is gone: the promise never settles, and nothing after it happens.
      if (state.crash) {
        state.crashed += 1;
        return new Promise(() => {});
      }
      kept.set(key, picture);
    },
    read: async (key) => kept.get(key) ?? null,
    remove: async (key) => void kept.delete(key),
    keys: async () => [...kept.keys()],
  };
  return { kept, state, files };
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

const MINUTES = 60_000;
const seeds = async (gallery: Gallery) => (await gallery.list()).map(({ seed }) => seed);

describe('a picture', () => {
  it('is kept with what made it, and what it was made from once', async () => {
    const { kept, files } = mapFiles();
    const gallery = await openStoredGallery(async () => files);
    await gallery.add(await made());
    const again = await openStoredGallery(async () => files);
    expect(await seeds(again)).toEqual([8, 7]);
    const [item] = await again.list();
    expect(item).toMatchObject({
      task: 'image-to-image',
      prompt: 'a red house',
      width: 64,
      asked: { input: { image: null }, parameters: { seed: 7, strength: 0.5 } },
    });
    expect(await (await again.picture(item?.id ?? ''))?.text()).toBe('pixels 8');
    expect(await (await again.picture(item?.sources.image ?? ''))?.text()).toBe('source');
    expect(kept.size).toBe(3);
  });

  it('that is deleted can be had back, and is swept later with its sources', async () => {
    const { kept, files } = mapFiles();
    let now = Date.now();
    const gallery = await openStoredGallery(
      async () => files,
      () => now,
    );
    await gallery.add(await made());
    const ids = (await gallery.list()).map(({ id }) => id);
    await gallery.discard(ids);
    expect(await seeds(gallery)).toEqual([]);
    await gallery.restore(ids.slice(0, 1));
    expect(await seeds(gallery)).toEqual([8]);
    await gallery.discard(ids);
    now += 5 * MINUTES;
    await openStoredGallery(
      async () => files,
      () => now,
    );
    expect(kept.size).toBe(3);
    now += 20 * MINUTES;
    await openStoredGallery(
      async () => files,
      () => now,
    );
    expect(kept.size).toBe(0);
  });

  it('is heard of in other browser tabs', async () => {
    const { files } = mapFiles();
    const here = await openStoredGallery(async () => files);
    const there = await openStoredGallery(async () => files);
    const heard = new Promise<void>((resolve) => void there.subscribe(resolve));
    await here.add((await made()).slice(0, 1));
    await heard;
    expect(await seeds(there)).toEqual([7]);
  });
});

describe('after a crash', () => {
  it('in the middle of a file the others are intact, and the half picture is gone', async () => {
    const { kept, state, files } = mapFiles();
    let now = Date.now();
    const gallery = await openStoredGallery(
      async () => files,
      () => now,
    );
    const [first, second] = await made();
    if (!first || !second) throw new Error('no pictures');
    await gallery.add([first]);
    state.crash = true;
    void gallery.add([second]);
    await vi.waitFor(() => expect(state.crashed).toBe(1));
    state.crash = false;
    now += 30 * MINUTES;
    const again = await openStoredGallery(
      async () => files,
      () => now,
    );
    expect(await seeds(again)).toEqual([7]);
    expect(kept.size).toBe(2);
  });

  it('between the file and its mark the picture is listed again', async () => {
    const { kept, state, files } = mapFiles();
    const gallery = await openStoredGallery(async () => files);
    const [picture] = await made();
    if (!picture) throw new Error('no picture');
    state.crash = true;
    void gallery.add([{ ...picture, sources: {} }]);
    await vi.waitFor(() => expect(state.crashed).toBe(1));
    kept.set(picture.item.id, picture.picture);
    const again = await openStoredGallery(async () => files);
    expect(await seeds(again)).toEqual([7]);
  });

  it('files without a row are removed', async () => {
    const { kept, files } = mapFiles();
    kept.set('nobody', new Blob(['x']));
    await openStoredGallery(async () => files);
    expect(kept.size).toBe(0);
  });
});

describe('where something is missing', () => {
  it('pictures lie in IndexedDB when there are no files', async () => {
    const none = () => Promise.reject(new Error('no file system'));
    const gallery = await openStoredGallery(none);
    await gallery.add(await made());
    expect(await seeds(await openStoredGallery(none))).toEqual([8, 7]);
  });

  it('pictures last as long as the page when nothing can be stored', async () => {
    const gallery = openGallery(() => Promise.reject(new Error('forbidden')));
    await gallery.add(await made());
    expect(await seeds(gallery)).toEqual([8, 7]);
    expect(await gallery.lasting()).toBe(false);
  });

  it('a full disk loses nothing while the page is open, and leaves no half rows', async () => {
    const { state, files } = mapFiles();
    const gallery = openGallery(() => openStoredGallery(async () => files));
    await gallery.add((await made()).slice(0, 1));
    state.full = true;
    await gallery.add((await made()).slice(1));
    expect(await seeds(gallery)).toEqual([8, 7]);
    const ids = (await gallery.list()).map(({ id }) => id);
    await gallery.discard(ids);
    expect(await seeds(gallery)).toEqual([]);
    await gallery.restore(ids);
    expect(await seeds(gallery)).toEqual([8, 7]);
    expect(await seeds(await openStoredGallery(async () => files))).toEqual([7]);
  });

  it('a text is no picture', async () => {
    const gallery = createMemoryGallery();
    const run = { task: 'translation', input: {}, parameters: {} } as unknown as RunRecord;
    await gallery.add(await newPictures(asked, { ok: true, value: [{ translation_text: '' }], details: null, run }));
    expect(await gallery.list()).toEqual([]);
  });
});
