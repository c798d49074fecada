// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Capabilities } from '../contract/capabilities';
import { CANCELLED } from '../contract/failure';
import { createFakeEngine, type FakeRun } from '../engine/fake-engine';
import { DEMO_TASK } from '../lib/demo-task';
import { createMemoryHistory } from './history/run-history';
import { ResultCard } from './result-card';
import type { RunState } from './run-state';
import { createTaskStore, showLastResult } from './run-store';
import { TaskFrame } from './task-frame';
import { TextField } from './text-field';
import { TaskStoreContext } from './use-task-store';

// Dialogs load their code when they open, and a busy machine takes its time.
configure({ asyncUtilTimeout: 20_000 });
vi.setConfig({ testTimeout: 60_000 });

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const result = (run: RunState) =>
  run.status === 'done' ? (
    <ResultCard
      title="Answer"
      finished={{ value: run.result.value, run: run.result.run, text: () => 'copied' }}
      table={() => ({ columns: ['a'], rows: [[1]] })}
    >
      {String(run.result.value)}
    </ResultCard>
  ) : null;

function show(script: () => FakeRun = () => ({ outcome: { value: 'A result.' } }), history = createMemoryHistory()) {
  const engine = createFakeEngine(script, {} as Capabilities);
  const store = createTaskStore({
    task: DEMO_TASK,
    models: [],
    engine,
    storage: localStorage,
    history,
    loadCode: async () => () => ({ javascript: 'await run()', python: 'run()' }),
  });
  const view = render(
    <TaskStoreContext.Provider value={store}>
      <TaskFrame task={DEMO_TASK} input={<TextField name="text" spec={DEMO_TASK.inputs.text} />} result={result} />
    </TaskStoreContext.Provider>,
  );
  return { engine, store, history, view };
}
const click = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const type = (text: string) =>
  fireEvent.change(screen.getByRole('textbox', { name: 'Text' }), { target: { value: text } });
const answer = () => screen.findByRole('region', { name: 'Answer' });

describe('history', () => {
  const values = ['First.', 'Second.'];
  const twoRuns = async () => {
    let runs = 0;
    const shown = show(() => ({ outcome: { value: values[runs++ % 2] } }));
    type('one');
    click('Run');
    await answer();
    type('two');
    fireEvent.click(screen.getByRole('switch', { name: /do_sample/ }));
    click('Run');
    await screen.findByText('Second.');
    click('History');
    await screen.findByRole('dialog', { name: 'History' });
    await screen.findByRole('button', { name: /one/ });
    return shown;
  };

  it('opens a run as it was, and puts its settings back', async () => {
    const { store } = await twoRuns();
    click(/one/);
    expect((await answer()).textContent).toContain('First.');
    expect(screen.getByText(/A run of the past/)).toBeTruthy();
    click('Use these settings');
    expect(store.getState().draft).toMatchObject({ input: { text: 'one' }, parameters: { do_sample: false } });
    click('Close');
    expect((await answer()).textContent).toContain('Second.');
  });

  it('runs a run again', async () => {
    const { engine } = await twoRuns();
    click(/one/);
    click(await screen.findByRole('button', { name: 'Run again' }).then(() => 'Run again'));
    await waitFor(() => expect(engine.calls).toHaveLength(3));
    expect(engine.calls[2]).toMatchObject({ input: { text: 'one', do_sample: false } });
  });

  it('compares two runs and names what differs', async () => {
    await twoRuns();
    for (const box of screen.getAllByRole('checkbox')) fireEvent.click(box);
    click('Compare');
    const dialog = await screen.findByRole('dialog', { name: 'Two runs compared' });
    const rows = within(dialog)
      .getAllByRole('rowheader')
      .map((cell) => cell.textContent);
    expect(rows).toEqual(['input', 'do_sample']);
    expect(within(dialog).getByRole('region', { name: 'Answer, older run' }).textContent).toContain('First.');
    expect(within(dialog).getByRole('region', { name: 'Answer, newer run' }).textContent).toContain('Second.');
  });

  it('clears, and brings back', async () => {
    await twoRuns();
    click('Clear');
    await screen.findByText('2 runs removed.');
    expect(screen.queryByRole('list', { name: 'Runs' })).toBeNull();
    click('Undo');
    await screen.findByRole('button', { name: /one/ });
  });

  it('shows the last result after a reload, and says what it is', async () => {
    const history = createMemoryHistory();
    const first = show(undefined, history);
    type('one');
    click('Run');
    await answer();
    first.view.unmount();
    const { store } = show(undefined, history);
    await showLastResult(store);
    await screen.findByText(/Your last result/);
    expect((await answer()).textContent).toContain('A result.');
  });
});

