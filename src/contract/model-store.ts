import type { Failure } from './failure';
import type { Dtype, ModelFile, ModelRef } from './model';
import type { Outcome } from './outcome';

/**
 * The files of one model, ready to be read. Blobs lie on the disk wherever the browser has one: they are passed between
 * realms without their bytes being read. A path that the model does not have (an optional file) is left out.
 */
export type OpenedFiles = Readonly<Record<string, Blob>>;

/** What the store and the Hub know of a model before any of its weights is fetched. */
export interface ModelDescription {
  /** The model with the files that it really has, with sizes and hashes where its server gives them. */
  model: ModelRef;
  /** What it is, as its host says; null where nobody says. */
  about: {
    pipelineTag: string | null;
    library: string | null;
    licence: string | null;
    /** `model_type` of config.json, or `_class_name` of model_index.json. */
    architecture: string | null;
    gated: boolean;
  };
  /** One entry for each dtype that is offered, in the model's own order. */
  dtypes: readonly {
    dtype: Dtype;
    /** Bytes of everything that a run in this dtype needs; null where its server does not say. */
    bytes: number | null;
    /** Of those, the bytes that are not here yet. */
    missing: number | null;
  }[];
  /** Why its host did not list its files just now; what is said of them is a guess then. */
  unanswered?: Failure;
}

/** One dtype of a model in the store. */
export interface StoredDtype {
  dtype: Dtype;
  bytes: number;
  /** Every file is here and whole. */
  complete: boolean;
}

/** A model that the store has something of. */
export interface StoredModel {
  /** Tells it from the same id and revision of another host. */
  key: string;
  id: string;
  source: ModelRef['source'];
  /** As it was asked for: a branch, a tag or a commit; empty for local models. */
  revision: string;
  /** The commit that `revision` meant when it was fetched, where its host says. */
  commit: string | null;
  /** Where it came from: an origin, or `this machine`. */
  from: string;
  /** Task ids that it was used or imported for; of one that was only downloaded, what its host says it is for. */
  tasks: readonly string[];
  dtypes: readonly StoredDtype[];
  /** Bytes of all its files, those that all dtypes share included. */
  bytes: number;
  /** Milliseconds since 1970. */
  lastUsed: number;
  /** Comes with the app: deleted, it is simply fetched from the app's own origin again. */
  starter: boolean;
}

export type TransferState =
  /** Waits for other transfers of this page. */
  | { name: 'queued' }
  /** Another tab of the browser fetches the same model; progress is that tab's. */
  | { name: 'elsewhere' }
  | { name: 'downloading' }
  /** Tries again at `at` (milliseconds since 1970) after `failure`; `attempt` counts from 1. */
  | { name: 'retrying'; failure: Failure; attempt: number; at: number }
  | { name: 'paused' }
  | { name: 'verifying' }
  | { name: 'done' }
  | { name: 'failed'; failure: Failure };

/** One model's way into the store, over all of its files. Bytes that are here already count as loaded. */
export interface Transfer {
  /** Of one model in one revision and dtype. */
  key: string;
  model: { id: string; revision: string };
  dtype: Dtype;
  state: TransferState;
  /** The file that moves. */
  file: string;
  loaded: number;
  total: number | null;
  /** Of the last seconds; null while nothing moves. */
  bytesPerSecond: number | null;
  secondsLeft: number | null;
}

/** How far one {@link ModelStore.open} is. `cached`: nothing of it had to be fetched so far. */
export type OpenReport = Pick<Transfer, 'state' | 'file' | 'loaded' | 'total'> & { cached: boolean };

/** Storage that the browser gives this origin, in bytes. */
export interface Space {
  usage: number | null;
  quota: number | null;
  /** The browser has promised not to clear it when space is short. */
  persisted: boolean;
  /** Where files lie: on the disk by OPFS, in Cache Storage, or in memory until the page is closed. */
  kind: 'opfs' | 'cache' | 'memory';
}

/** A file that a person hands over, with its path inside the model's folder. */
export interface LocalFile {
  path: string;
  blob: Blob;
}

export interface ImportOptions {
  /** `owner/name`; a bare name becomes `local/name`. */
  id: string;
  /** The task that it is for; left out, config.json decides. */
  task?: string;
}

/** What is wrong with one file of a model, found by a check. */
export interface FileProblem {
  path: string;
  problem: string;
}

/**
 * The one owner of model files: fetches, verifies, keeps, lists and deletes them. Everything runs in a worker of its own
 * and goes on when the inference worker ends. It never rejects.
 */
export interface ModelStore {
  /** What a model is and what would be fetched. Asks its host for at most its list of files and its configuration. */
  describe(model: ModelRef, signal?: AbortSignal): Promise<Outcome<ModelDescription>>;
  /**
   * Sees to it that these files of a model are here, whole and verified, and opens them. Where all are here the network
   * is not touched. Ending the signal stops the transfer and keeps what is done.
   * @param files those of one dtype; optional ones may be missing
   * @param task what they are wanted for
   */
  open(
    model: ModelRef,
    files: readonly ModelFile[],
    signal: AbortSignal,
    onTransfer: (report: OpenReport) => void,
    task?: string,
  ): Promise<Outcome<OpenedFiles>>;
  /** Puts a dtype of a model in the queue of downloads, without a run. It is seen in {@link transfers}. */
  download(model: ModelRef, dtype: Dtype): void;
  /** Nothing moves until {@link resume}; what is done is kept, also over a reload. */
  pause(key: string): void;
  resume(key: string): void;
  /** Ends a transfer and deletes what it had fetched of unfinished files. */
  abort(key: string): void;
  /** Downloads of this page, and those that an earlier page left unfinished (paused). */
  transfers(): readonly Transfer[];

  /** Most recently used first. */
  list(): Promise<readonly StoredModel[]>;
  /**
   * Deletes a model, or one dtype of it.
   * @param key of the {@link StoredModel}, here and in what follows
   */
  remove(key: string, dtype?: Dtype): Promise<Outcome<null>>;
  /** Reads every file again and compares it with its hash, or where there is none with its size; drops what is damaged. */
  verify(key: string, signal?: AbortSignal): Promise<Outcome<readonly FileProblem[]>>;
  /** Drops those of these files that do not have their hash any more, so that the next {@link open} fetches them again. */
  discard(model: ModelRef, files: readonly ModelFile[]): Promise<void>;
  /** Whether its host has another commit by now; null where it cannot be known. */
  hasUpdate(key: string): Promise<Outcome<boolean | null>>;
  /**
   * Goes over to what the revision means by now: files that have changed are dropped and put in the queue of downloads
   * for the dtypes that were here, all others stay.
   */
  update(key: string): Promise<Outcome<null>>;
  /** A zip of all its files, paths kept. Its bytes are read from the disk while it is written. */
  exportZip(key: string): Promise<Outcome<Blob>>;
  /** Takes files or a folder as a model. Files lie in the store afterwards: the originals are not needed again. */
  importFiles(files: readonly LocalFile[], options: ImportOptions): Promise<Outcome<StoredModel>>;
  importZip(zip: Blob, options: ImportOptions): Promise<Outcome<StoredModel>>;

  space(): Promise<Space>;
  /** Asks the browser to keep the storage; false where it does not promise. */
  persist(): Promise<boolean>;
  /** Called whenever {@link transfers} or the list of models has changed, in whatever tab. */
  subscribe(listener: () => void): () => void;
}
