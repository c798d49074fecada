import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Engine } from '../contract/engine';
import type { RunEventListener } from '../contract/events';
import type { ModelEntry } from '../contract/model';
import type { ParameterValue, ParameterValues } from '../contract/parameter';
import type { RunRecord } from '../contract/run';
import {
  type InputValue,
  type InputValues,
  isChat,
  type TaskDefinition,
  type TaskExample,
  type ViewTexts,
} from '../contract/task';
import type { CodeWriter } from '../lib/code/snippet';
import type { KeyValueStore } from '../lib/key-value-store';
import {
  type DataSource,
  type Draft,
  emptyDraft,
  hasOwnWork,
  loadDraft,
  loadReplaced,
  losesWork,
  saveDraft,
  saveReplaced,
} from './draft';
import { type DraftPatch, fitting, merge, picturesOf, withoutSources } from './draft-patch';
import { picturesOfExample } from './example-pictures';
import { type HistoryItem, settingsOf, toEntry } from './history/history-entry';
import { createMemoryHistory, type RunHistory } from './history/run-history';
import { createMemoryGallery, type Gallery } from './images/gallery/gallery';
import { newPictures } from './images/gallery/gallery-item';
import { keepDraftPictures } from './images/keep-draft-pictures';
import { createMemoryPictures, type PictureDrafts } from './images/picture-drafts';
import { loadSeedMode, nextSeed, type SeedMode, saveSeedMode } from './images/seed-mode';
import type { InsideLink } from './inside-link';
import { modelOptions } from './model-options';
import { addRecentModel, loadRecentModels } from './recent-models';
import { type Asked, IDLE, type RunAction, type RunState, reduceRun } from './run-state';
import type { ViewedRun } from './viewed-run';

/** The state of one tab: what was set, and the run. */
export interface TaskStore {
  task: TaskDefinition;
  /** The catalogue's models for this task. */
  models: readonly ModelEntry[];
  /** Hub ids outside the catalogue that were used before, newest first. */
  recentModels: readonly string[];
  history: RunHistory;
  gallery: Gallery;
  engine: Engine;
  /** Goes to another task with something of this one; null where there is no other. */
  openTask: ((task: string, patch: DraftPatch) => void) | null;
  /** Finds the views of the inside that have something to show of a run; null where there are none. */
  lookInside: ((run: RunRecord, value: unknown) => Promise<InsideLink[]>) | null;
  /** Loads what writes a run as code; null for a task that has none. */
  loadCode: (() => Promise<CodeWriter>) | null;
  draft: Draft;
  /** What a permalink or an example replaced, so that it can be had back. */
  replaced: Draft | null;
  /** The parameters before they were set to defaults, until another one is changed. */
  formerParameters: ParameterValues | null;
  run: RunState;
  /** A run of the past that stands in the place of the present one. */
  viewed: ViewedRun | null;
  setInput(name: string, value: InputValue): void;
  setParameter(name: string, value: ParameterValue): void;
  setDraft(patch: DraftPatch): void;
  /** Changes how results are looked at. */
  setView(patch: ViewTexts): void;
  /** Puts the content of a file, or nothing, in the place of an input, and keeps the former draft aside. */
  replaceInput(name: string, value: InputValue, source: DataSource | null): void;
  resetParameters(): void;
  undoReset(): void;
  /** Opens a permalink: what it does not say is set to defaults, and the former draft is kept aside. */
  openDraft(patch: DraftPatch, ignored?: readonly string[]): void;
  /** Names in the last permalink that the task does not take, or whose values it refuses. */
  ignored: readonly string[];
  dismissIgnored(): void;
  /** Puts something in the place of what the form holds; what it does not say stays, the former draft is kept aside. */
  takeOver(patch: DraftPatch): void;
  seedMode: SeedMode;
  setSeedMode(mode: SeedMode): void;
  /** Puts an example in the place of the input; the model and the other knobs stay. */
  tryExample(example: TaskExample): Promise<void>;
  restoreReplaced(): void;
  /** Does nothing while a run goes on. */
  start(): Promise<void>;
  /** Goes on with a batch that was stopped or failed, after the items that are done, exactly as it was asked for. */
  resume(): Promise<void>;
  /** Stops what goes on, and starts anew. */
  restart(): Promise<void>;
  stop(): void;
  clear(): void;
  /** Shows a run of the past. */
  view(item: HistoryItem): Promise<void>;
  closeViewed(): void;
  /** Puts the settings of a run of the past into the form; the former draft is kept aside. */
  takeSettings(settings: Asked): void;
}

