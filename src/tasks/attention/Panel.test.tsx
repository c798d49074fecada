// @vitest-environment happy-dom

import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AttentionToken } from '../../contract/attention-token';
import type { Capabilities } from '../../contract/capabilities';
import { createFakeEngine } from '../../engine/fake-engine';
import { packFloats } from '../../lib/packed-floats';
import { createTaskStore } from '../../run/run-store';
import { TaskStoreContext } from '../../run/use-task-store';
import Panel from './Panel';
import { type AttendedText, task } from './task';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const token = (text: string, special = false): AttentionToken => ({ id: 7, token: text, text, special, sequence: 0 });

/** One layer of two heads over [CLS] and the words; each word looks at itself, or in the second head at the first. */
function attended(words: string[]): AttendedText {
  const tokens = [token('[CLS]', true), ...words.map((word) => token(word))];
  const n = tokens.length;
  const weights = Float32Array.from({ length: 2 * n * n }, (_, index) => {
    const [head, row, column] = [Math.floor(index / (n * n)), Math.floor(index / n) % n, index % n];
    return column === (head === 0 ? row : 0) ? 1 : 0;
  });
  const norms = { query: null, key: null, value: packFloats(new Float32Array(2 * n).fill(0.5), [1, 2, n]) };
  return {
    text: words.join(' '),
    tokens,
    decoder: null,
    attentions: [{ kind: 'self', weights: packFloats(weights, [1, 2, n, n]), norms }],
  };
}

async function show(value: AttendedText | AttendedText[]) {
  const engine = createFakeEngine(() => ({ outcome: { value, details: { max_tokens: 160 } } }), {} as Capabilities);
  const store = createTaskStore({ task, models: [], engine, storage: localStorage });
  render(
    <TaskStoreContext.Provider value={store}>
      <Panel />
    </TaskStoreContext.Provider>,
  );
  store.getState().setInput('text', Array.isArray(value) ? value.map(({ text }) => text) : value.text);
  fireEvent.click(screen.getByRole('button', { name: 'Run' }));
  await screen.findByRole('heading', { name: 'What looks at what' });
}

it('says what the word in focus looks at, and goes on with the arrow keys', async () => {
  await show(attended(['a', 'b']));
  expect(screen.getByText(/^“a” looks at/).textContent).toBe('“a” looks at “[CLS]” 50.0 %, “a” 50.0 %, “b” 0.0 %.');
  fireEvent.keyDown(screen.getByRole('toolbar', { name: /^Words/ }), { key: 'ArrowRight' });
  expect(screen.getByText(/^“b” looks at/).textContent).toContain('“b” 50.0 %');
  expect(document.activeElement?.textContent).toBe('b');
});

it('opens a head of the model view', async () => {
  await show(attended(['a', 'b']));
  fireEvent.click(screen.getByRole('radio', { name: 'All heads' }));
  const heads = within(screen.getByRole('group', { name: /^All heads/ }));
  expect(heads.getAllByRole('button')).toHaveLength(2);
  fireEvent.click(heads.getByRole('button', { name: 'Layer 1, head 2' }));
  expect(screen.getByText(/^“a” looks at/).textContent).toContain('“[CLS]” 100.0 %');
});

it('leaves special tokens out of the picture and its table', async () => {
  await show(attended(['a', 'b']));
  fireEvent.click(screen.getByRole('switch', { name: 'special tokens' }));
  expect(screen.getByText('Table of 2 by 2 weights')).toBeTruthy();
  expect(screen.getByText(/^“a” looks at/).textContent).toBe('“a” looks at “a” 50.0 %, “b” 0.0 %.');
});

it('tells the weight and the length of a value in the table of one token', async () => {
  await show(attended(['a', 'b']));
  fireEvent.click(screen.getByRole('radio', { name: 'One token' }));
  const row = within(screen.getByRole('region', { name: /^Weights and vector lengths/ })).getByRole('row', {
    name: /^a /,
  });
  expect(row.textContent).toBe('a50.0 %–0.5000.25050.0 %');
});

it('chooses the same word in both texts that are compared', async () => {
  await show([attended(['river', 'bank']), attended(['bank', 'money'])]);
  const [left, right] = ['Text 1', 'Text 2'].map((name) => within(screen.getByRole('region', { name })));
  fireEvent.pointerEnter(left?.getByRole('button', { name: 'bank' }) as HTMLElement);
  expect(right?.getByRole('button', { name: 'bank', pressed: true })).toBeTruthy();
});
