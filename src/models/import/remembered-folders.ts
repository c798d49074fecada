import { type DBSchema, openDB } from 'idb';

/** A folder on this machine that a model was read from, so that it can be read again. */
export interface RememberedFolder {
  /** Of the model that was made of it. */
  id: string;
  /** The task that was asked for; absent where config.json decided. */
  task?: string;
  handle: FileSystemDirectoryHandle;
  /** Milliseconds since 1970. */
  readAt: number;
}

interface FolderSchema extends DBSchema {
  folders: { key: string; value: RememberedFolder };
}

/** Not in every browser, and in no type library yet. */
interface FolderPicker {
  showDirectoryPicker?(options: { id: string; mode: 'read' }): Promise<FileSystemDirectoryHandle>;
}
interface Permitted {
  queryPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
}

export const canRemember = (): boolean => typeof (globalThis as FolderPicker).showDirectoryPicker === 'function';

/** Asks for a folder; null where nothing was chosen. */
export async function pickFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    return (await (globalThis as FolderPicker).showDirectoryPicker?.({ id: 'model', mode: 'read' })) ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

/** Whether the folder may be read, after the browser has asked if it must. Wants a click before it. */
export async function mayRead(handle: FileSystemDirectoryHandle): Promise<boolean> {
  const { queryPermission, requestPermission } = handle as Permitted;
  const granted = await queryPermission?.call(handle, { mode: 'read' });
  if (granted === undefined || granted === 'granted') return true;
  return (await requestPermission?.call(handle, { mode: 'read' })) === 'granted';
}

const open = () =>
  openDB<FolderSchema>('loupe-folders', 1, {
    upgrade: (db) => void db.createObjectStore('folders', { keyPath: 'id' }),
  });

/** Folders are a comfort: where they cannot be kept, there are none. */
export async function listFolders(): Promise<RememberedFolder[]> {
  if (!canRemember()) return [];
  try {
    const folders = await (await open()).getAll('folders');
    return folders.sort((a, b) => b.readAt - a.readAt);
  } catch {
    return [];
  }
}

export async function rememberFolder(folder: RememberedFolder): Promise<void> {
  try {
    await (await open()).put('folders', folder);
  } catch {
    // The model itself is stored; only the way back to its folder is not.
  }
}

export async function forgetFolder(id: string): Promise<void> {
  try {
    await (await open()).delete('folders', id);
  } catch {
    // See above.
  }
}
