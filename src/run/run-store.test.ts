// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import type { Capabilities } from '../contract/capabilities';
import type { TaskDefinition } from '../contract/task';
import { createFakeEngine, type FakeRun } from '../engine/fake-engine';
import { createTaskStore } from './run-store';

const EXAMPLE = { label: 'One', input: { text: 'an example' }, parameters: { top_k: 3 } };

const task = {
  id: 'demo',
  title: 'Demo',
  group: 'text',
  order: 1,
  summary: '',
  inputs: {
    text: { type: 'text', label: 'Text', placeholder: '', help: '', batch: true, maxCharacters: 100, maxItems: 9 },
  },
  parameters: { top_k: { type: 'integer', label: '', help: '', minimum: 1, maximum: 9, step: 1, default: 2 } },
  defaultModel: 'loupe/demo',
  view: ['layer'],
  examples: [EXAMPLE],
} satisfies TaskDefinition;

const setUp = (script: () => FakeRun = () => ({ outcome: { value: 1 } })) => {
  const engine = createFakeEngine(script, {} as Capabilities);
  return { engine, store: createTaskStore({ task, models: [], engine, storage: localStorage }) };
};

beforeEach(() => localStorage.clear());

describe('createTaskStore', () => {
  it('passes the form to the engine, and blank lines of a list stay home', async () => {
    const { engine, store } = setUp();
    store.getState().setInput('text', ['a', ' ', 'b', '']);
    store.getState().setDraft({ device: 'wasm' });
    await store.getState().start();
    expect(engine.calls[0]).toMatchObject({
      task: 'demo',
      input: { text: ['a', 'b'], top_k: 2 },
      options: { model: 'loupe/demo', device: 'wasm', dtype: 'auto' },
    });
    expect(store.getState().run).toMatchObject({ status: 'done', result: { value: 1 } });
  });

  it('keeps what was typed across a reload', () => {
    setUp().store.getState().setInput('text', 'typed');
    expect(setUp().store.getState().draft.input.text).toBe('typed');
  });

  it('keeps how results are looked at across a reload, and out of runs', async () => {
    const { store } = setUp();
    store.getState().setInput('text', 'typed');
    store.getState().setView({ layer: '3' });
    await store.getState().start();
    const { run } = store.getState();
    expect(run.status === 'done' && run.asked).not.toHaveProperty('view');
    expect(setUp().store.getState().draft.view).toEqual({ layer: '3' });
    if (run.status === 'done') store.getState().takeSettings(run.asked);
    expect(store.getState().draft.view).toEqual({ layer: '3' });
    store.getState().openDraft({ input: { text: 'from a link' }, view: { layer: '5' } });
    expect(store.getState().draft.view).toEqual({ layer: '5' });
    store.getState().openDraft({ input: { text: 'from an older link' } });
    expect(store.getState().draft.view).toBeUndefined();
  });

  it('takes no setting from a stored draft that no view has', () => {
    localStorage.setItem('loupe.draft.demo', '{"view":{"layer":7,"__proto__":{"x":"1"},"head":"2"}}');
    expect(setUp().store.getState().draft.view).toEqual({});
    localStorage.setItem('loupe.draft.demo', '{"view":["3"]}');
    expect(setUp().store.getState().draft.view).toBeUndefined();
  });

  it('survives a stored draft that is nonsense', () => {
    localStorage.setItem(
      'loupe.draft.demo',
      '{"input":{"text":7},"parameters":{"top_k":"x"},"model":3,"device":"npu"}',
    );
    expect(setUp().store.getState().draft).toMatchObject({
      input: { text: '' },
      parameters: { top_k: 2 },
      model: 'loupe/demo',
      device: 'auto',
    });
    localStorage.setItem('loupe.draft.demo', '{broken');
    expect(setUp().store.getState().draft.input.text).toBe('');
  });

  it('keeps a number that is out of range, for its field to complain about, and an emptied one as its default', () => {
    setUp().store.getState().setParameter('top_k', 99);
    expect(setUp().store.getState().draft.parameters.top_k).toBe(99);
    setUp().store.getState().setParameter('top_k', Number.NaN);
    expect(setUp().store.getState().draft.parameters.top_k).toBe(2);
  });

  it('sets typed text aside for a permalink or an example, and brings it back', () => {
    const { store } = setUp();
    store.getState().setInput('text', 'mine');
    store.getState().openDraft({ input: { text: 'from a link' }, parameters: { top_k: 5 } });
    expect(store.getState()).toMatchObject({ draft: { input: { text: 'from a link' }, parameters: { top_k: 5 } } });
    store.getState().restoreReplaced();
    expect(store.getState()).toMatchObject({
      draft: { input: { text: 'mine' }, parameters: { top_k: 2 } },
      replaced: { input: { text: 'from a link' } },
    });
    expect(setUp().store.getState().replaced?.input.text).toBe('from a link');
    store.getState().tryExample(EXAMPLE);
    expect(store.getState().draft).toMatchObject({ input: { text: 'an example' }, parameters: { top_k: 3 } });
    expect(store.getState().replaced?.input.text).toBe('mine');
  });

  it('does not offer to bring back an example', () => {
    const { store } = setUp();
    store.getState().tryExample(EXAMPLE);
    store.getState().openDraft({ input: { text: 'other' } });
    expect(store.getState().replaced).toBeNull();
  });

  it('stops, and keeps what was written', async () => {
    const { store } = setUp(() => ({
      events: [{ type: 'token', sequence: 0, index: 0, tokenId: 1, text: 'Once' }],
      outcome: { value: 1 },
      gate: new Promise(() => {}),
    }));
    store.getState().setInput('text', 'x');
    const run = store.getState().start();
    store.getState().stop();
    await run;
    expect(store.getState().run).toMatchObject({ status: 'cancelled', partial: { texts: ['Once'] } });
  });

  it('restarts: a link that runs takes the place of the run that goes on', async () => {
    const gates = [new Promise<void>(() => {}), Promise.resolve()];
    const { engine, store } = setUp(() => ({ outcome: { value: 1 }, gate: gates.shift() ?? Promise.resolve() }));
    store.getState().setInput('text', 'first');
    void store.getState().start();
    store.getState().setInput('text', 'second');
    await store.getState().restart();
    expect(engine.calls.map(({ input }) => input)).toMatchObject([{ text: 'first' }, { text: 'second' }]);
    expect(store.getState().run.status).toBe('done');
  });

  it('starts nothing while a run goes on', async () => {
    const { engine, store } = setUp(() => ({ outcome: { value: 1 }, gate: new Promise(() => {}) }));
    store.getState().setInput('text', 'x');
    void store.getState().start();
    await store.getState().start();
    expect(engine.calls).toHaveLength(1);
  });
});
