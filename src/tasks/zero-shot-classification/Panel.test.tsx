// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Capabilities } from '../../contract/capabilities';
import { createFakeEngine, type FakeRun } from '../../engine/fake-engine';
import { createTaskStore } from '../../run/run-store';
import { TaskStoreContext } from '../../run/use-task-store';
import Panel from './Panel';
import { task, type ZeroShotDetails, type ZeroShotText } from './task';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const result = (first: string, second: string): ZeroShotText => ({
  labels: [
    { label: first, score: 0.75, hypothesis: `About ${first}.`, logits: [-1, 0.5, 3.25] },
    { label: second, score: 0.25, hypothesis: `About ${second}.`, logits: [2, 0, 1] },
  ],
  tokens: 9,
  truncated: false,
});
const details = (...texts: ZeroShotText[]): ZeroShotDetails => ({
  texts,
  model_labels: ['contradiction', 'neutral', 'entailment'],
  entailment: 2,
  contradiction: 0,
});

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

it('shows a bar for each label, and on demand the logits behind it', async () => {
  const { store, engine } = show(() => ({ outcome: { value: {}, details: details(result('sports', 'food')) } }));
  store.getState().setInput('text', 'The match was long.');
  store.getState().setInput('candidate_labels', ['food', 'sports']);
  run();
  const card = within(await screen.findByRole('region', { name: 'Labels' }));
  expect(card.getByText('sports').parentElement?.textContent).toContain('75.0 %');
  fireEvent.click(card.getByText('Logits behind the bars'));
  expect(card.getByText(/softmax of the entailment column, over all labels/)).toBeTruthy();
  expect(card.getByText('About sports.').closest('tr')?.textContent).toContain('3.250');
  expect(engine.calls[0]?.input).toMatchObject({ candidate_labels: ['food', 'sports'], multi_label: false });
});

it('says so when each label stands alone', async () => {
  const { store } = show(() => ({ outcome: { value: {}, details: details(result('sports', 'food')) } }));
  store.getState().setInput('text', 'The match was long.');
  store.getState().setParameter('multi_label', true);
  run();
  expect(await screen.findByText(/softmax of contradiction and entailment, for each label alone/)).toBeTruthy();
});

it('shows what of a list is done while it goes on', async () => {
  const { store } = show(() => ({
    events: [{ type: 'items', from: 0, items: [result('food', 'sports')] }],
    outcome: { value: [], details: details() },
    gate: new Promise(() => {}),
  }));
  store.getState().setInput('text', ['Fry the garlic.', 'The match was long.']);
  run();
  const card = within(await screen.findByRole('region', { name: 'Labels of 1 of 2 texts' }));
  expect(card.getByText('Fry the garlic.')).toBeTruthy();
  expect(card.getByText('75.0 %')).toBeTruthy();
});
