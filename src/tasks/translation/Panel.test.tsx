// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Capabilities } from '../../contract/capabilities';
import { createFakeEngine } from '../../engine/fake-engine';
import { createTaskStore } from '../../run/run-store';
import { TaskStoreContext } from '../../run/use-task-store';
import Panel from './Panel';
import { type TranslationDetails, task } from './task';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const segment = (source: string, ...texts: string[]) => ({
  source,
  outputs: texts.map((text, rank) => ({ text, token_ids: [1], score: -0.1 * (rank + 1), finish_reason: 'stop' })),
  tokens: 3,
  truncated: false,
});
const details: TranslationDetails = {
  texts: [
    {
      segments: [
        segment('Good morning.', 'Bonjour.', 'Bon matin.'),
        segment('Thank you.', 'Merci.', 'Je vous remercie.'),
      ],
      outputs: ['Bonjour. Merci.', 'Bon matin. Je vous remercie.'],
    },
  ],
  languages: [],
  tokens_per_second: null,
};

it('sets each sentence beside its translation, with the other outputs below', async () => {
  const engine = createFakeEngine(() => ({ outcome: { value: [], details } }), {} as Capabilities);
  const store = createTaskStore({ task, models: [], engine, storage: localStorage });
  render(
    <TaskStoreContext.Provider value={store}>
      <Panel />
    </TaskStoreContext.Provider>,
  );
  store.getState().setInput('text', 'Good morning. Thank you.');
  fireEvent.click(screen.getByRole('button', { name: 'Run' }));

  const table = await screen.findByTestId('translation');
  expect(
    within(table)
      .getAllByTestId('translated')
      .map((node) => node.textContent),
  ).toEqual(['Bonjour.', 'Merci.']);
  expect(within(table).getByText('Thank you.')).toBeTruthy();
  expect(within(table).getAllByText('-0.100')).toHaveLength(2);
  expect(within(table).getByText(/Je vous remercie/).textContent).toContain('-0.200');
});
