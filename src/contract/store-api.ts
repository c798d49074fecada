import type { Dtype, ModelFile, ModelRef } from './model';
import type {
  FileProblem,
  ImportOptions,
  LocalFile,
  ModelDescription,
  OpenedFiles,
  OpenReport,
  Space,
  StoredModel,
  Transfer,
} from './model-store';
import type { Outcome } from './outcome';

/** What the page's settings say of where models come from. */
export interface StoreSettings {
  /** The Hub or a mirror of it; ends in a slash. */
  hub: string;
  /** Sent to that host's own origin and nowhere else; null where there is none. */
  token: string | null;
}

/**
 * What the models worker answers to. Every method resolves; failures are values. `call` is a name that the page gives a
 * call, so that it can be reported on and cancelled.
 */
export interface StoreApi {
  /** Resolves once the worker holds its liveness lock and storage is in order. */
  ready(): Promise<void>;
  configure(settings: StoreSettings): void;
  describe(call: string, model: ModelRef): Promise<Outcome<ModelDescription>>;
  open(call: string, model: ModelRef, files: readonly ModelFile[], task?: string): Promise<Outcome<OpenedFiles>>;
  cancel(call: string): void | Promise<void>;
  download(model: ModelRef, dtype: Dtype): void | Promise<void>;
  pause(key: string): void | Promise<void>;
  resume(key: string): void | Promise<void>;
  abort(key: string): void | Promise<void>;
  list(): Promise<StoredModel[]>;
  remove(key: string, dtype?: Dtype): Promise<Outcome<null>>;
  verify(call: string, key: string): Promise<Outcome<FileProblem[]>>;
  discard(model: ModelRef, files: readonly ModelFile[]): Promise<void>;
  hasUpdate(key: string): Promise<Outcome<boolean | null>>;
  update(key: string): Promise<Outcome<null>>;
  exportZip(key: string): Promise<Outcome<Blob>>;
  importFiles(files: readonly LocalFile[], options: ImportOptions): Promise<Outcome<StoredModel>>;
  importZip(zip: Blob, options: ImportOptions): Promise<Outcome<StoredModel>>;
  space(): Promise<Space>;
}

/** {@link StoreApi} as the page sees it: every answer is awaited. */
export type RemoteStoreApi = {
  [K in keyof StoreApi]: (...args: Parameters<StoreApi[K]>) => Promise<Awaited<ReturnType<StoreApi[K]>>>;
};

/** What the worker posts by itself, beside its answers. */
export type StoreMessage =
  | { type: 'report'; call: string; report: OpenReport }
  | { type: 'transfers'; transfers: readonly Transfer[] }
  /** The list of models may have changed, in this tab or another. */
  | { type: 'changed' };
