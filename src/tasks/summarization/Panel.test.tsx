// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Capabilities } from '../../contract/capabilities';
import { createFakeEngine } from '../../engine/fake-engine';
import { createTaskStore } from '../../run/run-store';
import { TaskStoreContext } from '../../run/use-task-store';
import Panel from './Panel';
import { type SummarizationDetails, task } from './task';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const SOURCE = 'The council met. It rained. Mayor Lind announced a bridge.';
const details: SummarizationDetails = {
  texts: [
    {
      outputs: [
        { text: 'Lind announced a bridge. Penguins cheered.', token_ids: [1], score: -0.2, finish_reason: 'stop' },
      ],
      source_tokens: 14,
      read_characters: SOURCE.length,
      source_sentences: [
        { start: 0, end: 16 },
        { start: 17, end: 27 },
        { start: 28, end: 58 },
      ],
      sentences: [
        { start: 0, end: 24, sources: [{ sentence: 2, share: 0.9 }] },
        { start: 25, end: 42, sources: [] },
      ],
      parts: [],
    },
  ],
  tokens_per_second: 20,
};

it('shows which sentences a summary drew on, and which drew on none', async () => {
  const engine = createFakeEngine(() => ({ outcome: { value: [{ summary_text: '' }], details } }), {} as Capabilities);
  const store = createTaskStore({ task, models: [], engine, storage: localStorage });
  render(
    <TaskStoreContext.Provider value={store}>
      <Panel />
    </TaskStoreContext.Provider>,
  );
  store.getState().setInput('text', SOURCE);
  fireEvent.click(screen.getByRole('button', { name: 'Run' }));

  const known = await screen.findByRole('button', { name: 'Lind announced a bridge.' });
  expect(screen.getByRole('button', { name: 'Penguins cheered.' })).toHaveProperty('disabled', true);
  fireEvent.click(known);
  expect(known.getAttribute('aria-pressed')).toBe('true');
  const marks = document.querySelectorAll('mark');
  expect([...marks].map((mark) => mark.textContent)).toEqual(['Mayor Lind announced a bridge.']);
  // Ten words became six.
  expect(screen.getByText('10 → 6')).toBeTruthy();
});
