import { resolveModel } from '../catalog/resolve-model';
import { createEngine } from '../engine/client';
import { startWorker } from '../engine/worker-link';
import { tasks } from './registry';
import { readSettings } from './settings';

export const VERSION = __LOUPE_VERSION__;

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
  version: VERSION,
});
