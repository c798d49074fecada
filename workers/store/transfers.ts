import type { Failure } from '../../src/contract/failure';
import { type Dtype, filesOf, type ModelFile, type ModelRef } from '../../src/contract/model';
import type { OpenReport, Transfer } from '../../src/contract/model-store';
import { type EnsureOptions, ensureFiles } from './ensure-files';
import { toStoreFailure } from './store-failure';
import type { StoreSetup } from './store-setup';
import { bytesHere, drop } from './stored-files';
import { ActiveTransfer } from './transfer';

const TELL_INTERVAL_MS = 250;

export interface Transfers {
  list(): Transfer[];
  /** Puts a dtype in the queue. */
  add(model: ModelRef, dtype: Dtype): void;
  /**
   * Fetches files for somebody who waits: at once, past the queue. When nobody waits any more and nobody asked for it by
   * itself, it stops and keeps what is done.
   * @returns null, or what went wrong
   */
  join(
    model: ModelRef,
    dtype: Dtype,
    files: readonly ModelFile[],
    signal: AbortSignal,
    report: (report: OpenReport) => void,
  ): Promise<Failure | null>;
  pause(key: string): void;
  resume(key: string): void;
  abort(key: string): Promise<void>;
  /** Ends what moves of a model, because it is being deleted. */
  forget(model: string, dtype: Dtype | undefined): Promise<void>;
}