export interface TaskStoreSetup {
  task: TaskDefinition;
  models: readonly ModelEntry[];
  engine: Engine;
  /** Where drafts live; localStorage in the app. */
  storage: KeyValueStore;
  /** Where ended runs are kept; left out, they last as long as the store. */
  history?: RunHistory;
  /** Where finished pictures are kept; left out, they last as long as the store. */
  gallery?: Gallery;
  /** Where pictures of drafts are kept. */
  pictures?: PictureDrafts;
  openTask?: (task: string, patch: DraftPatch) => void;
  loadCode?: (() => Promise<CodeWriter>) | null;
  lookInside?: TaskStore['lookInside'];
}

export function createTaskStore(setup: TaskStoreSetup): StoreApi<TaskStore> {
  const { task, models, engine, storage, history = createMemoryHistory(), loadCode = null, openTask = null } = setup;
  const { gallery = createMemoryGallery(), pictures = createMemoryPictures(), lookInside = null } = setup;
  const defaults = emptyDraft(task);
  let controller = new AbortController();
  let current = Promise.resolve();

  const store = createStore<TaskStore>()((set, get) => {
    const dispatch = (action: RunAction) => set((state) => ({ run: reduceRun(state.run, action) }));
    const setDraft = (draft: Draft) => {
      set({ draft });
      saveDraft(task.id, draft, storage);
    };
    const setReplaced = (replaced: Draft | null) => {
      set({ replaced });
      saveReplaced(task.id, replaced, storage);
    };
    /** Keeps the present draft aside if something that was typed would be gone. */
    const replaceDraft = (next: Draft) => {
      const { draft } = get();
      if (losesWork(task, draft, next)) setReplaced(draft);
      set({ formerParameters: null });
      setDraft(next);
    };
    const perform = async (asked: Asked, items: readonly unknown[]) => {
      controller = new AbortController();
      set({ viewed: null });
      dispatch({ type: 'start', asked, items, at: performance.now() });
      const { signal } = controller;
      const onEvent: RunEventListener = (event) => dispatch({ type: 'event', event, at: performance.now() });
      const { input, parameters, model } = asked;
      const options = { ...modelOptions(asked), signal, onEvent, resume: items };
      const result = await engine.run(task.id, { ...input, ...parameters }, options);
      dispatch({ type: 'finish', result });
      if (result.ok && !models.some(({ id }) => id === model)) {
        set({ recentModels: addRecentModel(task.id, model, storage) });
      }
      void remember();
      if (result.ok) void newPictures(asked, result).then((found) => gallery.add(found));
      if (result.ok) countSeedUp(result.run.parameters);
    };
    /** For the next run, unless another seed was set meanwhile. */
    const countSeedUp = (used: ParameterValues) => {
      const { seedMode, draft } = get();
      const next = seedMode === 'increment' ? nextSeed(used) : null;
      if (next === null || (draft.parameters.seed !== null && draft.parameters.seed !== used.seed)) return;
      setDraft({ ...draft, parameters: { ...draft.parameters, seed: next } });
    };
    const remember = async () => {
      const { run } = get();
      const entry = run.status === 'idle' || run.status === 'running' ? null : toEntry(task.id, run, inOrder());
      if (entry) await history.add([entry]);
    };
    const begin = async (asked: Asked, items: readonly unknown[] = []) => {
      if (get().run.status === 'running') return;
      current = perform(asked, items);
      await current;
    };
    const view = async (item: HistoryItem, why: ViewedRun['why']) => {
      const entry = await history.read(item.id);
      if (entry) set({ viewed: { item, settings: settingsOf(entry), run: entry.run, why } });
    };
    return {
      task,
      models,
      recentModels: loadRecentModels(task.id, storage),
      history,
      gallery,
      engine,
      openTask,
      seedMode: loadSeedMode(task.id, storage),
      setSeedMode: (seedMode) => {
        set({ seedMode });
        saveSeedMode(task.id, seedMode, storage);
      },
      loadCode,
      lookInside,
      draft: loadDraft(task, storage),
      replaced: loadReplaced(task, storage),
      formerParameters: null,
      run: IDLE,
      viewed: null,
      setInput: (name, value) => {
        const { draft } = get();
        setDraft({
          ...draft,
          input: { ...draft.input, [name]: value },
          sources: withoutSources(draft.sources, [name]),
        });
      },
      setParameter: (name, value) => {
        const { draft } = get();
        set({ formerParameters: null });
        setDraft({ ...draft, parameters: { ...draft.parameters, [name]: value } });
      },
      setDraft: (patch) => setDraft(merge(get().draft, patch)),
      setView: (patch) => {
        const { draft } = get();
        setDraft({ ...draft, view: { ...draft.view, ...patch } });
      },
      replaceInput: (name, value, source) =>
        replaceDraft(merge(get().draft, { input: { [name]: value }, ...(source && { sources: { [name]: source } }) })),
      resetParameters: () => {
        const { draft } = get();
        set({ formerParameters: isEqual(draft.parameters, defaults.parameters) ? null : draft.parameters });
        setDraft({ ...draft, parameters: defaults.parameters });
      },
      undoReset: () => {
        const { draft, formerParameters } = get();
        if (formerParameters) setDraft({ ...draft, parameters: formerParameters });
        set({ formerParameters: null });
      },
      ignored: [],
      dismissIgnored: () => set({ ignored: [] }),
      openDraft: (patch, ignored = []) => {
        set({ ignored });
        // A result that nobody asked to see again must not stand under another form.
        if (get().viewed?.why === 'reloaded') set({ viewed: null });
        replaceDraft(merge({ ...defaults, input: { ...defaults.input, ...picturesOf(get().draft) } }, patch));
      },
      takeOver: (patch) => replaceDraft(merge(get().draft, fitting(task, patch))),
      tryExample: async (example) => {
        const { input, parameters = {} } = example;
        const pictures = example.pictures ? await picturesOfExample(example) : {};
        replaceDraft(merge(get().draft, { input: { ...input, ...pictures }, parameters }));
      },
      restoreReplaced: () => {
        const { replaced, draft } = get();
        if (!replaced) return;
        // The two change places: what was typed meanwhile is not lost either.
        setReplaced(hasOwnWork(task, draft) ? draft : null);
        setDraft(replaced);
      },
      start: async () => {
        const { view: _, ...asked } = get().draft;
        await begin({ ...asked, input: withoutBlankLines(asked.input) });
      },
      resume: async () => {
        const run = get().viewed?.run ?? get().run;
        if (run.status !== 'cancelled' && run.status !== 'failed') return;
        await begin(run.asked, run.partial.items);
      },
      restart: async () => {
        if (get().run.status === 'running') get().stop();
        await current;
        await get().start();
      },
      stop: () => {
        dispatch({ type: 'stop' });
        controller.abort();
      },
      clear: () => dispatch({ type: 'clear' }),
      view: (item) => view(item, 'opened'),
      closeViewed: () => set({ viewed: null }),
      takeSettings: (settings) => {
        const { view } = get().draft;
        replaceDraft({ ...merge(defaults, settings), ...(view && { view }) });
      },
    };
  });
  keepDraftPictures(store, pictures);
  return store;
}

