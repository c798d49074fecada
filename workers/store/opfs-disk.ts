import type { Disk, DiskWriter } from './disk';

const FOLDER = 'loupe-models';

/**
 * Files in the origin private file system, written in place through synchronous access handles.
 * @throws DOMException where the browser has no such file system (some private modes)
 */
export async function openOpfsDisk(): Promise<Disk> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  await checkWriting(folder);
  return {
    kind: 'opfs',
    keepsPartial: true,
    async write(name) {
      const file = await folder.getFileHandle(name, { create: true });
      return writerOf(await file.createSyncAccessHandle());
    },
    async open(name) {
      try {
        return await (await folder.getFileHandle(name)).getFile();
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    async remove(name) {
      try {
        await folder.removeEntry(name);
      } catch (error) {
        // Another tab may be reading or writing it: the next start finds it without a row and removes it.
        if (!isNotFound(error) && !isLocked(error)) throw error;
      }
    },
    async names() {
      const names: string[] = [];
      for await (const name of folder.keys()) names.push(name);
      return names;
    },
  };
}

/** Some browsers hand out a folder that cannot be written. */
async function checkWriting(folder: FileSystemDirectoryHandle): Promise<void> {
  const name = `probe-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  const file = await folder.getFileHandle(name, { create: true });
  const handle = await file.createSyncAccessHandle();
  handle.close();
  await folder.removeEntry(name);
}

const writerOf = (handle: FileSystemSyncAccessHandle): DiskWriter => ({
  write(at, bytes) {
    // A full disk may take some of the bytes without a word.
    if (handle.write(bytes, { at }) < bytes.byteLength)
      throw new DOMException('The disk is full.', 'QuotaExceededError');
  },
  read: (at, into) => handle.read(into, { at }),
  flush: () => handle.flush(),
  truncate: (size) => handle.truncate(size),
  async close() {
    handle.close();
  },
});

const isNotFound = (error: unknown): boolean => error instanceof DOMException && error.name === 'NotFoundError';
const isLocked = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'NoModificationAllowedError';
