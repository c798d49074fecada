import type { Disk, DiskWriter } from './disk';

/** Puts a finished file away, or gives what was put away before. */
interface Shelf {
  put(name: string, blob: Blob): Promise<void>;
  get(name: string): Promise<Blob | null>;
  remove(name: string): Promise<void>;
  names(): Promise<string[]>;
}

/** Files in memory until the worker ends. */
export function createMemoryDisk(): Disk {
  const files = new Map<string, Blob>();
  return diskOver('memory', {
    put: async (name, blob) => void files.set(name, blob),
    get: async (name) => files.get(name) ?? null,
    remove: async (name) => void files.delete(name),
    names: async () => [...files.keys()],
  });
}

const CACHE = 'loupe-model-files';

/**
 * Whole files in Cache Storage, for browsers without OPFS: a file that is not finished is lost with its worker.
 * @throws DOMException where Cache Storage is forbidden
 */
export async function openCacheDisk(): Promise<Disk> {
  const cache = await caches.open(CACHE);
  const address = (name: string) => `https://${CACHE}.invalid/${name}`;
  return diskOver('cache', {
    put: (name, blob) => cache.put(address(name), new Response(blob)),
    get: async (name) => (await (await cache.match(address(name)))?.blob()) ?? null,
    remove: async (name) => void (await cache.delete(address(name))),
    names: async () => (await cache.keys()).map(({ url }) => url.slice(address('').length)),
  });
}

/** A disk over something that only takes whole files. */
const diskOver = (kind: 'cache' | 'memory', shelf: Shelf): Disk => ({
  kind,
  keepsPartial: false,
  async write(name) {
    const known = await shelf.get(name);
    return gather(known ? new Uint8Array(await known.arrayBuffer()) : null, (blob) => shelf.put(name, blob));
  },
  open: (name) => shelf.get(name),
  remove: (name) => shelf.remove(name),
  names: () => shelf.names(),
});

/** Keeps pieces as they come: a buffer of the whole file could not grow, and its size is not always known. */
function gather(known: Uint8Array<ArrayBuffer> | null, finish: (blob: Blob) => Promise<void>): DiskWriter {
  let pieces: { at: number; bytes: Uint8Array<ArrayBuffer> }[] = known ? [{ at: 0, bytes: known }] : [];
  let size = Number.POSITIVE_INFINITY;
  return {
    write(at, bytes) {
      pieces.push({ at, bytes: new Uint8Array(bytes) });
    },
    read(at, into) {
      let filled = 0;
      for (const piece of pieces) {
        const from = Math.max(at, piece.at);
        const to = Math.min(at + into.byteLength, piece.at + piece.bytes.byteLength, size);
        if (from >= to) continue;
        into.set(piece.bytes.subarray(from - piece.at, to - piece.at), from - at);
        filled = Math.max(filled, to - at);
      }
      return filled;
    },
    flush() {},
    truncate(to) {
      pieces = pieces.filter(({ at }) => at < to);
      size = to === 0 ? Number.POSITIVE_INFINITY : to;
    },
    async close() {
      await finish(new Blob(inOrder(pieces, size)));
    },
  };
}

/** Pieces side by side. Those that a break made come twice are equal; the first one counts. */
function inOrder(
  pieces: readonly { at: number; bytes: Uint8Array<ArrayBuffer> }[],
  size: number,
): Uint8Array<ArrayBuffer>[] {
  let reached = 0;
  const ordered: Uint8Array<ArrayBuffer>[] = [];
  for (const { at, bytes } of [...pieces].sort((a, b) => a.at - b.at)) {
    const end = Math.min(at + bytes.byteLength, size);
    if (end <= reached) continue;
    ordered.push(bytes.subarray(Math.max(0, reached - at), end - at));
    reached = end;
  }
  return ordered;
}
