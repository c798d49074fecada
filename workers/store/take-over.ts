import { newFileName } from './disk';
import { hashGrowingFile } from './hash-file';
import { fileKey } from './index-rows';
import { newModelRow } from './store-setup';
import type { Storage } from './stored-files';

/** Where versions before this store kept files: whole, by their address, with the hash behind it where one was known. */
const OLD_CACHE = 'loupe-models';
const ABSENT = 404;

interface OldFile {
  id: string;
  source: 'starter' | 'hub';
  revision: string;
  baseUrl: string;
  path: string;
}

/** What an address of the old cache meant, or null. */
export function readOldAddress(address: string): OldFile | null {
  const url = new URL(address);
  const plain = url.origin + url.pathname;
  const hub = /^(.*\/([\w.-]+\/[\w.-]+)\/resolve\/([^/]+)\/)(.+)$/.exec(plain);
  if (hub) {
    const [, baseUrl = '', id = '', revision = '', path = ''] = hub;
    return { id, source: 'hub', revision: decodeURIComponent(revision), baseUrl, path };
  }
  const starter = /^(.*\/models\/(loupe\/[\w.-]+)\/)(.+)$/.exec(plain);
  if (!starter) return null;
  const [, baseUrl = '', id = '', path = ''] = starter;
  return { id, source: 'starter', revision: 'main', baseUrl, path };
}

/** Moves the files of an older version into the store, one by one: what is moved is not lost if this is cut short. */
export async function takeOver(storage: Storage, now: number): Promise<void> {
  if (!(await caches.has(OLD_CACHE))) return;
  const cache = await caches.open(OLD_CACHE);
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    const file = readOldAddress(request.url);
    if (file && response && !(await storage.index.file(file.baseUrl, file.path)))
      await move(storage, file, response, now);
    await cache.delete(request);
  }
  await caches.delete(OLD_CACHE);
}

async function move({ disk, index }: Storage, file: OldFile, response: Response, now: number): Promise<void> {
  const { baseUrl, path } = file;
  const row = { key: fileKey(baseUrl, path), model: baseUrl, path, etag: null, done: [], sha256: null };
  if (response.status === ABSENT) {
    await index.putFile({ ...row, name: '', bytes: 0, state: 'absent' });
    return;
  }
  const name = newFileName();
  await index.putFile({ ...row, name, bytes: null, state: 'partial' });
  const writer = await disk.write(name);
  const hash = await hashGrowingFile(writer);
  hash.hurry();
  let at = 0;
  try {
    for await (const bytes of response.body ?? []) {
      writer.write(at, bytes);
      at += bytes.byteLength;
      await hash.advance(at, new AbortController().signal);
    }
    writer.flush();
  } finally {
    await writer.close();
  }
  await index.putFile({ ...row, name, bytes: at, sha256: hash.digest(), state: 'whole' });
  const known = await index.model(baseUrl);
  const model = { ...file, files: [], weights: [] };
  const begun = known ?? newModelRow(model, now);
  await index.putModel({ ...begun, wanted: [...new Set([...begun.wanted, path])] });
}
