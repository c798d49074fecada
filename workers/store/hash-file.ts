import { createSHA256 } from 'hash-wasm';
import type { DiskWriter } from './disk';

const READ_AT_ONCE = 2 ** 20;

/** SHA-256 of a file that grows: it is fed from the disk, in order, as far as there is no gap. */
export interface GrowingHash {
  /** Hashes what is new up to `end`; gives the event loop a turn after each MiB. */
  advance(end: number, signal: AbortSignal): Promise<void>;
  /** From now on it need not leave time to what else goes on. */
  hurry(): void;
  /** Bytes hashed so far. */
  readonly reached: number;
  /** Hexadecimal. */
  digest(): string;
}

/** While a file arrives hashing takes a fifth of a core at most: bytes that wait in the network's buffers are lost in a break. */
const REST_MS = 40;

export async function hashGrowingFile(writer: Pick<DiskWriter, 'read'>): Promise<GrowingHash> {
  const hash = await createSHA256();
  const buffer = new Uint8Array(READ_AT_ONCE);
  let reached = 0;
  let rest = REST_MS;
  return {
    hurry() {
      rest = 0;
    },
    async advance(end, signal) {
      while (reached < end) {
        signal.throwIfAborted();
        const wanted = buffer.subarray(0, Math.min(READ_AT_ONCE, end - reached));
        const got = writer.read(reached, wanted);
        if (got === 0) throw new DOMException('The file is shorter than it was.', 'NotReadableError');
        hash.update(wanted.subarray(0, got));
        reached += got;
        await pause(rest);
      }
    },
    get reached() {
      return reached;
    },
    digest: () => hash.digest('hex'),
  };
}

/** SHA-256 of a Blob, hexadecimal, without holding it whole. */
export async function hashBlob(blob: Blob, signal: AbortSignal): Promise<string> {
  const hash = await createSHA256();
  for (let at = 0; at < blob.size; at += READ_AT_ONCE) {
    signal.throwIfAborted();
    hash.update(new Uint8Array(await blob.slice(at, at + READ_AT_ONCE).arrayBuffer()));
  }
  return hash.digest('hex');
}

/** Messages (a cancel, bytes of another part) come in between. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
