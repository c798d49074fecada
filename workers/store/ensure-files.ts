import { type FailureCode, FailureError } from '../../src/contract/failure';
import type { ModelFile, ModelRef } from '../../src/contract/model';
import type { OpenedFiles, OpenReport } from '../../src/contract/model-store';
import { isQuotaError } from './disk';
import { doubtInfo } from './doubt';
import { refusal, storageFull } from './failures';
import { fetchFiles } from './fetch-files';
import { sourceOf } from './hub-api';
import { longestUnused } from './model-list';
import { withModelLock } from './model-lock';
import { ModelProgress } from './model-progress';
import { coveredBytes } from './ranges';
import { Semaphore } from './semaphore';
import type { StoreSetup } from './store-setup';
import { openStored, type Storage, type StoredFiles } from './stored-files';

/** Connections of one model that are open at once. */
const CONNECTIONS = 3;
/** Room that stays free: for the index, and for what other parts of the page keep. */
const SPARE_BYTES = 4 * 2 ** 20;

export interface EnsureOptions {
  signal: AbortSignal;
  report(report: OpenReport): void;
  /** Waits for the network as long as it takes. */
  patient: boolean;
}

/**
 * Brings files of a model here that are not yet. One tab at a time fetches a model; the others wait, pass its progress
 * on, and take over when it is gone.
 * @throws FailureError, or the signal's reason
 */
export async function ensureFiles(
  setup: StoreSetup,
  model: ModelRef,
  files: readonly ModelFile[],
  options: EnsureOptions,
): Promise<OpenedFiles> {
  const { storage, channel } = setup;
  const found = deferredFiles();
  let waiting = false;
  const signal = AbortSignal.any([options.signal, found.controller.signal]);
  const stopListening = channel.listen((message, own) => {
    if (!waiting || message.type === 'changed' || message.model !== model.baseUrl) return;
    if (message.type === 'progress') {
      options.report(own ? message.report : { ...message.report, state: { name: 'elsewhere' } });
    } else void openStored(storage, model, files).then(found.offer, () => {});
  });
  try {
    return await withModelLock(
      model.baseUrl,
      signal,
      () => {
        waiting = true;
        options.report({ state: { name: 'elsewhere' }, file: '', loaded: 0, total: null, cached: true });
      },
      () => {
        waiting = false;
        return fetchMissing(setup, model, files, options);
      },
    );
  } catch (error) {
    if (found.files && !options.signal.aborted) return found.files;
    throw error;
  } finally {
    stopListening();
  }
}

/** Ends the waiting for a lock when what is wanted has come meanwhile. */
function deferredFiles() {
  const controller = new AbortController();
  const state = { controller, files: null as OpenedFiles | null, offer };
  function offer({ opened, missing }: StoredFiles): void {
    if (missing.length > 0) return;
    state.files = opened;
    controller.abort();
  }
  return state;
}

/** Files that are not what the host's list said: the list may be an old one by now. */
const NOT_AS_LISTED: ReadonlySet<FailureCode> = new Set([
  'model-file-corrupt',
  'model-file-changed',
  'model-file-missing',
]);

async function fetchMissing(
  setup: StoreSetup,
  model: ModelRef,
  files: readonly ModelFile[],
  options: EnsureOptions,
): Promise<OpenedFiles> {
  const stored = await openStored(setup.storage, model, files);
  if (stored.missing.length === 0) return stored.opened;
  const [lost] = stored.missing;
  if (model.source === 'local' && lost) throw new FailureError(refusal(model, lost, { status: 404 }));
  try {
    await checkSpace(setup, model, stored);
    return await fetchInto(setup, setup.storage, model, files, stored, options);
  } catch (error) {
    if (error instanceof FailureError && NOT_AS_LISTED.has(error.failure.code))
      await doubtInfo(setup.storage.index, model);
    const full = isQuotaError(error) || (error instanceof FailureError && error.failure.code === 'storage-full');
    if (!full) throw error;
    if (model.source === 'starter') {
      const kept = await openStored(setup.memory, model, files);
      return fetchInto(setup, setup.memory, model, files, kept, options);
    }
    throw error instanceof FailureError ? error : new FailureError(await fullFailure(setup, model, null));
  }
}

async function fetchInto(
  setup: StoreSetup,
  storage: Storage,
  model: ModelRef,
  files: readonly ModelFile[],
  { opened, missing, rows }: StoredFiles,
  options: EnsureOptions,
): Promise<OpenedFiles> {
  const { channel, clock } = setup;
  const progress = new ModelProgress(
    files,
    (report) => {
      options.report(report);
      channel.post({ type: 'progress', model: model.baseUrl, report });
    },
    clock.now,
  );
  for (const file of files) {
    const size = opened[file.path]?.size;
    if (size !== undefined) progress.file(file.path, size, size);
    else if (!missing.includes(file)) progress.file(file.path, 0, 0);
    else progress.file(file.path, coveredBytes(rows.get(file.path)?.done ?? []), file.bytes ?? null);
  }
  const context = {
    ...{ model, disk: storage.disk, index: storage.index, progress, clock },
    ...{ signal: options.signal, patient: options.patient },
    connections: new Semaphore(CONNECTIONS),
    sourceOf: (path: string) => sourceOf(setup.settings(), model, path, setup.origin),
  };
  await fetchFiles(context, missing, rows, () => channel.post({ type: 'file', model: model.baseUrl }));
  progress.tell();
  return (await openStored(storage, model, files)).opened;
}

/** Better said now than after an hour. */
async function checkSpace(setup: StoreSetup, model: ModelRef, { missing, rows }: StoredFiles): Promise<void> {
  const wanted = missing.reduce(
    (sum, { path, bytes = 0 }) => sum + bytes - coveredBytes(rows.get(path)?.done ?? []),
    0,
  );
  const free = await setup.free();
  if (free !== null && wanted + SPARE_BYTES > free && wanted > 0) {
    throw new FailureError(await fullFailure(setup, model, wanted + SPARE_BYTES - free));
  }
}

const fullFailure = async (setup: StoreSetup, model: ModelRef, bytes: number | null) =>
  storageFull(model, bytes, await longestUnused(setup.storage.index, model.baseUrl));
