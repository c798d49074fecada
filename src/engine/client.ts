import type { Capabilities } from '../contract/capabilities';
import type { Engine, EngineStatus, RunOptions } from '../contract/engine';
import type { RunEvent, RunEventListener, Rung } from '../contract/events';
import { CANCELLED, type Failure, type FailureCode, STEP_DOWN_CODES, WORKER_SURVIVES_CODES } from '../contract/failure';
import type { ModelRef } from '../contract/model';
import { failed, type Outcome } from '../contract/outcome';
import type { RunRecord, RunResult, WorkerResult } from '../contract/run';
import type { InputValues, TaskDefinition } from '../contract/task';
import { deferred } from '../lib/deferred';
import { withTimeLimit } from '../lib/time-limit';
import { uniqueId } from '../lib/unique-id';
import { askWorker } from './ask-worker';
import { attemptRun } from './attempt';
import { checkModel, checkRequest } from './check-request';
import { planLadder, rungKey } from './ladder';
import { recordInput } from './record-input';
import { RunQueue } from './run-queue';
import { closeRecord, failRecord, openRecord } from './run-record';
import type { WorkerLink } from './worker-link';
import { WorkerSlot } from './worker-slot';

export interface EngineSetup {
  tasks: readonly TaskDefinition[];
  /** Finds a model by id; fails for an id that cannot be one. */
  resolveModel(id: string, revision: string | undefined, task: TaskDefinition): Outcome<ModelRef>;
  startWorker(): Promise<WorkerLink>;
  version: string;
}

/** A request that passed every check, waiting for or holding its turn. */
interface Job {
  id: string;
  task: TaskDefinition;
  record: RunRecord;
  /** The values themselves; the record has pictures as descriptions. */
  input: InputValues;
  model: ModelRef;
  options: RunOptions;
  signal: AbortSignal;
  emit: RunEventListener;
}

