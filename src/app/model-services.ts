import { resolveModel } from '../catalog/resolve-model';
import type { ModelStore } from '../contract/model-store';
import { mirrorReady } from '../lib/mirror-worker';
import type { HubSettings, ModelServices } from '../models/model-services';
import { engine } from './engine';
import { tasks } from './registry';
import { changeSettings, HUB, readSettings, subscribeSettings } from './settings';

/** What the interface of the models needs from the app. */
export function createModelServices(store: ModelStore): ModelServices {
  return {
    store,
    capabilities: () => engine.capabilities(),
    resolve: async (id, revision, task) => {
      const starters = new URL(`${import.meta.env.BASE_URL}models/`, location.href).href;
      const hosts = { starters, hub: readSettings().hubHost };
      return resolveModel(
        hosts,
        id,
        revision,
        tasks.find((candidate) => candidate.id === task),
      );
    },
    judge: async (question) => {
      const { judgeFit } = await import('../engine/fit');
      return judgeFit({ ...question, deviceMemory: deviceMemory() });
    },
    tasks,
    chooseModel: (task, { model, revision = '', dtype = 'auto' }) =>
      void import('./task-tab').then(({ setModel }) => setModel(task, { model, revision, dtype })),
    openTask: (task) => {
      location.hash = `#/${task}`;
    },
    hub: { original: HUB, get: readHub, change: changeHub, subscribe: subscribeSettings },
  };
}

/** GiB; null where the browser does not say. */
const deviceMemory = (): number | null => (navigator as { deviceMemory?: number }).deviceMemory ?? null;

let hub: HubSettings = { host: '', token: '' };

/** The same object while nothing has changed, as React wants it. */
function readHub(): HubSettings {
  const { hubHost, hubToken } = readSettings();
  if (hubHost !== hub.host || hubToken !== hub.token) hub = { host: hubHost, token: hubToken };
  return hub;
}

async function changeHub({ host, token }: Partial<HubSettings>): Promise<void> {
  // On a first visit nothing lets a worker reach a mirror until the service worker has taken over.
  if (host !== undefined) await mirrorReady(host);
  changeSettings({ ...(host !== undefined && { hubHost: host }), ...(token !== undefined && { hubToken: token }) });
}
