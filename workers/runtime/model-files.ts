import type { RunEventListener } from '../../src/contract/events';
import { type Failure, FailureError } from '../../src/contract/failure';
import type { Dtype, ModelFile, ModelRef } from '../../src/contract/model';

const CACHE_NAME = 'loupe-models';
const PROGRESS_INTERVAL_MS = 100;

/** Status under which it is remembered that a file does not exist: offline, nobody could be asked again. */
const ABSENT = 404;

const toStored = (blob: Blob | null): Response =>
  new Response(blob, { status: blob ? 200 : ABSENT, headers: { 'content-length': String(blob?.size ?? 0) } });

/** The verified files of one model, readable by path. */
export interface ModelFiles {
  /** Null where the model has no such file. */
  read(path: string): Promise<Response | null>;
  /** Drops the stored files, so that the next load fetches them again. */
  forget(): Promise<void>;
}

/** The files that one dtype of a model consists of; fails when the model does not come in that dtype. */
export function filesOf(model: ModelRef, dtype: Dtype): readonly ModelFile[] {
  const weights = model.weights.find((entry) => entry.dtype === dtype);
  if (!weights) {
    throw new FailureError({
      code: 'dtype-unavailable',
      message: `${model.id} has no ${dtype} weights; it has ${model.weights.map((entry) => entry.dtype).join(', ')}.`,
      action: 'Set dtype to automatic.',
      remedy: 'use-automatic-device',
      field: 'dtype',
    });
  }
  return [...model.files, ...weights.files];
}

/**
 * Makes sure that every file of a model lies in Cache Storage, whole and as the catalogue says, and reports bytes
 * while it downloads. Where Cache Storage is missing (some private modes) files stay in memory.
 * @throws FailureError model-not-found, model-file-missing, model-file-corrupt, network-unreachable, server-refused,
 *   or the signal's reason when aborted
 */
export async function openModelFiles(
  model: ModelRef,
  dtype: Dtype,
  signal: AbortSignal,
  emit: RunEventListener,
): Promise<ModelFiles> {
  const files = filesOf(model, dtype);
  const store = await openStore();
  const progress = new DownloadProgress(files, emit);
  const absent = new Set<string>();
  for (const file of files) {
    signal.throwIfAborted();
    const key = keyOf(model, file);
    const stored = await find(store, key);
    const knownAbsent = stored?.status === ABSENT;
    if (knownAbsent && file.optional) {
      progress.announce(file, 0);
      absent.add(file.path);
    } else if (stored && !knownAbsent && isWhole(stored, file)) progress.addStored(file, stored);
    else {
      const blob = await download(model, file, signal, knownAbsent, progress);
      await keep(store, key, blob);
      if (!blob && !file.optional) throw new FailureError(refusal(model, file, ABSENT));
      if (!blob) absent.add(file.path);
    }
  }
  progress.finish();
  const byPath = new Map(files.map((file) => [file.path, file]));
  return {
    async read(path) {
      const file = byPath.get(path);
      return file && !absent.has(path) ? ((await find(store, keyOf(model, file))) ?? null) : null;
    },
    async forget() {
      await Promise.all(files.flatMap((file) => [store, memoryStore].map((from) => from.delete(keyOf(model, file)))));
    },
  };
}

/** The hash is part of the key: a starter that was trained again is another file, even at the same size. */
const keyOf = (model: ModelRef, file: ModelFile): string =>
  `${model.baseUrl}${file.path}${file.sha256 ? `?sha256=${file.sha256}` : ''}`;

/** What we use of Cache Storage. */
interface FileStore {
  match(key: string): Promise<Response | undefined>;
  put(key: string, response: Response): Promise<void>;
  delete(key: string): Promise<boolean>;
}

const memory = new Map<string, Response>();
const memoryStore: FileStore = {
  async match(key) {
    return memory.get(key)?.clone();
  },
  async put(key, response) {
    memory.set(key, response);
  },
  async delete(key) {
    return memory.delete(key);
  },
};

/** A full disk is no reason to fail: the file then lasts as long as the worker. */
async function keep(store: FileStore, key: string, blob: Blob | null): Promise<void> {
  try {
    await store.put(key, toStored(blob));
  } catch {
    await memoryStore.put(key, toStored(blob));
  }
}

const find = async (store: FileStore, key: string): Promise<Response | undefined> =>
  (await store.match(key)) ?? memoryStore.match(key);

async function openStore(): Promise<FileStore> {
  try {
    return await caches.open(CACHE_NAME);
  } catch {
    return memoryStore;
  }
}

/** A stored file counts as whole when it is as long as it was when its hash was checked. */
function isWhole(response: Response, file: ModelFile): boolean {
  const size = Number(response.headers.get('content-length'));
  return file.bytes === undefined ? size > 0 : size === file.bytes;
}

/** Downloads and verifies one file; null where the server does not have it, or did not when it was last asked. */
async function download(
  model: ModelRef,
  file: ModelFile,
  signal: AbortSignal,
  knownAbsent: boolean,
  progress: DownloadProgress,
): Promise<Blob | null> {
  const response = await request(model, file, signal, knownAbsent);
  progress.announce(file, response.status === ABSENT ? 0 : announcedLength(response));
  if (response.status === ABSENT) return null;
  if (!response.ok) throw new FailureError(refusal(model, file, response.status));
  const blob = await readBody(model, file, response, signal, (bytes) => progress.add(file, bytes, false));
  const problem = await fileProblem(file, blob, response);
  if (problem) throw new FailureError(corrupt(model, file, problem));
  return blob;
}

