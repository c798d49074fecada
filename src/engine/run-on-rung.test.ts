import { describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../contract/events';
import type { FailureCode } from '../contract/failure';
import { failed, type Outcome, success } from '../contract/outcome';
import type { WorkerRequest, WorkerResult } from '../contract/run';
import { deferred } from '../lib/deferred';
import { runOnRung } from './run-on-rung';
import { openRecord } from './run-record';
import type { CheckVerdict, SelfChecks } from './self-check';
import { LongestSilences } from './watchdog';
import type { WorkerLink } from './worker-link';
import { WorkerSlot } from './worker-slot';

const REQUEST: WorkerRequest = {
  runId: 'r',
  task: 'echo',
  input: {},
  parameters: { seed: 5 },
  model: { id: 'loupe/echo', source: 'starter', revision: 'main', baseUrl: '', files: [], weights: [] },
  files: {},
  rung: { device: 'webgpu', dtype: 'q4' },
  resume: [],
};

const RESULT: WorkerResult = {
  value: 'value',
  details: null,
  notices: [],
  tokens: { input: 0, output: 0 },
  timings: { load_ms: 0, download_ms: 0, compile_ms: 0, first_token_ms: null, run_ms: 0 },
  versions: { transformers: '', onnxruntime: '' },
};
const REFERENCE = Float32Array.of(1, 2, 3);
const CHECKED = { verdict: 'checked', deviation: 0.01 } as const;
const DIES = Symbol('dies');

type Step = (
  request: WorkerRequest,
  emit: (events: RunEvent[]) => void,
) => Promise<Outcome<WorkerResult> | typeof DIES>;

const failing = (code: FailureCode, extra = {}) => failed({ code, message: code, action: '', ...extra });

/** Workers that do one step after another, whichever of them is asked. */
function setUp(steps: Step[], check: { verdict?: CheckVerdict } | null = null) {
  const requests: WorkerRequest[] = [];
  const workers: { terminated: boolean }[] = [];
  const events: RunEvent[] = [];
  const kept = new Map<string, CheckVerdict>(check?.verdict ? [['key', check.verdict]] : []);
  const checks: SelfChecks = { find: (key) => kept.get(key) ?? null, keep: (key, verdict) => kept.set(key, verdict) };
  const startWorker = vi.fn(async (): Promise<WorkerLink> => {
    const death = deferred<string>();
    const state = { terminated: false };
    workers.push(state);
    const api: Partial<WorkerLink['api']> = {
      cancel: async () => {},
      memory: async () => ({ loaded: [], budget: 0, heap: null }),
      async run(request, onEvents) {
        requests.push(request);
        const outcome = await steps[requests.length - 1]?.(request, onEvents);
        if (outcome !== DIES && outcome) return outcome;
        death.resolve('killed');
        return new Promise(() => {});
      },
    };
    return { died: death.promise, terminate: () => (state.terminated = true), api: api as WorkerLink['api'] };
  });
  const slot = new WorkerSlot(startWorker, () => {});
  const record = openRecord({ id: 'r', task: 'echo' }, 'test');
  const run = (request = REQUEST) =>
    runOnRung({ slot, startWorker, silences: new LongestSilences() }, request, {
      record,
      emit: (event) => events.push(event),
      signal: new AbortController().signal,
      check: check && { checks, key: 'key' },
    });
  return { run, record, requests, workers, events, kept };
}

const succeed: Step = async () => success(RESULT);

describe('runOnRung: recovery', () => {
  it.each(['webgpu-device-lost', 'worker-hung', 'out-of-memory'] as const)(
    'repeats a run once in a fresh worker after %s, and says so',
    async (code) => {
      const { run, record, requests, workers, events } = setUp([async () => failing(code), succeed]);
      expect(await run()).toMatchObject({ ok: true });
      expect(requests).toHaveLength(2);
      expect(requests[1]?.parameters).toEqual({ seed: 5 });
      expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
      expect(events).toMatchObject([{ type: 'restart', failure: { code } }]);
      expect(record.restarts).toMatchObject([{ rung: REQUEST.rung, failure: { code } }]);
    },
  );

  it('tells of the second failure, and repeats no more', async () => {
    const lost: Step = async () => failing('webgpu-device-lost');
    const { run, requests, workers } = setUp([lost, lost, succeed]);
    expect(await run()).toMatchObject({ ok: false, failure: { code: 'webgpu-device-lost' } });
    expect(requests).toHaveLength(2);
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, true]);
  });

  it('takes a lost run up where its batch was, and counts tokens and notices anew', async () => {
    const notice = { code: 'input-truncated', message: 'm' } as const;
    const { run, record, requests } = setUp([
      async (_, emit) => {
        emit([
          { type: 'notice', notice },
          { type: 'token', sequence: 0, index: 0, tokenId: 1, text: 'a' },
          { type: 'items', from: 1, items: ['second'] },
        ]);
        return DIES;
      },
      async (_, emit) => {
        emit([{ type: 'token', sequence: 0, index: 0, tokenId: 1, text: 'a' }]);
        return success(RESULT);
      },
    ]);
    await run({ ...REQUEST, resume: ['first'] });
    expect(requests.map(({ resume }) => resume)).toEqual([['first'], ['first', 'second']]);
    expect(record).toMatchObject({ notices: [], tokens: { output: 1 } });
  });

  it('repeats without a word what died before it began, and still repeats the run once', async () => {
    const { run, events, record } = setUp([
      async () => DIES,
      async (_, emit) => {
        emit([{ type: 'compile' }]);
        return DIES;
      },
      succeed,
    ]);
    expect(await run()).toMatchObject({ ok: true });
    expect(events.map(({ type }) => type)).toEqual(['compile', 'restart']);
    expect(record.restarts).toHaveLength(1);
  });

  it.each([
    ['an estimate', failing('out-of-memory', { field: 'low_memory' })],
    ['a graph that cannot run', failing('session-failed')],
  ])('does not repeat %s', async (_, outcome) => {
    const { run, requests, events } = setUp([async () => outcome, succeed]);
    expect(await run()).toMatchObject({ ok: false });
    expect(requests).toHaveLength(1);
    expect(events).toEqual([]);
  });
});

