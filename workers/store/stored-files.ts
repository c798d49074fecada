import type { ModelFile, ModelRef } from '../../src/contract/model';
import type { OpenedFiles } from '../../src/contract/model-store';
import type { Disk } from './disk';
import type { FileRow, ModelIndex } from './index-rows';
import { coveredBytes } from './ranges';

/** Where the files of models are, and what is known of them. */
export interface Storage {
  disk: Disk;
  index: ModelIndex;
}

/** What is here of a model, and what is not. */
export interface StoredFiles {
  opened: OpenedFiles;
  /** In the order asked for. */
  missing: readonly ModelFile[];
  /** What the index has of the files asked for. */
  rows: ReadonlyMap<string, FileRow>;
}

/**
 * Opens those of a model's files that are here and whole. Rows whose file has vanished or is of another size, and files
 * of another version than the one asked for, count as missing.
 */
export async function openStored(
  { disk, index }: Storage,
  model: ModelRef,
  files: readonly ModelFile[],
): Promise<StoredFiles> {
  const rows = new Map((await index.files(model.baseUrl)).map((row) => [row.path, row]));
  const opened: Record<string, Blob> = {};
  const missing: ModelFile[] = [];
  for (const file of files) {
    const row = rows.get(file.path);
    if (row?.state === 'absent' && file.optional) continue;
    const blob = row && isVersionOf(row, file) ? await disk.open(row.name) : null;
    if (blob && blob.size === row?.bytes) opened[file.path] = blob;
    else {
      missing.push(file);
      if (row?.state === 'whole') {
        await drop({ disk, index }, row);
        rows.delete(file.path);
      }
    }
  }
  return { opened, missing, rows };
}

/** Bytes of these files that are here, whole or in part. */
export async function bytesHere(index: ModelIndex, model: ModelRef, files: readonly ModelFile[]): Promise<number> {
  const wanted = new Set(files.map(({ path }) => path));
  const rows = (await index.files(model.baseUrl)).filter(({ path }) => wanted.has(path));
  return rows.reduce((sum, row) => sum + bytesOfRow(row), 0);
}

/** What is on the disk of one file. */
export const bytesOfRow = ({ state, bytes, done }: FileRow): number =>
  state === 'whole' ? (bytes ?? 0) : coveredBytes(done);

/** A starter that was trained again is another file, even at the same size. */
const isVersionOf = (row: FileRow, file: ModelFile): boolean =>
  row.state === 'whole' &&
  (file.bytes === undefined || file.bytes === row.bytes) &&
  (file.sha256 === undefined || file.sha256 === row.sha256);

export async function drop({ disk, index }: Storage, row: FileRow): Promise<void> {
  await index.removeFile(row);
  if (row.name !== '') await disk.remove(row.name);
}