async function request(model: ModelRef, file: ModelFile, signal: AbortSignal, knownAbsent: boolean): Promise<Response> {
  try {
    return await fetch(model.baseUrl + file.path, { signal, cache: 'no-cache' });
  } catch (error) {
    signal.throwIfAborted();
    if (knownAbsent) return toStored(null);
    throw new FailureError(unreachable(model, String(error)));
  }
}

async function readBody(
  model: ModelRef,
  file: ModelFile,
  response: Response,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  try {
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      chunks.push(part.value);
      onBytes(part.value.byteLength);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw new FailureError(unreachable(model, `${file.path}: ${String(error)}`));
  }
  return new Blob(chunks);
}

/** Bytes of the body as the server announces them; a compressed body's length is another thing. */
function announcedLength(response: Response): number | undefined {
  const length = response.headers.get('content-length');
  return length === null || response.headers.has('content-encoding') ? undefined : Number(length);
}

/** Says what is wrong with a downloaded file, or null. */
async function fileProblem(file: ModelFile, blob: Blob, response: Response): Promise<string | null> {
  const expected = file.bytes ?? announcedLength(response) ?? blob.size;
  if (file.path.endsWith('.json')) {
    const text = await blob.text();
    if (/^\s*</.test(text)) return 'a web page came instead of the file';
    try {
      JSON.parse(text);
    } catch {
      return 'it is not valid JSON';
    }
  }
  if (blob.size !== expected) return `${blob.size} bytes came instead of ${expected}`;
  if (blob.size === 0) return 'it is empty';
  if (file.sha256 && (await sha256(blob)) !== file.sha256) return 'its SHA-256 is wrong';
  return null;
}

async function sha256(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Adds up bytes over all files and reports them, at most ten times a second. */
class DownloadProgress {
  private loaded = 0;
  private reported = 0;
  private file = '';
  private cached = true;
  /** Bytes by path, as far as the catalogue or a server has told. */
  private readonly sizes = new Map<string, number>();

  constructor(
    private readonly files: readonly ModelFile[],
    private readonly emit: RunEventListener,
  ) {
    for (const { path, bytes } of files) if (bytes !== undefined) this.sizes.set(path, bytes);
  }

  announce(file: ModelFile, bytes: number | undefined): void {
    if (bytes !== undefined) this.sizes.set(file.path, bytes);
  }

  add(file: ModelFile, bytes: number, cached: boolean): void {
    this.loaded += bytes;
    this.file = file.path;
    this.cached &&= cached;
    const now = performance.now();
    if (now - this.reported < PROGRESS_INTERVAL_MS) return;
    this.reported = now;
    this.report();
  }

  addStored(file: ModelFile, stored: Response): void {
    const bytes = Number(stored.headers.get('content-length'));
    this.announce(file, bytes);
    this.add(file, bytes, true);
  }

  finish(): void {
    this.report();
  }

  private report(): void {
    const { file, loaded, cached } = this;
    const known = this.files.every(({ path }) => this.sizes.has(path));
    const total = known ? [...this.sizes.values()].reduce((sum, bytes) => sum + bytes, 0) : null;
    this.emit({ type: 'download', file, loaded, total, cached });
  }
}

function refusal(model: ModelRef, file: ModelFile, status: number): Failure {
  const detail = `HTTP ${status} for ${file.path}`;
  // The Hub answers 401 for a model that does not exist, so as not to tell private names.
  if (file.path === 'config.json' && (status === 404 || (status === 401 && model.source === 'hub'))) {
    return {
      code: 'model-not-found',
      message: `There is no model "${model.id}" (or it is private).`,
      action: 'Check the spelling, owner/name, or choose a model from the list.',
      remedy: 'use-starter-model',
      field: 'model',
      detail,
    };
  }
  if (status === 404 && !file.path.startsWith('onnx/')) {
    return {
      code: 'model-incompatible',
      message: `${model.id} has no ${file.path}: it was not made for transformers.js.`,
      action: 'Choose a model that was converted for transformers.js.',
      remedy: 'use-starter-model',
      field: 'model',
      detail,
    };
  }
  if (status === 404) {
    return {
      code: 'model-file-missing',
      message: `${model.id} has no file ${file.path}.`,
      action: 'Choose another dtype, or a model that was converted to ONNX for transformers.js.',
      remedy: 'use-starter-model',
      field: 'model',
      detail,
    };
  }
  return {
    code: 'server-refused',
    message: `The server refused ${file.path} of ${model.id} (HTTP ${status}).`,
    action: status === 429 ? 'Wait a minute and try again.' : 'Try again, or choose another model.',
    remedy: 'retry',
    detail,
  };
}

function unreachable(model: ModelRef, detail: string): Failure {
  return {
    code: 'network-unreachable',
    message: `${model.id} could not be downloaded: the network or the server does not answer.`,
    action: 'Check the connection and try again; models that were used before work offline.',
    remedy: 'retry',
    detail,
  };
}

export function corrupt(model: ModelRef, file: Pick<ModelFile, 'path'>, problem: string): Failure {
  return {
    code: 'model-file-corrupt',
    message: `The file ${file.path} of ${model.id} is damaged: ${problem}.`,
    action: 'Try again to download it afresh; nothing damaged was kept.',
    remedy: 'retry',
    detail: problem,
  };
}
