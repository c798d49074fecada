// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Capabilities } from '../contract/capabilities';
import { CANCELLED } from '../contract/failure';
import { createFakeEngine, type FakeRun } from '../engine/fake-engine';
import { DEMO_TASK } from '../lib/demo-task';
import { createMemoryHistory } from './history/run-history';
import { createTaskStore, showLastResult } from './run-store';

beforeEach(() => localStorage.clear());

const setUp = (script: () => FakeRun = () => ({ outcome: { value: 'result' } }), history = createMemoryHistory()) => {
  const engine = createFakeEngine(script, {} as Capabilities);
  const store = createTaskStore({ task: DEMO_TASK, models: [], engine, storage: localStorage, history });
  return { engine, store, history, state: () => store.getState() };
};
const runs = async (history: ReturnType<typeof createMemoryHistory>, count: number) => {
  await vi.waitFor(async () => expect(await history.list('demo')).toHaveLength(count));
  return history.list('demo');
};

describe('the history of a tab', () => {
  it('keeps each run; one that is opened stands in the place of the present one until the next', async () => {
    const values = ['first', 'second', 'third'];
    const { state, history } = setUp(() => ({ outcome: { value: values.shift() } }));
    state().setInput('text', 'one');
    await state().start();
    state().setInput('text', 'two');
    await state().start();
    const [newest, oldest] = await runs(history, 2);
    expect([newest?.title, oldest?.title]).toEqual(['two', 'one']);
    if (oldest) await state().view(oldest);
    expect(state().viewed).toMatchObject({ why: 'opened', run: { result: { value: 'first' } } });
    expect(state().run).toMatchObject({ result: { value: 'second' } });
    await state().start();
    expect(state()).toMatchObject({ viewed: null, run: { result: { value: 'third' } } });
  });

  it('puts the settings of a run into the form, and what was typed aside', async () => {
    const { state, history } = setUp();
    state().setInput('text', 'one');
    state().setParameter('top_p', 0.5);
    await state().start();
    const [item] = await runs(history, 1);
    state().setInput('text', 'typed since');
    state().setParameter('top_p', 1);
    if (item) await state().view(item);
    const settings = state().viewed?.settings;
    if (settings) state().takeSettings(settings);
    expect(state()).toMatchObject({
      draft: { input: { text: 'one' }, parameters: { top_p: 0.5 } },
      replaced: { input: { text: 'typed since' } },
    });
    expect(state().viewed).not.toBeNull();
  });

  it('shows the last result again after a reload, but not over a link', async () => {
    const { state, history } = setUp();
    state().setInput('text', 'one');
    await state().start();
    await runs(history, 1);
    const reloaded = setUp(undefined, history);
    await showLastResult(reloaded.store);
    expect(reloaded.state().viewed).toMatchObject({ why: 'reloaded', run: { result: { value: 'result' } } });
    reloaded.state().openDraft({ input: { text: 'from a link' } });
    expect(reloaded.state().viewed).toBeNull();
    const linked = setUp(undefined, history);
    const showing = showLastResult(linked.store);
    linked.state().openDraft({ input: { text: 'from a link' } });
    await showing;
    expect(linked.state().viewed).toBeNull();
  });
});

describe('resume', () => {
  const stopped: FakeRun = {
    events: [{ type: 'items', from: 0, items: ['A', 'B'] }],
    outcome: { failure: CANCELLED },
  };

  it('asks for the same batch after what is done, whatever the form says by now', async () => {
    const scripts: FakeRun[] = [stopped, { outcome: { value: ['A', 'B', 'C'] } }];
    const { engine, state } = setUp(() => scripts.shift() ?? stopped);
    state().setInput('text', ['a', 'b', 'c']);
    await state().start();
    expect(state().run).toMatchObject({ status: 'cancelled', partial: { items: ['A', 'B'] } });
    state().setInput('text', 'something else');
    await state().resume();
    expect(engine.calls[1]).toMatchObject({ input: { text: ['a', 'b', 'c'] }, options: { resume: ['A', 'B'] } });
    expect(state().run).toMatchObject({ status: 'done', result: { value: ['A', 'B', 'C'] } });
  });

  it('goes on with a batch of the past, also after a reload', async () => {
    const first = setUp(() => stopped);
    first.state().setInput('text', ['a', 'b', 'c']);
    await first.state().start();
    await runs(first.history, 1);
    const { engine, store, state } = setUp(undefined, first.history);
    await showLastResult(store);
    expect(state().viewed?.run).toMatchObject({ status: 'cancelled' });
    await state().resume();
    expect(engine.calls[0]).toMatchObject({ input: { text: ['a', 'b', 'c'] }, options: { resume: ['A', 'B'] } });
    expect(state().viewed).toBeNull();
  });

  it('does nothing after a run that ended well', async () => {
    const { engine, state } = setUp();
    state().setInput('text', 'x');
    await state().start();
    await state().resume();
    expect(engine.calls).toHaveLength(1);
  });
});

describe('the form', () => {
  it('undoes its defaults until a parameter is changed', () => {
    const { state } = setUp();
    state().resetParameters();
    expect(state().formerParameters).toBeNull();
    state().setParameter('top_p', 0.5);
    state().resetParameters();
    expect(state().draft.parameters.top_p).toBe(1);
    state().undoReset();
    expect(state().draft.parameters.top_p).toBe(0.5);
    state().resetParameters();
    state().setParameter('do_sample', true);
    expect(state().formerParameters).toBeNull();
  });

  it('knows which file its texts are from, until they are edited', () => {
    const { state } = setUp();
    state().setInput('text', 'typed');
    state().replaceInput('text', ['a', 'b'], { file: 'data.csv', column: 'review' });
    expect(state()).toMatchObject({
      draft: { input: { text: ['a', 'b'] }, sources: { text: { file: 'data.csv' } } },
      replaced: { input: { text: 'typed' } },
    });
    expect(setUp().state().draft.sources).toEqual({ text: { file: 'data.csv', column: 'review' } });
    state().setInput('text', ['a', 'b', 'c']);
    expect(state().draft.sources).toEqual({});
  });

  it('remembers Hub ids that a run ended well with', async () => {
    const outcomes: FakeRun['outcome'][] = [
      { value: 1 },
      { failure: { code: 'model-not-found', message: '', action: '' } },
      { value: 1 },
    ];
    const { state } = setUp(() => ({ outcome: outcomes.shift() ?? { value: 1 } }));
    state().setInput('text', 'x');
    for (const model of ['a/one', 'a/typo', 'a/two']) {
      state().setDraft({ model });
      await state().start();
    }
    expect(state().recentModels).toEqual(['a/two', 'a/one']);
    expect(setUp().state().recentModels).toEqual(['a/two', 'a/one']);
  });
});
