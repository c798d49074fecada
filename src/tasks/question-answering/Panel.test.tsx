// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Capabilities } from '../../contract/capabilities';
import { createFakeEngine } from '../../engine/fake-engine';
import { createTaskStore } from '../../run/run-store';
import { TaskStoreContext } from '../../run/use-task-store';
import Panel from './Panel';
import { type Answer, type AnsweredQuestion, task } from './task';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const CONTEXT = '🗼 The tower was built in 1889. It is 330 metres tall.';
const answer = (words: string, score: number): Answer => {
  const start = CONTEXT.indexOf(words);
  return { answer: words, score, start, end: start + words.length };
};

function show(items: AnsweredQuestion[], question: string | string[], context = CONTEXT) {
  const engine = createFakeEngine(() => ({ outcome: { value: {}, details: { items } } }), {} as Capabilities);
  const store = createTaskStore({ task, models: [], engine, storage: localStorage });
  render(
    <TaskStoreContext.Provider value={store}>
      <Panel />
    </TaskStoreContext.Provider>,
  );
  store.getState().setInput('question', question);
  store.getState().setInput('context', context);
  fireEvent.click(screen.getByRole('button', { name: 'Run' }));
}
const one = (...answers: Answer[]): AnsweredQuestion => ({ answers, tokens: 20, windows: 1 });
const marked = () => document.querySelector('mark')?.textContent;

it('marks the answer in the context, and another one when it is picked', async () => {
  show([one(answer('1889', 0.7), answer('330 metres', 0.2))], 'When was it built?');
  const card = within(await screen.findByRole('region', { name: 'Answer' }));
  expect(marked()).toBe('1889');
  expect(document.querySelector('mark')?.parentElement?.textContent).toBe(CONTEXT);
  fireEvent.click(card.getByRole('button', { name: /330 metres/ }));
  expect(marked()).toBe('330 metres');
  expect(card.getByRole('button', { name: /330 metres/ }).getAttribute('aria-pressed')).toBe('true');
});

it('says when the text has no answer, and marks nothing', async () => {
  show([one({ answer: '', start: 0, end: 0, score: 0.9 }, answer('1889', 0.1))], 'Who?');
  const card = within(await screen.findByRole('region', { name: 'Answer' }));
  expect(card.getAllByText('The text does not say.').length).toBeGreaterThan(0);
  expect(marked()).toBeUndefined();
});

it('shows the part of a long context where the answer stands', async () => {
  const before = 'Nothing. '.repeat(2000);
  const found = { ...answer('1889', 0.7), start: before.length + CONTEXT.indexOf('1889') };
  show([one({ ...found, end: found.start + 4 })], 'When?', before + CONTEXT + before);
  await screen.findByRole('region', { name: 'Answer' });
  expect(marked()).toBe('1889');
  expect(document.querySelector('mark')?.parentElement?.textContent?.length).toBeLessThan(9000);
});

it('answers a list of questions', async () => {
  show([one(answer('1889', 0.7)), one(answer('330 metres', 0.6))], ['When?', 'How tall?']);
  const card = within(await screen.findByRole('region', { name: 'Answers to 2 questions' }));
  expect(card.getByText('330 metres')).toBeTruthy();
  fireEvent.click(card.getByRole('button', { name: /How tall/ }));
  expect(marked()).toBe('330 metres');
});
