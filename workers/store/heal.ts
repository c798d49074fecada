import type { FileRow } from './index-rows';
import type { Storage } from './stored-files';

const TEMPORARY = /^temporary-(\d+)-/;
const TEMPORARY_LASTS_MS = 60 * 60_000;

/** A file that no row knows, or not yet: it goes with a start of the store an hour later. */
export const temporaryName = (now: number, unique: string): string => `temporary-${now}-${unique}`;

/**
 * Puts index and disk in agreement: files that no row knows are removed, and rows without their file forgotten. A row is
 * always written before its file, so that what another tab begins meanwhile is safe.
 */
export async function heal({ disk, index }: Storage, now: number): Promise<void> {
  const names = await disk.names();
  const rows = await index.allFiles();
  const known = new Set(rows.map(({ name }) => name));
  for (const name of names) {
    const made = Number(TEMPORARY.exec(name)?.[1] ?? 0);
    if (!known.has(name) && now - made > TEMPORARY_LASTS_MS) await disk.remove(name);
  }
  const there = new Set(names);
  for (const row of rows) {
    if (row.state === 'absent' || there.has(row.name)) continue;
    // Begun after the names were read, or gone.
    if ((await disk.open(row.name)) === null) await forget({ disk, index }, row);
  }
}

async function forget({ index, disk }: Storage, row: FileRow): Promise<void> {
  if (row.state === 'partial' && !disk.keepsPartial) return;
  const now = (await index.allFiles()).find(({ key }) => key === row.key);
  if (now?.name === row.name && now.state === row.state) await index.removeFile(row);
}
