/** What the store uses of the origin private file system, in memory. */
export interface FakeOpfs {
  getDirectory(): Promise<FileSystemDirectoryHandle>;
  /** By their names in the store's folder. */
  files: Map<string, FakeFile>;
  /** Bytes that may be written before the disk is full. */
  room: number;
}

/** Bytes that grow in large steps: writes are small and many. */
export class FakeFile {
  private memory = new Uint8Array(0);
  size = 0;

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.memory.subarray(0, this.size);
  }

  resize(size: number): void {
    if (size > this.memory.length) {
      const grown = new Uint8Array(Math.max(size, this.memory.length * 2));
      grown.set(this.bytes);
      this.memory = grown;
    } else if (size < this.size) this.memory.fill(0, size, this.size);
    this.size = size;
  }

  write(at: number, bytes: Uint8Array): void {
    if (at + bytes.length > this.size) this.resize(at + bytes.length);
    this.memory.set(bytes, at);
  }
}

/** Files behave as in Chromium: one writer at a time, and a Blob shows the file as it was when it was taken. */
export function createFakeOpfs(): FakeOpfs {
  const files = new Map<string, FakeFile>();
  const locked = new Set<string>();
  const opfs: FakeOpfs = { files, room: Number.POSITIVE_INFINITY, getDirectory: async () => folder as never };

  const handleOf = (name: string, file: FakeFile) => ({
    getFile: async () => new File([file.bytes], name),
    async createSyncAccessHandle() {
      if (locked.has(name)) throw new DOMException('in use', 'NoModificationAllowedError');
      locked.add(name);
      return {
        write(bytes: Uint8Array, { at }: { at: number }) {
          opfs.room -= Math.max(0, at + bytes.length - file.size);
          if (opfs.room < 0) throw new DOMException('full', 'QuotaExceededError');
          file.write(at, bytes);
          return bytes.length;
        },
        read(into: Uint8Array, { at }: { at: number }) {
          const part = file.bytes.subarray(at, at + into.length);
          into.set(part);
          return part.length;
        },
        truncate: (size: number) => file.resize(size),
        flush() {},
        close: () => void locked.delete(name),
      };
    },
  });

  const folder = {
    getDirectoryHandle: async () => folder,
    async getFileHandle(name: string, { create = false } = {}) {
      const file = files.get(name) ?? (create ? new FakeFile() : null);
      if (!file) throw new DOMException(name, 'NotFoundError');
      files.set(name, file);
      return handleOf(name, file);
    },
    async removeEntry(name: string) {
      if (locked.has(name)) throw new DOMException('in use', 'NoModificationAllowedError');
      if (!files.delete(name)) throw new DOMException(name, 'NotFoundError');
    },
    async *keys() {
      yield* [...files.keys()];
    },
  };
  return opfs;
}