/** Shows the last result of a tab again after a reload, unless something has been started or opened meanwhile. */
export async function showLastResult(store: StoreApi<TaskStore>): Promise<void> {
  const { history, task, draft } = store.getState();
  const last = (await history.list(task.id)).find(({ hasResult }) => hasResult);
  const entry = last && (await history.read(last.id));
  const { run, viewed, draft: present } = store.getState();
  if (!entry || run.status !== 'idle' || viewed || wasEdited(draft, present)) return;
  store.setState({ viewed: { item: last, settings: settingsOf(entry), run: entry.run, why: 'reloaded' } });
}

/** Pictures come back a little later than the rest of a draft: they are no edit. */
const wasEdited = (before: Draft, now: Draft): boolean =>
  before.parameters !== now.parameters ||
  Object.entries(now.input).some(([name, value]) => !(value instanceof Blob) && value !== before.input[name]);

let lastAt = 0;
/** The time of day, but never the same twice: the order of runs hangs on it. */
const inOrder = (): number => {
  lastAt = Math.max(Date.now(), lastAt + 1);
  return lastAt;
};

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A list is typed line by line, and a blank line is no text. */
const withoutBlankLines = (input: InputValues): InputValues =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      Array.isArray(value) && !isChat(value) ? value.filter((line) => line.trim() !== '') : value,
    ]),
  );
