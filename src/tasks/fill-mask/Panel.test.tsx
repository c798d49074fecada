// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Capabilities } from '../../contract/capabilities';
import { createFakeEngine, type FakeRun } from '../../engine/fake-engine';
import { createTaskStore } from '../../run/run-store';
import { TaskStoreContext } from '../../run/use-task-store';
import { contrast } from './contrast';
import { fillIn } from './fill-in';
import { withMask } from './mask-field';
import { maskTokenOf } from './mask-token';
import Panel from './Panel';
import { type FillMaskDetails, type MaskCandidate, task } from './task';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const words = (...list: [string, number][]): MaskCandidate[] =>
  list.map(([word, score], token) => ({ score, token, token_str: word, sequence: `a ${word}` }));

function show(details: FillMaskDetails) {
  const script = (): FakeRun => ({ outcome: { value: [], details } });
  const engine = createFakeEngine(script, {} as Capabilities);
  const store = createTaskStore({ task, models: [], engine, storage: localStorage });
  render(
    <TaskStoreContext.Provider value={store}>
      <Panel />
    </TaskStoreContext.Provider>,
  );
  return store;
}
const run = () => fireEvent.click(screen.getByRole('button', { name: 'Run' }));
const marked = () => Array.from(document.querySelectorAll('mark'), (mark) => mark.textContent);

it('fills the sentence with the word that is picked', async () => {
  const masks = [words(['capital', 0.8], ['heart', 0.1])];
  const store = show({ texts: [{ masks, tokens: 9, cut: false }], mask_token: '[MASK]', comparison: null });
  store.getState().setInput('text', 'Paris is the [MASK] of France.');
  run();
  const list = within(await screen.findByRole('region', { name: 'Words for the mask' }));
  expect(screen.getByText('capital', { selector: 'mark' }).parentElement?.textContent).toBe(
    'Paris is the capital of France.',
  );
  fireEvent.click(list.getByRole('button', { name: /heart/ }));
  expect(marked()).toEqual(['heart']);
  expect(list.getByRole('button', { pressed: true }).textContent).toContain('10.0 %');
});

it('fills several masks each by itself', async () => {
  const masks = [words(['door', 0.5], ['box', 0.2]), words(['window', 0.6], ['room', 0.3])];
  const store = show({ texts: [{ masks, tokens: 9, cut: false }], mask_token: '[MASK]', comparison: null });
  store.getState().setInput('text', 'the [MASK] and the [MASK]');
  run();
  fireEvent.click(within(await screen.findByRole('region', { name: 'Mask 2' })).getByRole('button', { name: /room/ }));
  expect(marked()).toEqual(['door 1', 'room 2']);
});

it('compares two sentences word by word', async () => {
  const texts = [words(['nurse', 0.1]), words(['smith', 0.2])].map((list) => ({
    masks: [list],
    tokens: 8,
    cut: false,
  }));
  const comparison = [
    { token_str: 'smith', scores: [0.01, 0.2] },
    { token_str: 'nurse', scores: [0.1, 0.1] },
  ];
  const store = show({ texts, mask_token: '[MASK]', comparison });
  store.getState().setInput('text', ['She is a [MASK].', 'He is a [MASK].']);
  run();
  const table = within(await screen.findByRole('region', { name: 'Comparison' }));
  expect(table.getByRole('row', { name: /smith/ }).textContent).toContain('2nd, 20×');
  expect(table.getByRole('row', { name: /nurse/ }).textContent).toContain('about equal');
});

it('puts the mask where the caret is', () => {
  const store = show({ texts: [], mask_token: '[MASK]', comparison: null });
  const area = screen.getByLabelText<HTMLTextAreaElement>('Text');
  fireEvent.change(area, { target: { value: 'The dog' } });
  area.setSelectionRange(3, 3);
  fireEvent.click(screen.getByRole('button', { name: 'Insert [MASK]' }));
  expect(store.getState().draft.input.text).toBe('The [MASK] dog');
});

describe('the mask', () => {
  it('takes the place of what is selected, apart from its neighbours', () => {
    expect(withMask('The big dog', 4, 7, '[MASK]')).toEqual({ text: 'The [MASK] dog', caret: 10 });
    expect(withMask('ab', 1, 1, '<mask>').text).toBe('a <mask> b');
    expect(withMask('', 0, 0, '<mask>').text).toBe('<mask>');
  });

  it('is guessed by the id of a model', () => {
    expect(maskTokenOf('loupe/fill-mask')).toBe('[MASK]');
    expect(maskTokenOf('Xenova/xlm-roberta-base')).toBe('<mask>');
  });

  it('gives way to words, and to parts of words', () => {
    expect(fillIn('a [MASK] c', '[MASK]', [' b'])).toEqual({ text: 'a b c', ranges: [{ start: 2, end: 3 }] });
    expect(fillIn('sing [MASK].', '[MASK]', ['##ing'])?.text).toBe('singing.');
    expect(fillIn('no mask', '[MASK]', ['b'])).toBeNull();
  });
});

it('says how much likelier a word is', () => {
  expect(contrast([0.3, 0.1])).toBe('1st, 3.0×');
  expect(contrast([0, 0.1])).toBe('2nd, over 1000×');
  expect(contrast([0.1, 0.1])).toBe('about equal');
});
