import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../contract/events';
import type { RunRecord, RunResult } from '../contract/run';
import { IDLE, type RunState, reduceRun } from './run-state';

const rung = { device: 'wasm', dtype: 'q8' } as const;
const run = {} as RunRecord;
const ASKED = { input: {}, parameters: {}, model: 'loupe/demo', device: 'auto', dtype: 'auto' } as const;
const failure = (code: 'cancelled' | 'internal') => ({ code, message: '', action: '' });

const play = (...events: RunEvent[]): RunState =>
  events.reduce<RunState>(
    (state, event, index) => reduceRun(state, { type: 'event', event, at: index }),
    reduceRun(IDLE, { type: 'start', asked: ASKED, at: 0 }),
  );
const end = (state: RunState, result: RunResult) => reduceRun(state, { type: 'finish', result });

describe('reduceRun', () => {
  it('names each phase', () => {
    const attempt: RunEvent = { type: 'attempt', rung };
    expect(play()).toMatchObject({ phase: 'starting' });
    expect(play({ type: 'queued', position: 2 })).toMatchObject({ phase: 'queued', position: 2 });
    expect(play(attempt, { type: 'download', file: 'a', loaded: 5, total: 9, cached: false })).toMatchObject({
      phase: 'downloading',
      download: { loaded: 5, total: 9, startedAt: 1 },
    });
    expect(play(attempt, { type: 'download', file: 'a', loaded: 9, total: 9, cached: true })).toMatchObject({
      phase: 'starting',
      download: null,
    });
    expect(play(attempt, { type: 'compile' })).toMatchObject({ phase: 'compiling' });
    expect(play(attempt, { type: 'ready' })).toMatchObject({ phase: 'computing' });
    expect(play(attempt, { type: 'self-check', result: null })).toMatchObject({ phase: 'checking' });
    expect(play(attempt, { type: 'shaders', compiling: true })).toMatchObject({ phase: 'shaders' });
    expect(play(attempt, { type: 'shaders', compiling: false })).toMatchObject({ phase: 'computing' });
  });

  it('gathers text by sequence and keeps it when the run is stopped or fails', () => {
    const written = play(
      { type: 'token', sequence: 1, index: 0, tokenId: 7, text: 'b' },
      { type: 'token', sequence: 0, index: 0, tokenId: 8, text: 'a' },
      { type: 'token', sequence: 1, index: 1, tokenId: 9, text: 'c' },
    );
    const partial = { texts: ['a', 'bc'], tokens: 3, firstTokenAt: 0, lastTokenAt: 2 };
    expect(written).toMatchObject({ partial });
    expect(end(written, { ok: false, failure: failure('cancelled'), run })).toMatchObject({
      status: 'cancelled',
      partial,
    });
    expect(end(written, { ok: false, failure: failure('internal'), run })).toMatchObject({ status: 'failed', partial });
  });

  it('forgets what a failed rung wrote', () => {
    const token: RunEvent = { type: 'token', sequence: 0, index: 0, tokenId: 1, text: 'x' };
    expect(play(token, { type: 'attempt', rung })).toMatchObject({ partial: { texts: [], tokens: 0 } });
  });

  it('begins again after a lost worker, and keeps the items that were done', () => {
    const items: RunEvent = { type: 'items', from: 0, items: ['a'] };
    const token: RunEvent = { type: 'token', sequence: 0, index: 0, tokenId: 1, text: 'x' };
    const lost = { code: 'worker-crashed', message: '', action: '' } as const;
    const again = play({ type: 'attempt', rung }, items, token, { type: 'restart', failure: lost });
    expect(again).toMatchObject({
      phase: 'starting',
      restarts: [{ rung, failure: lost }],
      partial: { items: ['a'], texts: [], tokens: 0 },
    });
  });

  it('says how long nothing was heard, until something is', () => {
    const silent: RunEvent = { type: 'stalled', silentMs: 61_000, over: false };
    expect(play(silent)).toMatchObject({ silentMs: 61_000 });
    expect(play(silent, { type: 'stalled', silentMs: 0, over: true })).toMatchObject({ silentMs: null });
  });

  it('stays "stopping" whatever comes in, and counts it', () => {
    const stopping = reduceRun(play({ type: 'ready' }), { type: 'stop' });
    const after = reduceRun(stopping, {
      type: 'event',
      event: { type: 'token', sequence: 0, index: 0, tokenId: 1, text: 'x' },
      at: 5,
    });
    expect(after).toMatchObject({ phase: 'stopping', partial: { tokens: 1 } });
    expect(reduceRun(after, { type: 'event', event: { type: 'compile' }, at: 6 })).toMatchObject({ phase: 'stopping' });
  });

  it('ignores events outside a run and never clears a running one', () => {
    expect(reduceRun(IDLE, { type: 'event', event: { type: 'ready' }, at: 0 })).toBe(IDLE);
    expect(reduceRun(IDLE, { type: 'stop' })).toBe(IDLE);
    expect(reduceRun(play(), { type: 'clear' })).toMatchObject({ status: 'running' });
    expect(reduceRun(end(play(), { ok: true, value: 1, details: null, run }), { type: 'clear' })).toEqual(IDLE);
  });
});
