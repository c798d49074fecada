import { Suspense, useEffect, useMemo } from 'react';
import { type StoreApi, useStore } from 'zustand';
import { modelsFor } from '../catalog/models';
import type { TaskDefinition } from '../contract/task';
import { delayWrites } from '../lib/delayed-store';
import { openStorage } from '../lib/key-value-store';
import { parseHash, parsePermalink } from '../lib/permalink';
import type { DraftPatch } from '../run/draft-patch';
import { openHistory } from '../run/history/run-history';
import { openGallery } from '../run/images/gallery/gallery';
import { openPictureDrafts } from '../run/images/picture-drafts';
import { createTaskStore, showLastResult, type TaskStore } from '../run/run-store';
import { TaskStoreContext } from '../run/use-task-store';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { engine } from './engine';
import { lookInside } from './look-inside';
import { ModelServicesProvider } from './model-services-provider';
import { codeOf, panelOf, tasks } from './registry';
import { replaceHash } from './router';
import { whenIdle } from './when-idle';

const drafts = delayWrites(openStorage(() => localStorage));
const history = openHistory(async () => {
  const { openIndexedHistory } = await import('../run/history/indexed-history');
  return openIndexedHistory();
});
const gallery = openGallery(async () => {
  const { openStoredGallery } = await import('../run/images/gallery/stored-gallery');
  return openStoredGallery();
});
const pictures = openPictureDrafts();
const stores = new Map<string, StoreApi<TaskStore>>();

/** Stores outlive their tabs: a run goes on, and its result waits, while another tab is looked at. */
function storeOf(task: TaskDefinition): StoreApi<TaskStore> {
  const known = stores.get(task.id);
  if (known) return known;
  const created = createTaskStore({
    task,
    models: modelsFor(task),
    engine,
    storage: drafts,
    history,
    gallery,
    pictures,
    openTask,
    loadCode: codeOf(task.id),
    lookInside,
  });
  stores.set(task.id, created);
  const unfollow = created.subscribe(({ run }) => {
    if (run.status !== 'running') return;
    unfollow();
    import('./background/long-runs').then(({ followRuns }) => followRuns(created)).catch(() => {});
  });
  void showLastResult(created);
  return created;
}

/** Loads the model that a tab is set to, when nothing else is to be done. */
export function warmUpTask(task: TaskDefinition): void {
  const { model, revision, device, dtype } = storeOf(task).getState().draft;
  const wanted = { model, device, dtype, ...(revision && { revision }) };
  // It is a convenience: without its code, off the network, a run loads the model as ever.
  import('./preload').then(({ preloadModel }) => preloadModel(task, wanted)).catch(() => {});
}

/** Goes to a task with something of another one; what its form holds is set aside. */
function openTask(id: string, patch: DraftPatch): void {
  const task = tasks.find((candidate) => candidate.id === id);
  if (!task) return;
  storeOf(task).getState().takeOver(patch);
  location.hash = `#/${id}`;
}

/** Chooses the model of a task's tab, open or not; all else in its form stays. */
export function setModel(id: string, patch: Pick<DraftPatch, 'model' | 'revision' | 'dtype'>): void {
  const task = tasks.find((candidate) => candidate.id === id);
  if (task) storeOf(task).getState().setDraft(patch);
}

export default function TaskTab({ task }: { task: TaskDefinition }) {
  const store = useMemo(() => storeOf(task), [task]);
  useEffect(() => whenIdle(() => warmUpTask(task)), [task]);
  const ignored = useStore(store, (state) => state.ignored);
  const dismissIgnored = useStore(store, (state) => state.dismissIgnored);
  const Panel = panelOf(task.id);
  if (!Panel) return null;
  return (
    <TaskStoreContext.Provider value={store}>
      {ignored.length > 0 && (
        <div className="px-4 pt-4 md:px-6">
          <Callout
            tone="warn"
            role="status"
            actions={
              <Button size="small" onClick={dismissIgnored}>
                Dismiss
              </Button>
            }
          >
            This link has values that {task.title.toLowerCase()} does not take; they were left at their defaults:{' '}
            {ignored.join(', ')}.
          </Callout>
        </div>
      )}
      <Suspense fallback={<p className="p-6 text-ink-soft">Opening…</p>}>
        <ModelServicesProvider>
          <Panel />
        </ModelServicesProvider>
      </Suspense>
    </TaskStoreContext.Provider>
  );
}

/**
 * Puts a permalink's values into the form of its task, and starts the run if it says so. It belongs to the link, not to
 * the tab: whoever has gone to another tab by then finds the run going on.
 */
export function openLink(task: TaskDefinition, query: URLSearchParams): void {
  const store = storeOf(task);
  const { state, ignored } = parsePermalink(task, query);
  const { input, parameters, model, revision, device, dtype, view, run } = state;
  const patch: DraftPatch = { input, parameters };
  if (model) patch.model = model;
  if (revision) patch.revision = revision;
  if (device) patch.device = device;
  if (dtype) patch.dtype = dtype;
  if (view) patch.view = view;
  store.getState().openDraft(patch, ignored);
  const stillHere = parseHash(location.hash);
  if (stillHere?.task === task.id && stillHere.query.toString() === query.toString()) replaceHash(`#/${task.id}`);
  if (run) void store.getState().restart();
}
