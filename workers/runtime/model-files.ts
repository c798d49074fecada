import type { RunEventListener } from '../../src/contract/events';
import { FailureError } from '../../src/contract/failure';
import type { Dtype, ModelFile, ModelRef } from '../../src/contract/model';
import { DownloadProgress } from './download-progress';
import { download } from './file-download';
import { refusal } from './file-failures';
import { ABSENT, find, keep, memoryStore, openStore } from './file-store';

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
 * Makes sure that these files of a model lie in Cache Storage, whole and as the catalogue says, and reports bytes
 * while it downloads. Where Cache Storage is missing (some private modes) files stay in memory.
 * @throws FailureError model-not-found, model-file-missing, model-file-corrupt, network-unreachable, server-refused,
 *   or the signal's reason when aborted
 */
export async function openFiles(
  model: ModelRef,
  files: readonly ModelFile[],
  signal: AbortSignal,
  emit: RunEventListener,
): Promise<ModelFiles> {
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

/** A stored file counts as whole when it is as long as it was when its hash was checked. */
function isWhole(response: Response, file: ModelFile): boolean {
  const size = Number(response.headers.get('content-length'));
  return file.bytes === undefined ? size > 0 : size === file.bytes;
}
