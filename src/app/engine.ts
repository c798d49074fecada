import { resolveModel } from '../catalog/resolve-model';
import { createEngine } from '../engine/client';
import { startWorker } from '../engine/worker-link';
import { openStorage } from '../lib/key-value-store';
import { openModelStore } from './model-store';
import { tasks } from './registry';
import { readRuntimeOptions } from './runtime-options';
import { storedSelfChecks } from './self-checks';
import { readSettings } from './settings';

export const VERSION = __LOUPE_VERSION__;

const storage = openStorage(() => localStorage);

/** The one engine of this page: the tabs and the console share it, and with it the queue and the loaded models. */
export const engine = createEngine({
  tasks,
  resolveModel: (id, revision, task) =>
    resolveModel(
      { starters: new URL(`${import.meta.env.BASE_URL}models/`, location.href).href, hub: readSettings().hubHost },
      id,
      revision,
      task,
    ),
  startWorker,
  store: openModelStore,
  version: VERSION,
  selfChecks: storedSelfChecks(storage),
  runtime: readRuntimeOptions(storage),
});

// A run of the console keeps the machine awake, too.
const unsubscribe = engine.subscribe(() => {
  if (engine.status().worker !== 'busy') return;
  unsubscribe();
  import('./background/long-runs')
    .then(({ keepAwake }) => {
      keepAwake();
      engine.subscribe(keepAwake);
    })
    .catch(() => {});
});
