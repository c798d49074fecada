import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../contract/run';
import type { Asked, EndedRun } from '../run-state';
import { LARGEST_RUN, settingsOf, toEntry } from './history-entry';

const ASKED: Asked = {
  input: { text: ['One.', 'Two.'], candidate_labels: ['a'] },
  parameters: { top_k: 5, seed: null },
  model: 'loupe/demo',
  device: 'auto',
  dtype: 'auto',
};
const PARTIAL = { texts: [], tokens: 0, firstTokenAt: null, lastTokenAt: null, steps: null, items: ['x'] };
const record = (patch: Partial<RunRecord> = {}) =>
  ({ parameters: { top_k: 5, seed: 77 }, device: 'wasm', dtype: 'q8', ...patch }) as RunRecord;
const done = (value: unknown, asked = ASKED): EndedRun => ({
  status: 'done',
  result: { ok: true, value, details: null, run: record() },
  asked,
  partial: PARTIAL,
});

describe('toEntry', () => {
  it('keeps a result with what it was asked for, and the seed that was drawn', () => {
    const entry = toEntry('demo', done([1, 2]), 9);
    expect(entry?.item).toMatchObject({
      task: 'demo',
      at: 9,
      status: 'done',
      title: '2: One., Two. · a',
      model: 'loupe/demo',
      device: 'wasm',
      hasResult: true,
      cut: 'nothing',
    });
    expect(entry?.run).toMatchObject({ status: 'done', result: { value: [1, 2] }, partial: { items: [] } });
    expect(entry && settingsOf(entry)).toEqual({ ...ASKED, parameters: { top_k: 5, seed: 77 } });
  });

  it('leaves out a result that is too large, and says so', () => {
    const entry = toEntry('demo', done('x'.repeat(LARGEST_RUN)), 1);
    expect(entry).toMatchObject({ item: { cut: 'result', hasResult: false }, run: null, asked: ASKED });
  });

  it('leaves out an input that is too large, too', () => {
    const asked = { ...ASKED, input: { text: 'x'.repeat(LARGEST_RUN) } };
    const entry = toEntry('demo', done([], asked), 1);
    expect(entry).toMatchObject({ item: { cut: 'everything' }, run: null, asked: null });
    expect(entry?.item.title.length).toBeLessThan(200);
    expect(entry && settingsOf(entry)).toBeNull();
  });

  it('keeps what a stopped batch has done, so that it can be resumed', () => {
    const run: EndedRun = { status: 'cancelled', run: record(), asked: ASKED, partial: PARTIAL };
    expect(toEntry('demo', run, 1)).toMatchObject({
      item: { status: 'cancelled', hasResult: true },
      run: { partial: { items: ['x'] } },
    });
  });

  it('keeps failures, but no requests that were refused', () => {
    const failure = (code: 'out-of-memory' | 'input-empty') => ({ code, message: 'No.', action: '' });
    const run = { status: 'failed', run: record(), asked: ASKED, partial: { ...PARTIAL, items: [] } } as const;
    expect(toEntry('demo', { ...run, failure: failure('out-of-memory') }, 1)).toMatchObject({
      item: { status: 'failed', failure: 'No.', hasResult: false },
    });
    expect(toEntry('demo', { ...run, failure: failure('input-empty') }, 1)).toBeNull();
  });
});
