// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Capabilities } from '../../contract/capabilities';
import { createFakeEngine } from '../../engine/fake-engine';
import { createTaskStore } from '../../run/run-store';
import { TaskStoreContext } from '../../run/use-task-store';
import { kindsOf, toTable } from './labels';
import Panel from './Panel';
import { type EntityGroup, task } from './task';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const TEXT = '👩‍👩‍👧 Ada lives in São Paulo.';
const entity = (words: string, label: string, score: number): EntityGroup => {
  const start = TEXT.indexOf(words);
  return { entity_group: label, score, word: words.toLowerCase(), start, end: start + words.length };
};
const ENTITIES = [entity('Ada', 'PER', 0.9), entity('São Paulo', 'LOC', 0.8)];

function show(entities: EntityGroup[]) {
  const details = {
    texts: [{ entities, tokens: 9, windows: 1, truncated: false }],
    model_labels: ['O', 'B-PER', 'I-PER', 'B-LOC'],
  };
  const engine = createFakeEngine(() => ({ outcome: { value: entities, details } }), {} as Capabilities);
  const store = createTaskStore({ task, models: [], engine, storage: localStorage });
  render(
    <TaskStoreContext.Provider value={store}>
      <Panel />
    </TaskStoreContext.Provider>,
  );
  store.getState().setInput('text', TEXT);
  store.getState().setParameter('aggregation_strategy', 'simple');
  fireEvent.click(screen.getByRole('button', { name: 'Run' }));
}
const marked = () => Array.from(document.querySelectorAll('mark'), (mark) => mark.textContent);

it('marks the words where they stand, with their labels written out', async () => {
  show(ENTITIES);
  await screen.findByRole('heading', { name: '2 entities' });
  expect(marked()).toEqual(['Ada PER', 'São Paulo LOC']);
  expect(document.querySelector('mark')?.parentElement?.textContent).toBe('👩‍👩‍👧 Ada PER lives in São Paulo LOC.');
});

it('lists them with score and place, and hides a label on a click', async () => {
  show(ENTITIES);
  const table = within(await screen.findByRole('region', { name: 'Entities' }));
  expect(table.getByRole('row', { name: /Paulo/ }).textContent).toContain('80.0 %');
  fireEvent.click(screen.getByRole('button', { name: 'PER 1', pressed: true }));
  expect(marked()).toEqual(['São Paulo LOC']);
  expect(table.queryByText('Ada')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'PER 1', pressed: false }));
  expect(marked()).toHaveLength(2);
});

it('says when there is nothing', async () => {
  show([]);
  expect(await screen.findByText('Nothing was found in this text.')).toBeTruthy();
});

it('takes the first and the inner part of a name for one kind', () => {
  expect(kindsOf(['O', 'B-PER', 'I-PER', 'B-LOC'], ENTITIES)).toEqual(['O', 'PER', 'LOC']);
});

it('writes a row for each entity', () => {
  const { rows } = toTable([TEXT], [{ entities: ENTITIES, tokens: 9, windows: 1, truncated: false }]);
  expect(rows[1]).toEqual([TEXT, 'LOC', 'São Paulo', 0.8, TEXT.indexOf('São'), TEXT.indexOf('.')]);
});
