import type { Dtype, ModelRef } from '../../src/contract/model';
import type { HubInfo } from './hub-info';
import type { ByteRange } from './ranges';

/** One file of one model, as the index has it. */
export interface FileRow {
  /** Of the model's {@link ModelRow.key}, and its path. */
  key: string;
  model: string;
  path: string;
  /** Of the file on the disk; empty where there is none. */
  name: string;
  /** Null while nobody has said. */
  bytes: number | null;
  /** Hexadecimal: of a whole file what it was found to have, of a partial one what it must have. */
  sha256: string | null;
  etag: string | null;
  /** `absent`: the server does not have it, or did not when it was last asked. */
  state: 'partial' | 'whole' | 'absent';
  /** Ranges that lie on the disk, of a partial file. */
  done: readonly ByteRange[];
}

/** A model that the store knows of. */
export interface ModelRow {
  /** Its `baseUrl`, which names host, id and revision. */
  key: string;
  id: string;
  source: ModelRef['source'];
  revision: string;
  commit: string | null;
  /** What its host says of it, for offline use. */
  info: HubInfo | null;
  /** Milliseconds since 1970. */
  infoAt: number;
  tasks: readonly string[];
  /** Paths that were asked for and that no run can do without: they tell whether a dtype is complete. */
  wanted: readonly string[];
  lastUsed: number;
}

/** A download that was not finished. */
export interface TransferRow {
  key: string;
  model: ModelRef;
  dtype: Dtype;
}

export const fileKey = (model: string, path: string): string => `${model} ${path}`;

/** The memory of the store. */
export interface ModelIndex {
  file(model: string, path: string): Promise<FileRow | undefined>;
  files(model: string): Promise<FileRow[]>;
  allFiles(): Promise<FileRow[]>;
  putFile(row: FileRow): Promise<void>;
  removeFile(row: Pick<FileRow, 'key'>): Promise<void>;
  model(key: string): Promise<ModelRow | undefined>;
  models(): Promise<ModelRow[]>;
  putModel(row: ModelRow): Promise<void>;
  removeModel(key: string): Promise<void>;
  transfers(): Promise<TransferRow[]>;
  putTransfer(row: TransferRow): Promise<void>;
  removeTransfer(key: string): Promise<void>;
}
