import type { Failure } from '../contract/failure';
import type { RunRecord, WorkerResult } from '../contract/run';

const NO_TIMINGS: RunRecord['timings'] = {
  queued_ms: 0,
  load_ms: 0,
  download_ms: 0,
  compile_ms: 0,
  first_token_ms: null,
  run_ms: 0,
  total_ms: 0,
};

/** The record of a run that has not got anywhere yet. */
export function openRecord(known: Partial<RunRecord> & Pick<RunRecord, 'id' | 'task'>, version: string): RunRecord {
  return {
    status: 'failed',
    started_at: new Date().toISOString(),
    input: {},
    parameters: {},
    model: { id: '', revision: '', source: '' },
    requested: { device: 'auto', dtype: 'auto' },
    device: null,
    dtype: null,
    steps_down: [],
    notices: [],
    tokens: { input: 0, output: 0 },
    timings: NO_TIMINGS,
    versions: { loupe: version, transformers: '', onnxruntime: '' },
    ...known,
  };
}

/** Adds what the worker measured. */
export function closeRecord(record: RunRecord, result: WorkerResult, queuedMs: number, totalMs: number): RunRecord {
  return {
    ...record,
    status: 'done',
    notices: result.notices,
    tokens: result.tokens,
    timings: { ...result.timings, queued_ms: queuedMs, total_ms: totalMs },
    versions: { ...record.versions, ...result.versions },
  };
}

export function failRecord(record: RunRecord, failure: Failure, queuedMs: number, totalMs: number): RunRecord {
  const status = failure.code === 'cancelled' ? 'cancelled' : 'failed';
  return { ...record, status, timings: { ...record.timings, queued_ms: queuedMs, total_ms: totalMs } };
}