/** The engine over a real worker. */
export function createEngine(setup: EngineSetup): Engine {
  const listeners = new Set<() => void>();
  const blockedRungs = new Set<string>();
  let loaded: EngineStatus['loaded'] = [];
  let capabilities: Promise<Capabilities> | null = null;
  let snapshot: EngineStatus | null = null;
  const changed = () => {
    snapshot = null;
    for (const listener of listeners) listener();
  };
  const slot = new WorkerSlot(setup.startWorker, () => {
    if (slot.state === 'off') loaded = [];
    changed();
  });
  const queue = new RunQueue(changed);

  const engine: Engine = {
    async run(taskId, input, options) {
      const record = openRecord({ id: uniqueId(), task: String(taskId) }, setup.version);
      try {
        return await start(record, taskId, input, options ?? {});
      } catch (error) {
        return { ok: false, failure: unforeseen(error), run: record };
      }
    },

    capabilities() {
      capabilities ??= slot
        .link()
        .then((link) =>
          withTimeLimit(
            Promise.race([link.api.probe(), link.died.then((reason) => Promise.reject(reason))]),
            PROBE_LIMIT_MS,
          ),
        )
        .catch((error) => {
          capabilities = null;
          return unknownCapabilities(String(error));
        });
      return capabilities;
    },

    async ask(taskId, question, payload, options = {}) {
      try {
        const checked = checkModel(setup, taskId, options);
        if (!checked.ok) return checked;
        const { task, model } = checked.value;
        return await askWorker(slot, { task: task.id, question, payload, model });
      } catch (error) {
        return failed(unforeseen(error));
      }
    },

    status() {
      const entries = queue.entries();
      snapshot ??= {
        worker: workerState(slot, entries),
        restarts: slot.restarts,
        queue: entries,
        loaded,
      };
      return snapshot;
    },

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  async function start(record: RunRecord, taskId: string, input: unknown, options: RunOptions): Promise<RunResult> {
    const checked = checkRequest(setup, taskId, input, options);
    if (!checked.ok) return { ok: false, failure: checked.failure, run: record };
    const { task, model, valid } = checked.value;
    const recorded = await recordInput(valid.input);
    if (!recorded.ok) return { ok: false, failure: recorded.failure, run: record };
    return inTurn({
      id: record.id,
      task,
      model,
      options,
      input: valid.input,
      record: {
        ...record,
        parameters: valid.parameters,
        input: recorded.value,
        task: task.id,
        model: { id: model.id, revision: model.revision, source: model.source },
        requested: { device: options.device ?? 'auto', dtype: options.dtype ?? 'auto' },
      },
      signal: options.signal ?? new AbortController().signal,
      emit: quiet(options.onEvent),
    });
  }

  /** Waits for the run's turn, climbs down the ladder, and writes the record. */
  async function inTurn(job: Job): Promise<RunResult> {
    const asked = performance.now();
    const aborted = deferred<void>();
    const onAbort = () => aborted.resolve();
    job.signal.addEventListener('abort', onAbort, { once: true });
    if (job.signal.aborted) onAbort();
    const turn = queue.enter(job.id, job.task.id, (position) => job.emit({ type: 'queued', position }));
    try {
      await Promise.race([turn, aborted.promise]);
      const queuedMs = performance.now() - asked;
      const outcome = job.signal.aborted ? failed(CANCELLED) : await climb(job, aborted.promise);
      const totalMs = performance.now() - asked;
      if (!outcome.ok) {
        return { ok: false, failure: outcome.failure, run: failRecord(job.record, outcome.failure, queuedMs, totalMs) };
      }
      const { value, details } = outcome.value;
      return { ok: true, value, details, run: closeRecord(job.record, outcome.value, queuedMs, totalMs) };
    } finally {
      job.signal.removeEventListener('abort', onAbort);
      queue.leave(job.id);
    }
  }

  /** Tries rung after rung until one gives a result, or fails in a way that another rung would not mend. */
  async function climb(job: Job, aborted: Promise<void>): Promise<Outcome<WorkerResult>> {
    const { device = 'auto', dtype = 'auto' } = job.options;
    const capabilities = await Promise.race([engine.capabilities(), aborted]);
    if (!capabilities) {
      // Stopped while a worker was starting: it may be the one that hangs.
      if (slot.state === 'starting') slot.retire();
      return failed(CANCELLED);
    }
    const plan = planLadder({ model: job.model, device, dtype, capabilities, blocked: blockedRungs });
    if (!plan.ok) return plan;
    const rungs = [...plan.value];
    let outcome: Outcome<WorkerResult> = failed(CANCELLED);
    for (let rung = rungs.shift(); rung; rung = rungs.shift()) {
      job.record.device = rung.device;
      job.record.dtype = rung.dtype;
      job.emit({ type: 'attempt', rung });
      outcome = await tryRung(job, rung);
      if (outcome.ok || !STEP_DOWN_CODES.has(outcome.failure.code) || job.signal.aborted) break;
      if (!TRANSIENT_CODES.has(outcome.failure.code)) blockedRungs.add(rungKey(job.model.id, rung));
      // A dtype that the model does not come in is no failure of the device: the next one is simply looked for.
      if (outcome.failure.code === 'model-file-missing') continue;
      dropHopeless(rungs, job.record.steps_down, rung);
      if (rungs[0]) stepDown(job, rung, rungs[0], outcome.failure);
    }
    const nothingFound = !outcome.ok && outcome.failure.code === 'model-file-missing' && dtype === 'auto';
    return nothingFound ? failed(noWeights(job.model.id, job.task.layout)) : outcome;
  }

  async function tryRung(job: Job, rung: Rung): Promise<Outcome<WorkerResult>> {
    const { input } = job;
    const { parameters } = job.record;
    const { resume = [] } = job.options;
    const request = { runId: job.id, task: job.task.id, input, parameters, model: job.model, rung, resume };
    let heard = false;
    let fetched = false;
    const { record } = job;
    record.notices = [];
    record.tokens = { input: 0, output: 0 };
    const onEvent: RunEventListener = (event) => {
      heard = true;
      fetched ||= event.type === 'download' || event.type === 'compile';
      if (event.type === 'notice') record.notices.push(event.notice);
      if (event.type === 'token') record.tokens.output += 1;
      job.emit(event);
    };
    let outcome = await attemptRun(slot, request, onEvent, job.signal);
    // A worker that died in silence was gone before it began: nobody need hear of it.
    if (!outcome.ok && outcome.failure.code === 'worker-crashed' && !heard) {
      outcome = await attemptRun(slot, request, onEvent, job.signal);
    }
    if (!outcome.ok && !WORKER_SURVIVES_CODES.has(outcome.failure.code)) slot.retire();
    else if (fetched || !outcome.ok || !usedAgain(job.model.id, rung)) await refreshLoaded();
    return outcome.ok || !job.signal.aborted ? outcome : failed(CANCELLED);
  }

  function stepDown(job: Job, from: Rung, to: Rung, failure: Failure): void {
    job.record.steps_down.push({ from, to, failure });
    job.emit({ type: 'step-down', from, to, failure });
  }

  /** Puts the model that a run found in memory last, as the worker does. False where it was not known to be there. */
  function usedAgain(id: string, { device, dtype }: Rung): boolean {
    const used = loaded.findLast((one) => one.id === id && one.rung.device === device && one.rung.dtype === dtype);
    if (!used) return false;
    loaded = [...loaded.filter((one) => one !== used), used];
    return true;
  }

  async function refreshLoaded(): Promise<void> {
    if (slot.state === 'off') return;
    const link = await slot.link().catch(() => null);
    if (!link) return;
    loaded = await Promise.race([link.api.loaded(), link.died.then(() => [])]);
    changed();
  }

  return engine;
}

/** A worker that does not say what it can do within this time is asked again with the next run. */
const PROBE_LIMIT_MS = 8000;

/** Failures that may not come again: the rung stays open for the next run. */
const TRANSIENT_CODES: ReadonlySet<FailureCode> = new Set(['webgpu-device-lost', 'out-of-memory']);

const unforeseen = (error: unknown): Failure => ({
  code: 'internal',
  message: 'Something went wrong before the run began.',
  action: 'Check the call. If it happens again, please report it with the detail below.',
  detail: String(error),
});

const noWeights = (modelId: string, layout: TaskDefinition['layout'] = 'transformers'): Failure => ({
  code: 'model-incompatible',
  message:
    layout === 'diffusers'
      ? `${modelId} has no ONNX weights where diffusers' layout has them (unet/model….onnx).`
      : `${modelId} has no ONNX weights where transformers.js keeps them (onnx/model….onnx).`,
  action: 'Choose a model that was converted to ONNX; many have "ONNX" or "onnx-community" in their id.',
  remedy: 'use-starter-model',
  field: 'model',
});

/** Two dtypes that failed on a device are enough: more only keep a person waiting. */
function dropHopeless(rungs: Rung[], stepsDown: RunRecord['steps_down'], rung: Rung): void {
  if (!stepsDown.some(({ from }) => from.device === rung.device)) return;
  const others = rungs.filter(({ device }) => device !== rung.device);
  rungs.splice(0, rungs.length, ...others);
}

function workerState(slot: WorkerSlot, entries: EngineStatus['queue']): EngineStatus['worker'] {
  if (slot.state !== 'up') return slot.state;
  return entries.some((entry) => entry.state === 'running') ? 'busy' : 'idle';
}

/** A listener that throws must not take the run down with it. */
const quiet =
  (listener: RunEventListener | undefined): RunEventListener =>
  (event: RunEvent) => {
    try {
      listener?.(event);
    } catch (error) {
      console.error('onEvent threw', error);
    }
  };

const unknownCapabilities = (reason: string): Capabilities => ({
  webgpu: null,
  webgpuReason: `The worker could not be asked: ${reason}`,
  wasm: { simd: true, threads: 1, jspi: false },
  crossOriginIsolated: globalThis.crossOriginIsolated,
  storage: { usage: null, quota: null, persisted: false },
});
