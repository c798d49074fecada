// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Capabilities } from '../../contract/capabilities';
import { createFakeEngine, type FakeRun } from '../../engine/fake-engine';
import { createTaskStore } from '../../run/run-store';
import { TaskStoreContext } from '../../run/use-task-store';
import Panel from './Panel';
import { type TextGenerationDetails, task, type WrittenSequence } from './task';

// Looking up roles among so many knobs is slow on a busy machine, and no time is asserted here.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 20_000 });

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const written = (text: string, rest: Partial<WrittenSequence> = {}): WrittenSequence => ({
  text,
  token_ids: [5, 6],
  finish_reason: 'length',
  score: null,
  tokens: null,
  ...rest,
});
const detailsOf = (...sequences: WrittenSequence[]): TextGenerationDetails => ({
  prompts: [{ sequences, prompt_tokens: 3 }],
  tokens_per_second: 20,
  end_token_ids: [0],
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

describe('a prompt', () => {
  it('streams, and then shows every continuation with how it ended and its beam score', async () => {
    const details = detailsOf(
      written(' was sad.', { score: -0.5123, finish_reason: 'stop' }),
      written(' ran.', { score: -0.75 }),
    );
    const { store } = show(() => ({
      events: [{ type: 'token', sequence: 0, index: 0, tokenId: 5, text: ' was' }],
      outcome: { value: [], details },
    }));
    store.getState().setInput('text', 'Max');
    run();
    expect(await screen.findByRole('heading', { name: '2 continuations' })).toBeTruthy();
    expect(screen.getAllByTestId('generated').map(({ textContent }) => textContent)).toEqual([
      'Max was sad.',
      'Max ran.',
    ]);
    expect(screen.getByText('2 tokens, the model ended it, beam score -0.512')).toBeTruthy();
  });

  it('shows probabilities by colour, with the arrow keys, and as a table', async () => {
    const likely = { id: 5, text: ' was', logprob: Math.log(0.9) };
    const odd = { id: 7, text: ' ran', logprob: Math.log(0.02) };
    const end = { id: 0, text: '', logprob: Math.log(0.6) };
    const tokens = [
      { ...likely, alternatives: [likely, odd] },
      { ...odd, alternatives: [end, likely] },
      { ...end, alternatives: [end] },
    ];
    const { store } = show(() => ({ outcome: { value: [], details: detailsOf(written(' was ran', { tokens })) } }));
    store.getState().setInput('text', 'Max');
    run();
    const first = await screen.findByRole('button', { name: '␣was, 90.0 %' });
    expect(first.dataset.tint).toBe('0');
    const second = screen.getByRole('button', { name: '␣ran, 2.0 %' });
    expect(second.dataset.tint).toBe('46');
    first.focus();
    fireEvent.keyDown(first, { key: 'ArrowRight' });
    expect(document.activeElement).toBe(second);
    expect(screen.getByText('It is not among the five likeliest.')).toBeTruthy();
    expect(screen.getByText(/id 7, 2.0 %/)).toBeTruthy();
    const rows = within(screen.getByRole('table', { hidden: true })).getAllByRole('row', { hidden: true });
    expect(rows).toHaveLength(4);
    expect(rows[3]?.textContent).toContain('end of text');
  });

  it('keeps what was done and what was being written when a batch is stopped', async () => {
    const item = { sequences: [written(' was done')], prompt_tokens: 2 };
    const { store } = show(() => ({
      events: [
        { type: 'items', from: 0, items: [item] },
        { type: 'token', sequence: 1, index: 0, tokenId: 5, text: ' goes' },
      ],
      outcome: { value: [], details: detailsOf() },
      gate: new Promise(() => {}),
    }));
    store.getState().setInput('text', ['One', 'Two']);
    run();
    fireEvent.click(await screen.findByRole('button', { name: 'Stop' }));
    const unfinished = await screen.findByRole('region', { name: 'Left unfinished' });
    expect(within(unfinished).getByTestId('generated').textContent).toBe('Two goes');
    expect(screen.getByRole('heading', { name: 'Continuations of 1 of 2 texts' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /One/ }));
    const grid = screen.getByRole('grid');
    expect(within(grid).getByTestId('generated').textContent).toBe('One was done');
    expect(within(grid).getByText('2 tokens, cut at the length limit')).toBeTruthy();
  });

  it('shows the first prompt of a batch while nothing is done, and what became of it', async () => {
    const item = (text: string) => ({ sequences: [written(text)], prompt_tokens: 2 });
    const { engine, store } = show(() => ({
      events:
        engine.calls.length === 1
          ? [{ type: 'token', sequence: 0, index: 0, tokenId: 5, text: ' goes' }]
          : [{ type: 'items', from: 1, items: [item(' too')] }],
      outcome: { value: [], details: { ...detailsOf(), prompts: [item(' was done'), item(' too')] } },
      gate: engine.calls.length === 1 ? new Promise(() => {}) : Promise.resolve(),
    }));
    store.getState().setInput('text', ['One', 'Two']);
    run();
    expect((await screen.findByTestId('generated')).textContent).toBe('One goes');
    expect(screen.getByRole('heading', { name: 'Writing…' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect(await screen.findByRole('heading', { name: 'Written before the stop' })).toBeTruthy();
    run();
    expect(await screen.findByRole('heading', { name: 'Continuations of 2 texts' })).toBeTruthy();
  });

  it('sorts a batch, and opens a row to its sequences side by side with their probabilities', async () => {
    const likely = { id: 5, text: ' was', logprob: Math.log(0.9) };
    const item = (length: number, ...texts: string[]) => ({
      sequences: texts.map((text, rank) =>
        written(text, {
          token_ids: Array<number>(length).fill(5),
          score: -0.25 * (rank + 1),
          finish_reason: 'stop',
          tokens: [{ ...likely, alternatives: [likely] }],
        }),
      ),
      prompt_tokens: 3,
    });
    const prompts = [item(3, ' b', ' c'), item(1, ' a', ' d')];
    const { store } = show(() => ({ outcome: { value: [], details: { ...detailsOf(), prompts } } }));
    store.getState().setInput('text', ['One', 'Two']);
    store.getState().setParameter('num_beams', 2);
    store.getState().setParameter('num_return_sequences', 2);
    run();
    const grid = await screen.findByRole('grid', { name: 'Continuations of 2 texts' });
    const column = (index: number) =>
      within(grid)
        .getAllByRole('row')
        .slice(1)
        .map((row) => within(row).getAllByRole('gridcell')[index]?.textContent);
    expect(column(1)).toEqual([' b', ' a']);
    expect(column(2)).toEqual(['6', '2']);
    expect(column(3)).toEqual(['the model ended it', 'the model ended it']);
    expect(column(4)).toEqual(['-0.250', '-0.250']);
    fireEvent.click(within(grid).getByRole('button', { name: 'Tokens' }));
    expect(column(2)).toEqual(['2', '6']);
    fireEvent.click(within(grid).getByRole('button', { name: /Two/ }));
    expect(within(grid).getAllByRole('button', { name: '␣was, 90.0 %' })).toHaveLength(2);
    expect(within(grid).getByText('1 token, the model ended it, beam score -0.500')).toBeTruthy();
  });
});

describe('a conversation', () => {
  const answer = (text: string) => (): FakeRun => ({
    outcome: {
      value: [
        {
          generated_text: [
            { role: 'user', content: 'Hello' },
            { role: 'assistant', content: text },
          ],
        },
      ],
      details: detailsOf(written(text)),
    },
  });

  it('takes the prompt along, sends on Enter, and goes on after the answer', async () => {
    const { engine, store } = show(answer('Hi!'));
    store.getState().setInput('text', 'Hello');
    fireEvent.click(await screen.findByRole('radio', { name: 'Chat' }));
    const message = await screen.findByRole('textbox', { name: 'Message' });
    expect((message as HTMLTextAreaElement).value).toBe('Hello');
    fireEvent.keyDown(message, { key: 'Enter' });
    const conversation = await screen.findByRole('list', { name: 'Conversation' });
    await waitFor(() => expect(conversation.textContent).toBe('YouHelloModelHi!'));
    expect((message as HTMLTextAreaElement).value).toBe('');
    expect(engine.calls[0]?.input).toMatchObject({ text: [{ role: 'user', content: 'Hello' }] });
    expect(store.getState().draft.input.text).toHaveLength(3);

    fireEvent.click(screen.getByRole('button', { name: 'Regenerate' }));
    await waitFor(() => expect(engine.calls).toHaveLength(2));
    expect(engine.calls[1]?.input).toMatchObject({ text: [{ role: 'user', content: 'Hello' }] });
    await waitFor(() => expect(store.getState().draft.input.text).toHaveLength(3));

    fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(store.getState().draft.input.text).toEqual([{ role: 'user', content: '' }]);
  });

  it('begins with the system prompt, and is set aside when a prompt is wanted again', async () => {
    const { store } = show(answer('Hi!'));
    fireEvent.click(screen.getByRole('radio', { name: 'Chat' }));
    fireEvent.change(await screen.findByLabelText(/What the model is told/), { target: { value: 'Be kind.' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'Message' }), { target: { value: 'Hello' } });
    const conversation = [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hello' },
    ];
    expect(store.getState().draft.input.text).toEqual(conversation);
    fireEvent.click(screen.getByRole('radio', { name: 'Prompt' }));
    expect(store.getState().draft.input.text).toBe('Hello');
    expect(store.getState().replaced?.input.text).toEqual(conversation);
  });
});

describe('the knobs', () => {
  it('stand in groups that tell what was changed, and fold', async () => {
    const { store } = show(() => ({ outcome: { value: [], details: detailsOf() } }));
    const group = (title: string) => screen.getByText(title, { selector: 'summary' }).closest('details');
    expect(group('Length')?.open).toBe(true);
    expect(group('Beams')?.open).toBe(false);
    store.getState().setParameter('num_beams', 4);
    store.getState().setParameter('length_penalty', 2);
    await waitFor(() => expect(group('Beams')?.open).toBe(true));
    expect(group('Beams')?.querySelector('summary')?.textContent).toBe('Beams2 changed');
  });
});
