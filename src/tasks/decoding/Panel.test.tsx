// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Capabilities } from '../../contract/capabilities';
import { createFakeEngine } from '../../engine/fake-engine';
import { packFloats } from '../../lib/packed-floats';
import { createTaskStore } from '../../run/run-store';
import { TaskStoreContext } from '../../run/use-task-store';
import Panel from './Panel';
import { type DecodingDetails, type DecodingValue, type Step, task } from './task';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const LOGITS = Float32Array.of(3, 2, 1, 0);
const TEXTS: Record<number, string> = { 0: ' red', 1: ' green', 2: ' blue', 3: '' };
const step = (token: number, given = false): Step => ({
  token,
  text: TEXTS[token] ?? '',
  logprob: -1,
  processed_logprob: -1,
  entropy: 1,
  drawn: 0.9,
  given,
  logits: packFloats(LOGITS),
});

function resultOf(tokens: number[]): { value: DecodingValue; details: DecodingDetails } {
  const text = {
    strategy: 'sampling',
    generated_text: tokens.map((id) => TEXTS[id]).join(''),
    token_ids: tokens,
    score: null,
    logprob: -tokens.length,
    perplexity: Math.E,
    finish_reason: 'length',
  } as const;
  const run = { strategy: 'sampling', steps: tokens.map((id) => step(id)), tree: null } as const;
  return {
    value: [text],
    details: { prompt_token_ids: [3], end_token_ids: [3], runs: [{ ...run, steps: [...run.steps] }], texts: TEXTS },
  };
}

async function show() {
  const engine = createFakeEngine(() => ({ outcome: resultOf([1, 0]) }), {} as Capabilities);
  const store = createTaskStore({ task, models: [], engine, storage: localStorage });
  render(
    <TaskStoreContext.Provider value={store}>
      <Panel />
    </TaskStoreContext.Provider>,
  );
  store.getState().setInput('text', 'A flag is');
  store.getState().setParameter('seed', 4);
  fireEvent.click(screen.getByRole('button', { name: 'Run' }));
  await screen.findByRole('heading', { name: 'How it was written' });
  return store;
}
const bars = () => within(screen.getByRole('group', { name: /bar to bar/ }));

it('reshapes the bars as soon as a knob is moved', async () => {
  const store = await show();
  expect(screen.getByText(/^All 4 tokens are possible/)).toBeTruthy();
  store.getState().setParameter('top_k', 2);
  expect(await screen.findByText(/^2 of 4 tokens are left/)).toBeTruthy();
  expect(bars().getByRole('button', { name: /␣blue, 0.0 %, cut by top_k/ })).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: 'raw' }));
  expect(bars().queryByRole('button', { name: /cut by/ })).toBeNull();
});

it('says where the number that was drawn falls, and what it would pick now', async () => {
  const store = await show();
  // exp(3)…exp(0) over their sum: the third token lies between 0.881 and 0.968.
  expect(screen.getByTestId('dice').textContent).toContain('0.9000, which lies between 0.8808 and 0.9679: “␣blue”');
  store.getState().setParameter('top_k', 1);
  await waitFor(() => expect(screen.getByTestId('dice').textContent).toContain('“␣red”, where “␣green” was drawn'));
});

it('forks at a token with the seed of the run', async () => {
  const store = await show();
  fireEvent.click(screen.getByRole('button', { name: /^␣red, /, pressed: false }));
  fireEvent.click(bars().getByRole('button', { name: /^␣blue/ }));
  await waitFor(() => expect(store.getState().draft.parameters).toMatchObject({ given_token_ids: '1 2', seed: 4 }));
  expect(screen.getByText(/The next run goes on after 2 tokens/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Begin after the prompt' }));
  expect(store.getState().draft.parameters.given_token_ids).toBeNull();
});

it('writes one token more after all that are there', async () => {
  const store = await show();
  fireEvent.click(screen.getByRole('button', { name: 'Next token' }));
  await waitFor(() =>
    expect(store.getState().draft.parameters).toMatchObject({ given_token_ids: '1 0', max_new_tokens: 1 }),
  );
});
