import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Engine } from '../contract/engine';
import type { RunEventListener } from '../contract/events';
import type { ModelEntry } from '../contract/model';
import type { ParameterValue, ParameterValues } from '../contract/parameter';
import { type InputValue, type InputValues, isChat, type TaskDefinition, type TaskExample } from '../contract/task';
import type { KeyValueStore } from '../lib/key-value-store';
import { type Draft, emptyDraft, loadDraft, loadReplaced, saveDraft, saveReplaced } from './draft';
import { type Asked, IDLE, type RunAction, type RunState, reduceRun } from './run-state';

/** What a permalink or an example sets; the rest of the draft goes back to defaults, or stays. */
export type DraftPatch = { input?: InputValues; parameters?: ParameterValues } & {
  [K in 'model' | 'device' | 'dtype']?: Draft[K];
};

/** The state of one tab: what was set, and the run. */
export interface TaskStore {
  /** The catalogue's models for this task. */
  models: readonly ModelEntry[];
  draft: Draft;
  /** What a permalink or an example replaced, so that it can be had back. */
  replaced: Draft | null;
  run: RunState;
  setInput(name: string, value: InputValue): void;
  setParameter(name: string, value: ParameterValue): void;
  setDraft(patch: DraftPatch): void;
  resetParameters(): void;
  /** Opens a permalink: what it does not say is set to defaults, and the former draft is kept aside. */
  openDraft(patch: DraftPatch): void;
  /** Puts an example in the place of the input; the model and the other knobs stay. */
  tryExample(example: TaskExample): void;
  restoreReplaced(): void;
  /** Does nothing while a run goes on. */
  start(): Promise<void>;
  /** Goes on with a batch that was stopped or failed, after the items that are done, exactly as it was asked for. */
  resume(): Promise<void>;
  /** Stops what goes on, and starts anew. */
  restart(): Promise<void>;
  stop(): void;
  clear(): void;
}

export interface TaskStoreSetup {
  task: TaskDefinition;
  models: readonly ModelEntry[];
  engine: Engine;
  /** Where drafts live; localStorage in the app. */
  storage: KeyValueStore;
}

export function createTaskStore({ task, models, engine, storage }: TaskStoreSetup): StoreApi<TaskStore> {
  const defaults = emptyDraft(task);
  let controller = new AbortController();
  let current = Promise.resolve();

  return createStore<TaskStore>()((set, get) => {
    const dispatch = (action: RunAction) => set((state) => ({ run: reduceRun(state.run, action) }));
    const setDraft = (draft: Draft) => {
      set({ draft });
      saveDraft(task.id, draft, storage);
    };
    const setReplaced = (replaced: Draft | null) => {
      set({ replaced });
      saveReplaced(task.id, replaced, storage);
    };
    /** Keeps the present draft aside if it holds something that was typed and the new one differs. */
    const replaceDraft = (next: Draft) => {
      const { draft } = get();
      const typed = hasText(draft) && !isExample(task, draft.input) && !isEqual(draft.input, next.input);
      if (typed) setReplaced(draft);
      setDraft(next);
    };
    const perform = async (asked: Asked, items: readonly unknown[]) => {
      controller = new AbortController();
      dispatch({ type: 'start', asked, items, at: performance.now() });
      const { signal } = controller;
      const onEvent: RunEventListener = (event) => dispatch({ type: 'event', event, at: performance.now() });
      const { input, parameters, model, device, dtype } = asked;
      const options = { model, device, dtype, signal, onEvent, resume: items };
      const result = await engine.run(task.id, { ...input, ...parameters }, options);
      dispatch({ type: 'finish', result });
    };
    const begin = async (asked: Asked, items: readonly unknown[] = []) => {
      if (get().run.status === 'running') return;
      current = perform(asked, items);
      await current;
    };
    return {
      models,
      draft: loadDraft(task, storage),
      replaced: loadReplaced(task, storage),
      run: IDLE,
      setInput: (name, value) => {
        const { draft } = get();
        setDraft({ ...draft, input: { ...draft.input, [name]: value } });
      },
      setParameter: (name, value) => {
        const { draft } = get();
        setDraft({ ...draft, parameters: { ...draft.parameters, [name]: value } });
      },
      setDraft: (patch) => setDraft(merge(get().draft, patch)),
      resetParameters: () => setDraft({ ...get().draft, parameters: defaults.parameters }),
      openDraft: (patch) => replaceDraft(merge(defaults, patch)),
      tryExample: ({ input, parameters = {} }) => replaceDraft(merge(get().draft, { input, parameters })),
      restoreReplaced: () => {
        const { replaced, draft } = get();
        if (!replaced) return;
        // The two change places: what was typed meanwhile is not lost either.
        setReplaced(hasText(draft) && !isExample(task, draft.input) ? draft : null);
        setDraft(replaced);
      },
      start: async () => {
        const { draft } = get();
        await begin({ ...draft, input: withoutBlankLines(draft.input) });
      },
      resume: async () => {
        const { run } = get();
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
    };
  });
}

const merge = (draft: Draft, patch: DraftPatch): Draft => ({
  ...draft,
  ...patch,
  input: { ...draft.input, ...patch.input },
  parameters: { ...draft.parameters, ...patch.parameters },
});

const hasText = (draft: Draft): boolean =>
  Object.values(draft.input).some((value) => (typeof value === 'string' ? value.trim() !== '' : value.length > 0));

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const isExample = (task: TaskDefinition, input: InputValues): boolean =>
  task.examples.some((example) => isEqual(example.input, input));

/** A list is typed line by line, and a blank line is no text. */
const withoutBlankLines = (input: InputValues): InputValues =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      Array.isArray(value) && !isChat(value) ? value.filter((line) => line.trim() !== '') : value,
    ]),
  );
