import { type DBSchema, openDB } from 'idb';
import { type FileRow, fileKey, type ModelIndex, type ModelRow, type TransferRow } from './index-rows';

interface Schema extends DBSchema {
  files: { key: string; value: FileRow; indexes: { model: string } };
  models: { key: string; value: ModelRow };
  transfers: { key: string; value: TransferRow };
}

/**
 * The index in IndexedDB.
 * @throws DOMException where IndexedDB is forbidden
 */
export async function openModelIndex(name = 'loupe-models'): Promise<ModelIndex> {
  const db = await openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('files', { keyPath: 'key' }).createIndex('model', 'model');
      database.createObjectStore('models', { keyPath: 'key' });
      database.createObjectStore('transfers', { keyPath: 'key' });
    },
    // A later version in another tab must not wait for this one.
    blocking: () => db.close(),
  });
  return {
    file: (model, path) => db.get('files', fileKey(model, path)),
    files: (model) => db.getAllFromIndex('files', 'model', model),
    allFiles: () => db.getAll('files'),
    putFile: async (row) => void (await db.put('files', row)),
    removeFile: ({ key }) => db.delete('files', key),
    model: (key) => db.get('models', key),
    models: () => db.getAll('models'),
    putModel: async (row) => void (await db.put('models', row)),
    removeModel: (key) => db.delete('models', key),
    transfers: () => db.getAll('transfers'),
    putTransfer: async (row) => void (await db.put('transfers', row)),
    removeTransfer: (key) => db.delete('transfers', key),
  };
}

/** An index that lasts as long as the worker. */
export function createMemoryIndex(): ModelIndex {
  const files = new Map<string, FileRow>();
  const models = new Map<string, ModelRow>();
  const transfers = new Map<string, TransferRow>();
  return {
    file: async (model, path) => files.get(fileKey(model, path)),
    files: async (model) => [...files.values()].filter((row) => row.model === model),
    allFiles: async () => [...files.values()],
    putFile: async (row) => void files.set(row.key, row),
    removeFile: async ({ key }) => void files.delete(key),
    model: async (key) => models.get(key),
    models: async () => [...models.values()],
    putModel: async (row) => void models.set(row.key, row),
    removeModel: async (key) => void models.delete(key),
    transfers: async () => [...transfers.values()],
    putTransfer: async (row) => void transfers.set(row.key, row),
    removeTransfer: async (key) => void transfers.delete(key),
  };
}
