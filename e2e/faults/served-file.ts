import { createCipheriv, createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import path from 'node:path';

/** A file that a server can give any range of, without holding it whole. */
export interface ServedFile {
  bytes: number;
  /** Hexadecimal; computed when it is first asked for. */
  sha256(): string;
  /** What a server without content hashes tells versions apart by: git's hash of the content where it is small. */
  etag(): string;
  /** Kept as a large file (LFS or Xet), as the Hub keeps weights: it says its SHA-256, and its bytes come from a CDN. */
  lfs: boolean;
  /** Bytes from `start` up to `end`, which is not included. */
  slice(start: number, end: number): Buffer;
}

const HASHED_AT_ONCE = 4 * 2 ** 20;

/** Makes a served file of a function that gives its bytes. */
export function servedFile(bytes: number, lfs: boolean, slice: ServedFile['slice']): ServedFile {
  if (!Number.isInteger(bytes)) throw new Error(`a file of ${bytes} bytes cannot be`);
  let known: string | null = null;
  const sha256 = () => {
    if (known !== null) return known;
    const hash = createHash('sha256');
    for (let at = 0; at < bytes; at += HASHED_AT_ONCE) hash.update(slice(at, Math.min(bytes, at + HASHED_AT_ONCE)));
    known = hash.digest('hex');
    return known;
  };
  const gitHash = () => createHash('sha1').update(`blob ${bytes}\0`).update(slice(0, bytes)).digest('hex');
  return { bytes, lfs, slice, sha256, etag: () => `"${lfs ? sha256() : gitHash()}"` };
}

export const fileOf = (content: string | Buffer, lfs = false): ServedFile => {
  const buffer = Buffer.from(content as string);
  return servedFile(buffer.length, lfs, (start, end) => buffer.subarray(start, end));
};

/** Every file of a folder, by its path in there. Weights (.onnx and their data) are large files. */
export function filesOfFolder(root: string): Record<string, ServedFile> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
  return Object.fromEntries(
    paths.map((name) => [name.split(path.sep).join('/'), fileOnDisk(path.join(root, name), /\.onnx/.test(name))]),
  );
}

function fileOnDisk(location: string, lfs: boolean): ServedFile {
  const { size } = statSync(location);
  if (!lfs) return fileOf(readFileSync(location));
  return servedFile(size, lfs, (start, end) => {
    const buffer = Buffer.alloc(end - start);
    const file = openSync(location, 'r');
    readSync(file, buffer, 0, buffer.length, start);
    closeSync(file);
    return buffer;
  });
}

const CIPHER_BLOCK = 16;

/**
 * Bytes that look random, the same every time, made when they are asked for: AES in counter mode can begin anywhere.
 * @param head stands at the beginning instead
 */
export function syntheticFile(bytes: number, head: Buffer = Buffer.alloc(0)): ServedFile {
  return servedFile(bytes, true, (start, end) => {
    const block = Math.floor(start / CIPHER_BLOCK);
    const counter = Buffer.alloc(CIPHER_BLOCK);
    counter.writeBigUInt64BE(BigInt(block), 8);
    const before = start - block * CIPHER_BLOCK;
    const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), counter).update(
      Buffer.alloc(before + end - start),
    );
    const slice = stream.subarray(before);
    if (start < head.length) head.copy(slice, 0, start, Math.min(head.length, end));
    return slice;
  });
}

/** Two files one after the other. */
export const joined = (first: ServedFile, second: ServedFile): ServedFile =>
  servedFile(first.bytes + second.bytes, first.lfs, (start, end) =>
    Buffer.concat([
      start < first.bytes ? first.slice(start, Math.min(end, first.bytes)) : Buffer.alloc(0),
      end > first.bytes ? second.slice(Math.max(0, start - first.bytes), end - first.bytes) : Buffer.alloc(0),
    ]),
  );

/** The first bytes of a file. */
export const truncated = (file: ServedFile, bytes: number): ServedFile =>
  servedFile(bytes, file.lfs, (start, end) => file.slice(start, end));

/** A file with one bit turned. */
export const withFlippedBit = (file: ServedFile, offset: number): ServedFile =>
  servedFile(file.bytes, file.lfs, (start, end) => {
    const slice = Buffer.from(file.slice(start, end));
    if (offset >= start && offset < end) slice[offset - start] = (slice[offset - start] ?? 0) ^ 0x10;
    return slice;
  });