/** @param onChange told at most a few times a second while bytes come */
export async function createTransfers(
  setup: StoreSetup,
  onChange: (transfers: Transfer[]) => void,
  ensure: typeof ensureFiles = ensureFiles,
): Promise<Transfers> {
  const { storage, clock, channel } = setup;
  const entries = new Map<string, ActiveTransfer>();
  let told = Number.NEGATIVE_INFINITY;

  const list = () => [...entries.values()].map((entry) => entry.snapshot(clock.now()));
  const tell = () => {
    told = clock.now();
    onChange(list());
  };
  const tellSometimes = () => {
    if (clock.now() - told >= TELL_INTERVAL_MS) tell();
  };

  for (const { model, dtype } of await storage.index.transfers()) {
    const files = filesOf(model, dtype);
    if (!files) continue;
    const entry = entryFor(model, dtype, files);
    entry.state = { name: 'paused' };
    entry.begun = await bytesHere(storage.index, model, files);
  }
  channel.listen((message, own) => {
    if (own) return;
    if (message.type === 'progress') hearOfElsewhere(message.model, message.report);
    if (message.type === 'changed') void dropDoneElsewhere();
  });

  function entryFor(model: ModelRef, dtype: Dtype, files: readonly ModelFile[]): ActiveTransfer {
    const key = `${model.baseUrl} ${dtype}`;
    const known = entries.get(key);
    // Another task may want other graphs of the same model; of another commit nothing goes on.
    const begun = known?.model.commit === model.commit ? (known?.files ?? []) : [];
    const listed = new Set(begun.map(({ path }) => path));
    if (known && files.every(({ path }) => listed.has(path)) && known.state.name !== 'done') return known;
    const union = [...files, ...begun.filter(({ path }) => !files.some((file) => file.path === path))];
    const entry = new ActiveTransfer(key, model, dtype, union);
    if (known) {
      entry.running = known.running;
      for (const waiter of known.waiters) entry.waiters.add(waiter);
      known.controller?.abort();
    }
    entries.set(key, entry);
    return entry;
  }

  function start(entry: ActiveTransfer): void {
    if (entry.moves) return;
    const controller = new AbortController();
    entry.controller = controller;
    entry.enter({ name: 'queued' });
    entry.running = entry.running.then(() => work(entry, controller));
    tell();
  }

  const remember = ({ key, model, dtype, files }: ActiveTransfer) =>
    storage.index.putTransfer({ key, model: withFiles(model, dtype, files), dtype });

  async function work(entry: ActiveTransfer, controller: AbortController): Promise<void> {
    const { key, model, files } = entry;
    const options: EnsureOptions = {
      signal: controller.signal,
      patient: entry.explicit,
      report(report) {
        if (controller.signal.aborted) return;
        const before = entry.state.name;
        entry.heard(report, clock.now());
        if (before === entry.state.name) tellSometimes();
        else tell();
      },
    };
    try {
      controller.signal.throwIfAborted();
      await remember(entry);
      await ensure(setup, model, files, options);
      await storage.index.removeTransfer(key);
      entry.enter({ name: 'done' });
      entry.settle(null);
    } catch (error) {
      // Who ended it has said what state it is in.
      if (!controller.signal.aborted) fail(entry, toStoreFailure(error, model));
    } finally {
      if (entry.controller === controller) entry.controller = null;
      channel.post({ type: 'changed' });
      tell();
      pump();
    }
  }

  function fail(entry: ActiveTransfer, failure: Failure): void {
    entry.enter({ name: 'failed', failure });
    entry.settle(failure);
  }

  /** Downloads that were asked for by themselves go one after the other. */
  function pump(): void {
    const all = [...entries.values()].filter(({ explicit }) => explicit);
    if (all.some(({ moves }) => moves)) return;
    const next = all.find(({ state }) => state.name === 'queued');
    if (next) start(next);
  }

  function halt(entry: ActiveTransfer): void {
    entry.controller?.abort();
    entry.controller = null;
    entry.enter({ name: 'paused' });
    tell();
    pump();
  }

  function hearOfElsewhere(model: string, report: OpenReport): void {
    for (const entry of entries.values()) {
      if (entry.model.baseUrl !== model || entry.moves || !['paused', 'elsewhere'].includes(entry.state.name)) continue;
      entry.heard({ ...report, state: { name: 'elsewhere' } }, clock.now());
      tellSometimes();
    }
  }

  async function dropDoneElsewhere(): Promise<void> {
    const unfinished = new Set((await storage.index.transfers()).map(({ key }) => key));
    for (const entry of entries.values()) {
      if (entry.state.name !== 'elsewhere' || entry.moves) continue;
      if (unfinished.has(entry.key)) entry.enter({ name: 'paused' });
      else entries.delete(entry.key);
    }
    tell();
  }

  async function end(entry: ActiveTransfer): Promise<void> {
    entry.controller?.abort();
    entry.controller = null;
    entries.delete(entry.key);
    entry.cancel();
    tell();
    await entry.running;
    await storage.index.removeTransfer(entry.key);
    pump();
  }

  return {
    list,
    add(model, dtype) {
      const files = filesOf(model, dtype);
      if (!files) return;
      const entry = entryFor(model, dtype, files);
      entry.explicit = true;
      if (!entry.moves) {
        // What waits for its turn is to be there after a reload, too.
        entry.running = entry.running.then(() => remember(entry)).catch(() => {});
        entry.enter({ name: 'queued' });
      }
      tell();
      pump();
    },
    join(model, dtype, files, signal, report) {
      const entry = entryFor(model, dtype, files);
      return new Promise<Failure | null>((resolve, reject) => {
        const waiter = { report, done: finish };
        const onAbort = () => {
          entry.waiters.delete(waiter);
          const current = entries.get(entry.key) ?? entry;
          current.waiters.delete(waiter);
          if (current.waiters.size === 0 && !current.explicit && current.moves) halt(current);
          reject(signal.reason);
        };
        function finish(failure: Failure | null) {
          signal.removeEventListener('abort', onAbort);
          resolve(failure);
        }
        if (signal.aborted) return reject(signal.reason);
        signal.addEventListener('abort', onAbort, { once: true });
        entry.waiters.add(waiter);
        start(entry);
      });
    },
    pause(key) {
      const entry = entries.get(key);
      if (entry && ['queued', 'downloading', 'retrying', 'elsewhere', 'verifying'].includes(entry.state.name))
        halt(entry);
    },
    resume(key) {
      const entry = entries.get(key);
      if (!entry || entry.moves) return;
      if (entry.waiters.size > 0) return start(entry);
      entry.explicit = true;
      entry.enter({ name: 'queued' });
      tell();
      pump();
    },
    async abort(key) {
      const entry = entries.get(key);
      if (!entry) return;
      await end(entry);
      for (const { path } of entry.files) {
        const row = await storage.index.file(entry.model.baseUrl, path);
        if (row?.state === 'partial') await drop(storage, row);
      }
      channel.post({ type: 'changed' });
    },
    async forget(model, dtype) {
      const own = [...entries.values()].filter((entry) => entry.model.baseUrl === model);
      await Promise.all(own.filter((entry) => dtype === undefined || entry.dtype === dtype).map(end));
    },
  };
}

/** A model that has just these files, so that a later page goes on with what was wanted here. */
const withFiles = (model: ModelRef, dtype: Dtype, files: readonly ModelFile[]): ModelRef => ({
  ...model,
  files: [],
  weights: [{ dtype, files }],
});
