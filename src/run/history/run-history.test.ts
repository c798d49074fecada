import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { HistoryEntry } from './history-entry';
import { openIndexedHistory } from './indexed-history';
import { createMemoryHistory, openHistory, RUNS_KEPT, type RunHistory } from './run-history';

let made = 0;
const entry = (at: number, task: string): HistoryEntry => {
  made += 1;
  const asked = { input: { text: `text ${at}` }, parameters: {}, model: 'm', device: 'auto', dtype: 'auto' } as const;
  return {
    item: {
      id: `run-${made}`,
      task,
      at,
      status: 'done',
      title: `text ${at}`,
      model: 'm',
      device: 'wasm',
      dtype: 'q8',
      parameters: {},
      failure: null,
      hasResult: true,
      cut: 'nothing',
    },
    asked,
    run: null,
  };
};
const timesOf = async (history: RunHistory, task: string) => (await history.list(task)).map(({ at }) => at);

const KINDS: [string, () => Promise<RunHistory>][] = [
  ['in memory', async () => createMemoryHistory()],
  ['in IndexedDB', openIndexedHistory],
  ['of the app', async () => openHistory(openIndexedHistory)],
  ['of the app, where storage is forbidden', async () => openHistory(() => Promise.reject(new Error('denied')))],
];

describe.each(KINDS)('a history %s', (kind, open) => {
  const task = `task ${kind}`;
  let history: RunHistory;
  beforeEach(async () => {
    history = await open();
    await history.remove((await history.list(task)).map(({ id }) => id));
  });

  it('lists runs by task, newest first, and reads them whole', async () => {
    const second = entry(2, task);
    await history.add([entry(1, task), second, entry(3, `${task}, another`)]);
    expect(await timesOf(history, task)).toEqual([2, 1]);
    expect(await history.read(second.item.id)).toMatchObject(second);
    expect(await history.read('nobody')).toBeNull();
  });

  it('keeps the newest fifty of each task', async () => {
    for (let at = 1; at <= RUNS_KEPT + 3; at += 1) await history.add([entry(at, task)]);
    const times = await timesOf(history, task);
    expect(times).toHaveLength(RUNS_KEPT);
    expect(times.at(-1)).toBe(4);
  });

  it('gives back what it removes, and takes it again', async () => {
    await history.add([entry(1, task), entry(2, task)]);
    const removed = await history.remove((await history.list(task)).map(({ id }) => id));
    expect(await timesOf(history, task)).toEqual([]);
    await history.add(removed);
    expect(await timesOf(history, task)).toEqual([2, 1]);
  });

  it('tells of its changes until nobody listens', async () => {
    const listener = vi.fn();
    const stop = history.subscribe(listener);
    await history.list(task);
    await history.add([entry(1, task)]);
    expect(listener).toHaveBeenCalled();
    stop();
    listener.mockClear();
    await history.add([entry(2, task)]);
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('two browser tabs', () => {
  it('keep each other’s runs, and hear of them', async () => {
    const [one, other] = [await openIndexedHistory(), await openIndexedHistory()];
    const heard = new Promise<void>((resolve) => other.subscribe(resolve));
    await Promise.all([one.add([entry(1, 'shared')]), one.add([entry(3, 'shared')]), other.add([entry(2, 'shared')])]);
    await heard;
    expect(await timesOf(one, 'shared')).toEqual([3, 2, 1]);
    expect(await timesOf(other, 'shared')).toEqual([3, 2, 1]);
  });
});

it('keeps what the disk has no room for as long as the page', async () => {
  const stored = await openIndexedHistory();
  const full = openHistory(async () => ({
    ...createMemoryHistory(),
    list: (task) => stored.list(task),
    add: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
  }));
  await stored.add([entry(1, 'full disk')]);
  await full.add([entry(2, 'full disk')]);
  expect(await timesOf(full, 'full disk')).toEqual([2, 1]);
});
