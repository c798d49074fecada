import type { Failure } from '../contract/failure';
import type { Dtype, ModelRef } from '../contract/model';
import type {
  FileProblem,
  ImportOptions,
  LocalFile,
  ModelDescription,
  ModelStore,
  Space,
  StoredModel,
  Transfer,
} from '../contract/model-store';
import { failed, type Outcome, success } from '../contract/outcome';

/** What a fake store has and answers. A test changes it with {@link FakeModelStore.change}. */
export interface FakeContent {
  models: readonly StoredModel[];
  transfers: readonly Transfer[];
  space: Space;
  describe: (model: ModelRef) => Outcome<ModelDescription> | Promise<Outcome<ModelDescription>>;
  verify: Outcome<readonly FileProblem[]>;
  hasUpdate: Outcome<boolean | null>;
  persist: boolean;
  imported: Outcome<StoredModel> | Promise<Outcome<StoredModel>>;
}

export interface FakeModelStore extends ModelStore {
  /** What it was asked to do, with the arguments. */
  calls: [name: string, ...args: unknown[]][];
  change(patch: Partial<FakeContent>): void;
}

/** A store that plays back what a test wrote down, and keeps what it was asked in `calls`. */
export function createFakeModelStore(given: Partial<FakeContent> = {}): FakeModelStore {
  let content: FakeContent = { ...EMPTY, ...given };
  const calls: FakeModelStore['calls'] = [];
  const listeners = new Set<() => void>();
  const change = (patch: Partial<FakeContent>) => {
    content = { ...content, ...patch };
    for (const listener of listeners) listener();
  };
  return {
    calls,
    change,
    describe: async (model) => {
      calls.push(['describe', model.id, model.revision]);
      return content.describe(model);
    },
    open: async () => failed(notPlayed('open')),
    download: (model: ModelRef, dtype: Dtype) => void calls.push(['download', model.id, dtype]),
    pause: (key) => void calls.push(['pause', key]),
    resume: (key) => void calls.push(['resume', key]),
    abort: (key) => void calls.push(['abort', key]),
    transfers: () => content.transfers,
    list: async () => content.models,
    remove: async (key, dtype) => {
      calls.push(['remove', key, ...(dtype ? [dtype] : [])]);
      change({ models: withoutModel(content.models, key, dtype) });
      return success(null);
    },
    verify: async (key) => {
      calls.push(['verify', key]);
      return content.verify;
    },
    hasUpdate: async (key) => {
      calls.push(['hasUpdate', key]);
      return content.hasUpdate;
    },
    discard: async () => {},
    update: async (key) => {
      calls.push(['update', key]);
      return success(null);
    },
    exportZip: async (key) => {
      calls.push(['exportZip', key]);
      return success(new Blob(['PK']));
    },
    importFiles: async (files: readonly LocalFile[], options: ImportOptions) => {
      calls.push(['importFiles', files.map(({ path }) => path), options]);
      return content.imported;
    },
    importZip: async (zip: Blob, options: ImportOptions) => {
      calls.push(['importZip', zip.size, options]);
      return content.imported;
    },
    space: async () => content.space,
    persist: async () => {
      calls.push(['persist']);
      change({ space: { ...content.space, persisted: content.persist } });
      return content.persist;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function withoutModel(models: readonly StoredModel[], key: string, dtype?: Dtype): StoredModel[] {
  const isIt = (model: StoredModel) => model.key === key;
  if (!dtype) return models.filter((model) => !isIt(model));
  return models.map((model) =>
    isIt(model) ? { ...model, dtypes: model.dtypes.filter((entry) => entry.dtype !== dtype) } : model,
  );
}

const notPlayed = (name: string): Failure => ({ code: 'internal', message: `Nobody answers "${name}".`, action: '' });

const EMPTY: FakeContent = {
  models: [],
  transfers: [],
  space: { usage: 0, quota: 1e9, persisted: false, kind: 'opfs' },
  describe: () => failed(notPlayed('describe')),
  verify: success([]),
  hasUpdate: success(false),
  persist: true,
  imported: failed(notPlayed('import')),
};
