import type { RunEventListener } from '../contract/events';
import { type Dtype, filesOf, type ModelFile, type ModelRef } from '../contract/model';
import type { ModelStore, OpenedFiles } from '../contract/model-store';
import { failed, type Outcome, success } from '../contract/outcome';
import { notLoaded } from './engine-failures';

/** What the engine needs of the model store. */
export type EngineStore = Pick<ModelStore, 'describe' | 'open' | 'discard' | 'list'>;

/** Gives the store, whose code is loaded with the first run. */
export type OpenStore = () => Promise<EngineStore>;

/**
 * The model with the files that it really has, so that no dtype is tried that is not there. A starter's are known; of
 * others the store knows them, or asks their host.
 */
export async function realModel(
  openStore: OpenStore,
  model: ModelRef,
  signal: AbortSignal,
): Promise<Outcome<ModelRef>> {
  if (model.source === 'starter') return success(model);
  const store = await loadStore(openStore);
  if (!store.ok) return store;
  const described = await store.value.describe(model, signal);
  return described.ok ? success(described.value.model) : described;
}

/** Files of a model, and the milliseconds that it took to have them. */
export interface ModelOpening {
  files: OpenedFiles;
  ms: number;
}

/**
 * Opens what a run in one dtype needs; what is not here is downloaded, which the run's listener hears of.
 * @param emit left out where nobody waits for the download
 */
export async function openModel(
  openStore: OpenStore,
  { model, dtype, task, more = [] }: { model: ModelRef; dtype: Dtype; task: string; more?: readonly ModelFile[] },
  signal: AbortSignal,
  emit?: RunEventListener,
): Promise<Outcome<ModelOpening>> {
  const began = performance.now();
  const store = await loadStore(openStore);
  if (!store.ok) return store;
  const files = [...(filesOf(model, dtype) ?? model.files), ...more];
  const opened = await store.value.open(
    model,
    files,
    signal,
    ({ file, loaded, total, cached }) => {
      emit?.({ type: 'download', file, loaded, total, cached });
    },
    task,
  );
  return opened.ok ? success({ files: opened.value, ms: performance.now() - began }) : opened;
}

/** Whether all that a run in this dtype needs is on this machine, without asking anybody. */
export async function isHere(openStore: OpenStore, model: ModelRef, dtype: Dtype): Promise<boolean> {
  if (model.source === 'starter') return true;
  const store = await loadStore(openStore);
  if (!store.ok) return false;
  // Of another host's model of this name nothing is said: loading this one would download it.
  const stored = (await store.value.list()).find(({ key }) => key === model.baseUrl);
  return stored?.dtypes.some((entry) => entry.dtype === dtype && entry.complete) ?? false;
}

/** What cannot be read as a model is compared with its hash; damaged files are fetched again by the next run. */
export async function discardDamaged(openStore: OpenStore, model: ModelRef, dtype: Dtype): Promise<void> {
  const store = await loadStore(openStore);
  if (store.ok) await store.value.discard(model, filesOf(model, dtype) ?? []);
}

async function loadStore(openStore: OpenStore): Promise<Outcome<EngineStore>> {
  try {
    return success(await openStore());
  } catch (error) {
    return failed(notLoaded(error));
  }
}
