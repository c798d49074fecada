import { expect, it, vi } from 'vitest';
import { CANCELLED } from '../contract/failure';
import { failed, type Outcome, success } from '../contract/outcome';
import { modelKey, type WorkerRequest, type WorkerResult } from '../contract/run';
import { deferred } from '../lib/deferred';
import { WarmUp } from './warm-up';
import type { WorkerLink } from './worker-link';
import { WorkerSlot } from './worker-slot';

const request = (id: string): WorkerRequest => ({
  runId: id,
  task: 'echo',
  input: {},
  parameters: {},
  model: { id, source: 'starter', revision: 'main', baseUrl: '', files: [], weights: [] },
  files: {},
  rung: { device: 'wasm', dtype: 'q8' },
  resume: [],
});

function setUp() {
  const asked: WorkerRequest[] = [];
  const ended = deferred<Outcome<WorkerResult>>();
  let cancelled = 0;
  let terminated = 0;
  const api = {
    run: (given: WorkerRequest) => {
      asked.push(given);
      return ended.promise;
    },
    async cancel() {
      cancelled += 1;
      ended.resolve(failed(CANCELLED));
    },
  } as unknown as WorkerLink['api'];
  const link = { api, died: new Promise<string>(() => {}), terminate: () => (terminated += 1) };
  const slot = new WorkerSlot(
    async () => link,
    () => {},
  );
  const counts = () => ({ cancelled, terminated });
  return { warmUp: new WarmUp(slot), asked, ended, counts, slot };
}

const quiet = new AbortController().signal;

it('loads a model without running it, and one at a time', async () => {
  const { warmUp, asked, ended } = setUp();
  const loading = warmUp.load(request('a'));
  void warmUp.load(request('b'));
  expect(warmUp.isLoading).toBe(true);
  ended.resolve(success({} as WorkerResult));
  await loading;
  expect(asked).toMatchObject([{ purpose: 'load', model: { id: 'a' } }]);
  expect(warmUp.isLoading).toBe(false);
});

it('is stopped by a run of another model, and the worker lives on', async () => {
  const { warmUp, counts, asked } = setUp();
  void warmUp.load(request('a'));
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  await warmUp.giveWay(modelKey(request('b')), quiet);
  expect(counts()).toEqual({ cancelled: 1, terminated: 0 });
});

it('is waited for by a run of its own model, unless that is stopped', async () => {
  const { warmUp, ended, counts } = setUp();
  void warmUp.load(request('a'));
  const waiting = warmUp.giveWay(modelKey(request('a')), quiet);
  ended.resolve(success({} as WorkerResult));
  await waiting;
  expect(counts().cancelled).toBe(0);

  const other = setUp();
  void other.warmUp.load(request('a'));
  const stopped = new AbortController();
  const held = other.warmUp.giveWay(modelKey(request('a')), stopped.signal);
  await vi.waitFor(() => expect(other.asked).toHaveLength(1));
  stopped.abort();
  await held;
  expect(other.counts().cancelled).toBe(1);
});

it('ends a worker that it spoiled', async () => {
  const { warmUp, ended, counts } = setUp();
  const loading = warmUp.load(request('a'));
  ended.resolve(failed({ code: 'session-failed', message: '', action: '' }));
  await loading;
  await Promise.resolve();
  expect(counts().terminated).toBe(1);
});
