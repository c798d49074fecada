// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Capabilities } from '../contract/capabilities';
import { success } from '../contract/outcome';
import { createFakeEngine } from '../engine/fake-engine';
import { DEMO_TASK } from '../lib/demo-task';
import { buildPermalink } from '../lib/permalink';
import { describedModel, storedModel, testServices } from '../models/test-services';
import { ModelSection } from './model-section';
import { createTaskStore } from './run-store';
import { TaskStoreContext } from './use-task-store';

configure({ asyncUtilTimeout: 20_000 });
vi.setConfig({ testTimeout: 60_000 });
// What cmdk and Radix' popover ask of a browser.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.scrollIntoView ??= () => {};
beforeEach(() => localStorage.clear());
afterEach(cleanup);

function show(model = DEMO_TASK.defaultModel) {
  const engine = createFakeEngine(() => ({ outcome: { value: 'fine' } }), {} as Capabilities);
  const tab = createTaskStore({ task: DEMO_TASK, models: [], engine, storage: localStorage });
  tab.getState().setDraft({ model });
  const kit = testServices({
    describe: () => success(describedModel({ q8: 60e6, fp32: 240e6 })),
    models: [storedModel({ id: 'local/mine', source: 'local', tasks: [DEMO_TASK.id] })],
  });
  kit.show(
    <TaskStoreContext.Provider value={tab}>
      <ModelSection />
    </TaskStoreContext.Provider>,
  );
  return { engine, tab, store: kit.store };
}

const search = async (text: string) => {
  fireEvent.click(screen.getByRole('combobox', { name: 'model' }));
  fireEvent.change(await screen.findByPlaceholderText(/type a Hub id/), { target: { value: text } });
};

it('asks for the list of files once a model is chosen, not while its id is typed', async () => {
  const { store } = show();
  await search('a/b');
  const option = await screen.findByRole('option', { name: /a\/b/ });
  expect(store.calls).toEqual([]);
  fireEvent.click(option);
  expect(await screen.findByText('Will run here: q8 on WASM')).toBeTruthy();
  expect(store.calls).toEqual([['describe', 'a/b', 'main']]);
});

it.each([
  'https://huggingface.co/a/b',
  'https://huggingface.co/a/b/tree/main?library=onnx',
  'huggingface.co/a/b',
  'https://mirror.test/a/b#files',
])('takes the address of a page: %s', async (address) => {
  const { tab } = show();
  await search(address);
  fireEvent.click(await screen.findByRole('option', { name: /a\/b/ }));
  expect(tab.getState().draft.model).toBe('a/b');
});

it('offers what is stored on this machine', async () => {
  const { tab } = show();
  await search('mine');
  const option = await screen.findByRole('option', { name: /local\/mine/ });
  expect(option.textContent).toContain('A model of your own.');
  fireEvent.click(option);
  expect(tab.getState().draft.model).toBe('local/mine');
  expect(screen.queryByRole('textbox', { name: 'revision' })).toBeNull();
});

it('takes a revision into the run and the link, and drops it with the model', async () => {
  const { engine, tab } = show('a/b');
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'revision' });
  fireEvent.change(field, { target: { value: 'a branch' } });
  fireEvent.blur(field);
  expect(screen.getByRole('alert').textContent).toBe('No branch, tag or commit.');
  expect(tab.getState().draft.revision).toBeUndefined();
  fireEvent.change(field, { target: { value: 'refs/pr/3' } });
  fireEvent.blur(field);
  expect(tab.getState().draft.revision).toBe('refs/pr/3');
  expect(buildPermalink(DEMO_TASK, tab.getState().draft)).toContain('revision=refs%2Fpr%2F3');
  tab.getState().setInput('text', 'Something.');
  await tab.getState().start();
  expect(engine.calls[0]?.options.revision).toBe('refs/pr/3');
  tab.getState().setDraft({ model: 'c/d' });
  await waitFor(() => expect(tab.getState().draft.revision).toBeUndefined());
  await tab.getState().start();
  expect(engine.calls[1]?.options).not.toHaveProperty('revision');
});