describe('a stopped batch', () => {
  it('can be resumed', async () => {
    const scripts: FakeRun[] = [
      { events: [{ type: 'items', from: 0, items: ['A'] }], outcome: { failure: CANCELLED } },
      { outcome: { value: 'All.' } },
    ];
    const { engine } = show(() => scripts.shift() ?? { outcome: { value: 'too many runs' } });
    fireEvent.click(screen.getByRole('switch', { name: 'one text per line' }));
    type('a\nb');
    click('Run');
    await screen.findByText(/1 of 2 done/);
    click('Resume');
    await screen.findByText('All.');
    expect(engine.calls[1]?.options.resume).toEqual(['A']);
  });
});

describe('a file', () => {
  const choose = (content: string | Uint8Array<ArrayBuffer>, name: string) => {
    const input = document.querySelector<HTMLInputElement>('input[type="file"]');
    if (input) fireEvent.change(input, { target: { files: [new File([content], name)] } });
  };

  it('of lines becomes a batch; what was typed is set aside', async () => {
    const { store } = show();
    type('mine');
    choose('one\r\n\r\ntwo\n', 'lines.txt');
    await waitFor(() => expect(store.getState().draft.input.text).toEqual(['one', 'two']));
    expect(screen.getByText('From lines.txt.')).toBeTruthy();
    expect(store.getState().replaced?.input.text).toBe('mine');
  });

  it('of a table asks for the column, and guesses it', async () => {
    const { store } = show();
    choose('id,review\n1,"Fine, really."\n2,\n3,Bad.\n', 'data.csv');
    const dialog = await screen.findByRole('dialog', { name: 'Open data.csv' });
    expect(within(dialog).getByRole('combobox', { name: 'Column with the texts' }).textContent).toContain('review');
    expect(dialog.textContent).toContain('2 texts; 1 blank row left out.');
    click('Use 2 texts');
    expect(store.getState().draft).toMatchObject({
      input: { text: ['Fine, really.', 'Bad.'] },
      sources: { text: { file: 'data.csv', column: 'review' } },
    });
  });

  it('with more texts than a run takes says which are taken', async () => {
    const { store } = show();
    choose('text\na\nb\nc\nd\n', 'data.csv');
    expect((await screen.findByRole('dialog')).textContent).toContain('the first 3 are taken');
    click('Use 3 texts');
    expect(store.getState().draft.input.text).toEqual(['a', 'b', 'c']);
  });

  it('whose letters are a guess is shown first', async () => {
    show();
    choose(new Uint8Array([0x63, 0x61, 0x66, 0xe9]), 'old.txt');
    const dialog = await screen.findByRole('dialog', { name: 'Open old.txt' });
    expect(dialog.textContent).toContain('not UTF-8');
    expect(dialog.textContent).toContain('café');
  });

  it('that is no text is refused in words', async () => {
    show();
    choose(new Uint8Array([0, 1, 2]), 'photo.csv');
    expect((await screen.findByRole('alert')).textContent).toContain('not a text file');
  });

  it('with line breaks inside its texts stands as a card', async () => {
    const { store } = show();
    choose('text\n"two\nlines"\nb\n', 'data.csv');
    await screen.findByRole('dialog');
    click('Use 2 texts');
    expect((await screen.findByText('data.csv, column text, 2 texts')).textContent).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Text' })).toBeNull();
    click('Remove');
    expect(screen.getByRole('textbox', { name: 'Text' })).toBeTruthy();
    expect(store.getState().replaced?.input.text).toEqual(['two\nlines', 'b']);
  });
});

describe('a result', () => {
  it('is taken along as code', async () => {
    show();
    type('one');
    click('Run');
    await answer();
    click('Code');
    const dialog = await screen.findByRole('dialog', { name: 'This run as code' });
    await within(dialog).findByText('await run()');
    fireEvent.mouseDown(within(dialog).getByRole('tab', { name: 'Python' }));
    await within(dialog).findByText('run()');
  });

  it('is taken along as CSV, and its address is kept until the browser has read it', async () => {
    const made = vi.spyOn(URL, 'createObjectURL');
    const revoked = vi.spyOn(URL, 'revokeObjectURL');
    show();
    type('one');
    click('Run');
    await answer();
    click('CSV');
    await waitFor(() => expect(made).toHaveBeenCalled());
    const blob = made.mock.calls[0]?.[0];
    expect(blob instanceof Blob && (await blob.text())).toBe('\ufeffa\r\n1');
    expect(revoked).not.toHaveBeenCalled();
  });
});
