// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Capabilities } from '../../contract/capabilities';
import { createFakeEngine, type FakeRun } from '../../engine/fake-engine';
import { createTaskStore } from '../../run/run-store';
import { TaskStoreContext } from '../../run/use-task-store';
import Panel from './Panel';
import { type TextClassificationDetails, task } from './task';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const details: TextClassificationDetails = {
  function_applied: 'softmax',
  texts: [
    {
      labels: [
        { label: 'POSITIVE', score: 0.9 },
        { label: 'NEGATIVE', score: 0.1 },
      ],
      tokens: 5,
      truncated: false,
    },
  ],
};

function show(script: () => FakeRun) {
  const engine = createFakeEngine(script, {} as Capabilities);
  const store = createTaskStore({ task, models: [], engine, storage: localStorage });
  render(
    <TaskStoreContext.Provider value={store}>
      <Panel />
    </TaskStoreContext.Provider>,
  );
  return { engine, store };
}
const run = () => fireEvent.click(screen.getByRole('button', { name: 'Run' }));

it('shows a bar for every label, those that top_k cut too', async () => {
  const { store } = show(() => ({ outcome: { value: details.texts[0]?.labels.slice(0, 1), details } }));
  store.getState().setInput('text', 'fine');
  run();
  expect((await screen.findByText('POSITIVE')).parentElement?.textContent).toContain('90.0 %');
  expect(screen.getByText('NEGATIVE').parentElement?.textContent).toContain('10.0 %');
});

it('shows a failure with its action, and the button carries it out', async () => {
  const failure = {
    code: 'webgpu-unavailable',
    message: 'No GPU here.',
    action: 'Set device to automatic.',
    remedy: 'use-automatic-device',
  } as const;
  let attempts = 0;
  const { engine, store } = show(() => {
    attempts += 1;
    return { outcome: attempts === 1 ? { failure } : { value: [], details } };
  });
  store.getState().setInput('text', 'fine');
  store.getState().setDraft({ device: 'webgpu' });
  run();
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('No GPU here. Set device to automatic.'.split('. ')[0]);
  fireEvent.click(screen.getByRole('button', { name: 'Choose device by itself' }));
  await screen.findByText('POSITIVE');
  expect(engine.calls.map(({ options }) => options.device)).toEqual(['webgpu', 'auto']);
  expect(store.getState().draft.input.text).toBe('fine');
});

it('is not stopped by the second click of a double click', async () => {
  const { store } = show(() => ({ outcome: { value: [], details }, gate: new Promise(() => {}) }));
  store.getState().setInput('text', 'fine');
  run();
  fireEvent.click(await screen.findByRole('button', { name: 'Stop' }), { detail: 2 });
  expect(store.getState().run).toMatchObject({ status: 'running', phase: 'starting' });
  fireEvent.click(screen.getByRole('button', { name: 'Stop' }), { detail: 1 });
  await screen.findByText('Stopped.');
});

it('says when a run moved down the device ladder', async () => {
  const rung = { device: 'wasm', dtype: 'q8' } as const;
  const failure = { code: 'session-failed', message: 'The shader did not compile.', action: '' } as const;
  const gate = new Promise<void>(() => {});
  const { store } = show(() => ({
    events: [{ type: 'step-down', from: { device: 'webgpu', dtype: 'q8' }, to: rung, failure }],
    outcome: { value: [], details },
    gate,
  }));
  store.getState().setInput('text', 'fine');
  run();
  expect((await screen.findByText(/Moved from WebGPU/)).textContent).toContain('The shader did not compile.');
});