describe('runOnRung: self-check', () => {
  const reference: Step = async () => success({ ...RESULT, value: REFERENCE });
  const passing: Step = async (_, emit) => {
    emit([{ type: 'self-check', result: CHECKED }]);
    return success(RESULT);
  };

  it('gets a reference on the CPU in a worker of its own, and keeps the verdict', async () => {
    const { run, record, requests, workers, kept } = setUp([reference, passing], {});
    expect(await run()).toMatchObject({ ok: true });
    expect(requests[0]).toMatchObject({ purpose: 'probe', rung: { device: 'wasm', dtype: 'q4' } });
    expect(requests[1]).toMatchObject({ selfCheck: { reference: REFERENCE } });
    expect(requests[1]).not.toHaveProperty('purpose');
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(record.self_check).toBe('checked');
    expect(kept.get('key')).toEqual(CHECKED);
  });

  it('asks once: what is known is not checked again', async () => {
    const { run, record, requests } = setUp([succeed], { verdict: CHECKED });
    expect(await run()).toMatchObject({ ok: true });
    expect(requests).toHaveLength(1);
    expect(requests[0]).not.toHaveProperty('selfCheck');
    expect(record.self_check).toBe('checked');
  });

  it('keeps a wrong answer, and refuses the rung from then on without loading anything', async () => {
    const wrong: Step = async () => failing('numerical-failure');
    const { run, requests, kept } = setUp([reference, wrong], {});
    expect(await run()).toMatchObject({ failure: { code: 'numerical-failure' } });
    expect(kept.get('key')).toMatchObject({ failure: { code: 'numerical-failure' } });
    expect(await run()).toMatchObject({ failure: { code: 'numerical-failure' } });
    expect(requests).toHaveLength(2);
  });

  it('does not blame the device for numbers that fail in the run itself', async () => {
    const { run, kept } = setUp(
      [
        reference,
        async (_, emit) => {
          emit([{ type: 'self-check', result: CHECKED }]);
          return failing('numerical-failure');
        },
      ],
      {},
    );
    await run();
    expect(kept.get('key')).toEqual(CHECKED);
  });

  it('goes on without a reference that the CPU cannot give, or that would be too large', async () => {
    const unable = setUp([async () => failing('session-failed'), passing], {});
    expect(await unable.run()).toMatchObject({ ok: true });
    expect(unable.requests[1]).toMatchObject({ selfCheck: { reference: null } });
    const large = setUp([passing], {});
    await large.run({ ...REQUEST, files: { 'onnx/model_q4.onnx': { size: 3e9 } as Blob } });
    expect(large.requests).toHaveLength(1);
    expect(large.requests[0]).toMatchObject({ selfCheck: { reference: null } });
  });

  it('is not asked for again by a run that is repeated after it', async () => {
    const { run, requests } = setUp(
      [
        reference,
        async (_, emit) => {
          emit([{ type: 'self-check', result: CHECKED }]);
          return failing('webgpu-device-lost');
        },
        succeed,
      ],
      {},
    );
    expect(await run()).toMatchObject({ ok: true });
    expect(requests[2]).not.toHaveProperty('selfCheck');
  });
});
