import { browserClock } from './browser-clock';
import { heal } from './heal';
import { createMemoryDisk, openCacheDisk } from './memory-disk';
import { createMemoryIndex, openModelIndex } from './model-index';
import { openOpfsDisk } from './opfs-disk';
import type { Storage } from './stored-files';
import { takeOver } from './take-over';

export const createMemoryStorage = (): Storage => ({ disk: createMemoryDisk(), index: createMemoryIndex() });

/**
 * The best storage that this browser has: files in OPFS, in Cache Storage, or in memory. It is put in order, and what an
 * older version of the app has stored is taken over.
 */
export async function openStorage(): Promise<Storage> {
  const storage = await openLasting().catch(createMemoryStorage);
  // One tab at a time; storage that cannot be mended now is tried again by the next start.
  await alone(async () => {
    await heal(storage, browserClock.now());
    if (storage.disk.kind !== 'memory') await takeOver(storage, browserClock.now());
  }).catch((error) => console.warn('model storage could not be put in order', error));
  return storage;
}

/** Without an index nobody would know what lies on the disk. */
async function openLasting(): Promise<Storage> {
  const index = await openModelIndex();
  const disk = await openOpfsDisk().catch(openCacheDisk);
  return { disk, index };
}

const alone = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks ? navigator.locks.request('loupe-store-start', work) : work();
