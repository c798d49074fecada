import { CANCELLED } from '../../src/contract/failure';
import { type Dtype, filesOf, type ModelFile, type ModelRef } from '../../src/contract/model';
import type { OpenedFiles } from '../../src/contract/model-store';
import { failed, type Outcome, success } from '../../src/contract/outcome';
import type { StoreApi, StoreMessage } from '../../src/contract/store-api';
import { describe } from './describe';
import { doubtInfo } from './doubt';
import { ensureFiles } from './ensure-files';
import { hashBlob } from './hash-file';
import { importModelFiles, importModelZip } from './import-model';
import { listModels } from './model-list';
import { exportModel, hasUpdate, removeModel, updateModel, verifyModel } from './model-operations';
import { toStoreFailure } from './store-failure';
import { newModelRow, type StoreSetup } from './store-setup';
import { drop, openStored, type StoredFiles } from './stored-files';
import { createTransfers } from './transfers';

/** What of the worker's interface needs storage. */
export type Store = Omit<StoreApi, 'ready' | 'configure' | 'space'>;

/** The store without the worker around it. */
export async function createStore(setup: StoreSetup, post: (message: StoreMessage) => void): Promise<Store> {
  const { storage, channel } = setup;
  const calls = new Map<string, AbortController>();
  const transfers = await createTransfers(setup, (list) => post({ type: 'transfers', transfers: list }));
  // What an earlier page left unfinished.
  post({ type: 'transfers', transfers: transfers.list() });
  channel.listen((message) => {
    if (message.type === 'changed') post({ type: 'changed' });
  });

  /** Gives a call its signal, and turns what it throws into a failure. */
  async function guarded<T>(
    call: string | null,
    model: Pick<ModelRef, 'id' | 'source'>,
    work: (signal: AbortSignal) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const controller = new AbortController();
    if (call !== null) calls.set(call, controller);
    try {
      return await work(controller.signal);
    } catch (error) {
      return failed(controller.signal.aborted ? CANCELLED : toStoreFailure(error, model));
    } finally {
      if (call !== null) calls.delete(call);
    }
  }

  /** Something that changes what is here, told to all tabs once it is over. */
  async function changing<T>(id: string, work: (signal: AbortSignal) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const outcome = await guarded(null, { id, source: 'hub' }, work);
    channel.post({ type: 'changed' });
    return outcome;
  }

  async function open(
    call: string,
    model: ModelRef,
    files: readonly ModelFile[],
    task: string | undefined,
    signal: AbortSignal,
  ): Promise<Outcome<OpenedFiles>> {
    const report: Parameters<typeof transfers.join>[4] = (told) => post({ type: 'report', call, report: told });
    await noteUse(setup, model, files, task);
    const stored = await openEverywhere(setup, model, files);
    if (stored.missing.length === 0) {
      const loaded = Object.values(stored.opened).reduce((sum, { size }) => sum + size, 0);
      report({ state: { name: 'done' }, file: files.at(-1)?.path ?? '', loaded, total: loaded, cached: true });
      return success(stored.opened);
    }
    const dtype = dtypeOf(model, files);
    if (dtype === null) return success(await ensureFiles(setup, model, files, { signal, report, patient: false }));
    const failure = await transfers.join(model, dtype, files, signal, report);
    return failure ? failed(failure) : success((await openEverywhere(setup, model, files)).opened);
  }

  return {
    describe: (call, model) => guarded(call, model, (signal) => describe(setup, model, signal)),
    open: (call, model, files, task) => guarded(call, model, (signal) => open(call, model, files, task, signal)),
    cancel: (call) => calls.get(call)?.abort(CANCELLED),
    download(model, dtype) {
      void noteUse(setup, model, filesOf(model, dtype) ?? [], undefined).then(() => transfers.add(model, dtype));
    },
    pause: (key) => transfers.pause(key),
    resume: (key) => transfers.resume(key),
    abort: (key) => void transfers.abort(key),
    list: () => listModels(storage.index),
    remove: (key, dtype) => changing(idIn(key), () => removeModel(setup, transfers, key, dtype)),
    verify: (call, key) =>
      guarded(call, { id: idIn(key), source: 'hub' }, async (signal) => {
        const outcome = await verifyModel(setup, key, signal);
        channel.post({ type: 'changed' });
        return outcome;
      }),
    async discard(model, files) {
      await doubtInfo(storage.index, model);
      const { signal } = new AbortController();
      for (const file of files) {
        const row = await storage.index.file(model.baseUrl, file.path);
        if (row?.state !== 'whole') continue;
        const blob = await storage.disk.open(row.name);
        const whole = blob && (await hashBlob(blob, signal).catch(() => null)) === row.sha256;
        if (!whole) await drop(storage, row);
      }
    },
    hasUpdate: (key) => guarded(null, { id: idIn(key), source: 'hub' }, (signal) => hasUpdate(setup, key, signal)),
    update: (key) => changing(idIn(key), (signal) => updateModel(setup, transfers, key, signal)),
    exportZip: (key) => guarded(null, { id: idIn(key), source: 'hub' }, () => exportModel(setup, key)),
    importFiles: (files, options) => changing(options.id, () => importModelFiles(setup, files, options)),
    importZip: (zip, options) => changing(options.id, () => importModelZip(setup, zip, options)),
  };
}

/** What people call the model of a key: the end of its address, `owner/name`. */
const idIn = (key: string): string => /([^/:]+\/[^/]+)\/(?:resolve\/.*)?$/.exec(key)?.[1] ?? key;

/** A starter's files may lie in memory, where the disk was full. */
async function openEverywhere(setup: StoreSetup, model: ModelRef, files: readonly ModelFile[]): Promise<StoredFiles> {
  const stored = await openStored(setup.storage, model, files);
  if (stored.missing.length === 0 || model.source !== 'starter') return stored;
  const kept = await openStored(setup.memory, model, files);
  return kept.missing.length === 0 ? kept : stored;
}

async function noteUse(
  { storage: { index }, clock }: StoreSetup,
  model: ModelRef,
  files: readonly ModelFile[],
  task: string | undefined,
): Promise<void> {
  const row = (await index.model(model.baseUrl)) ?? newModelRow(model, clock.now());
  const needed = files.filter(({ optional }) => !optional).map(({ path }) => path);
  await index.putModel({
    ...row,
    lastUsed: clock.now(),
    wanted: [...new Set([...row.wanted, ...needed])],
    tasks: task === undefined ? row.tasks : [...new Set([...row.tasks, task])],
  });
}

/** The dtype whose weights are among these files; null for a question, which needs none. */
function dtypeOf(model: ModelRef, files: readonly ModelFile[]): Dtype | null {
  const paths = new Set(files.map(({ path }) => path));
  const found = model.weights.find(
    (entry) => entry.files.length > 0 && entry.files.every(({ path }) => paths.has(path)),
  );
  return found?.dtype ?? null;
}
