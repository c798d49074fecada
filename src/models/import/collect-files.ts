import type { LocalFile } from '../../contract/model-store';

/** A folder, or some files, that a person has handed over. */
export interface Collected {
  /** Of the folder or the zip, without ending; empty for loose files. */
  name: string;
  /** Paths are relative to the model's folder. */
  files: LocalFile[];
  /** A single zip, in place of files. */
  zip: File | null;
}

/** No model has so many: somebody has chosen a folder far above it. */
export const MOST_FILES = 2000;

/** Thrown where a folder holds more than {@link MOST_FILES}. */
export class TooManyFiles extends Error {
  override readonly name = 'TooManyFiles';
}

/** Version control and the like, which no model needs. */
const isNoise = (path: string): boolean => path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');

/** Files of a file dialog; of a folder dialog their paths begin with the folder's name. */
export function collectFromList(list: Iterable<File>): Collected {
  const files = [...list].map((file) => ({ path: file.webkitRelativePath || file.name, blob: file }));
  return collect(files);
}

function collect(all: readonly { path: string; blob: File }[]): Collected {
  const files = all.filter(({ path }) => !isNoise(path));
  if (files.length > MOST_FILES) throw new TooManyFiles();
  const [only] = files;
  if (only && files.length === 1 && isZip(only.blob)) {
    return { name: only.blob.name.replace(/\.zip$/i, ''), files: [], zip: only.blob };
  }
  const root = commonRoot(files.map(({ path }) => path));
  return {
    name: root.replace(/\/$/, '').split('/').at(-1) ?? '',
    files: files.map(({ path, blob }) => ({ path: path.slice(root.length), blob })),
    zip: null,
  };
}

const isZip = (file: File): boolean => /\.zip$/i.test(file.name) || file.type === 'application/zip';

/** The folder that all paths lie in, ending in a slash; empty where there is none. */
function commonRoot(paths: readonly string[]): string {
  const [first = ''] = paths;
  const slash = first.indexOf('/');
  if (slash < 0) return '';
  const root = first.slice(0, slash + 1);
  return paths.every((path) => path.startsWith(root)) ? root : '';
}

/** What was dropped: files, folders, or a mixture. @throws TooManyFiles */
export async function collectFromDrop(items: DataTransferItemList): Promise<Collected> {
  // Entries must be taken before the first await: the list is emptied when the event is over.
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files: { path: string; blob: File }[] = [];
  for (const entry of entries) await readEntry(entry, files);
  return collect(files);
}

async function readEntry(entry: FileSystemEntry, into: { path: string; blob: File }[]): Promise<void> {
  if (into.length > MOST_FILES) throw new TooManyFiles();
  if (isFileEntry(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    into.push({ path: entry.fullPath.replace(/^\//, ''), blob: file });
  } else if (isDirectoryEntry(entry) && !isNoise(entry.name)) {
    for (const child of await readChildren(entry)) await readEntry(child, into);
  }
}

const isFileEntry = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectoryEntry = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** A reader gives a hundred at a time, and none when all were given. */
async function readChildren(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return children;
    children.push(...batch);
  }
}

/** All files beneath a folder. @throws TooManyFiles */
export async function collectFromFolder(folder: FileSystemDirectoryHandle): Promise<Collected> {
  const files: { path: string; blob: File }[] = [];
  await readFolder(folder, `${folder.name}/`, files);
  return { ...collect(files), name: folder.name };
}

async function readFolder(
  folder: FileSystemDirectoryHandle,
  prefix: string,
  into: { path: string; blob: File }[],
): Promise<void> {
  for await (const [name, handle] of folder as unknown as AsyncIterable<[string, FileSystemHandle]>) {
    if (isNoise(name)) continue;
    if (into.length > MOST_FILES) throw new TooManyFiles();
    if (handle.kind === 'directory') {
      await readFolder(handle as FileSystemDirectoryHandle, `${prefix}${name}/`, into);
    } else {
      into.push({ path: prefix + name, blob: await (handle as FileSystemFileHandle).getFile() });
    }
  }
}
