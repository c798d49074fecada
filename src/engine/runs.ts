import type { Capabilities } from '../contract/capabilities';
import type { Engine, MemoryReport, RunOptions } from '../contract/engine';
import type { RunEvent, RunEventListener, Rung } from '../contract/events';
import { CANCELLED, type Failure, type FailureCode, STEP_DOWN_CODES } from '../contract/failure';
import type { ModelRef } from '../contract/model';
import type { OpenedFiles } from '../contract/model-store';
import { failed, type Outcome, success } from '../contract/outcome';
import { modelKey, type RunRecord, type RunResult, type WorkerResult } from '../contract/run';
import type { InputValues, TaskDefinition } from '../contract/task';
import { deferred } from '../lib/deferred';
import { uniqueId } from '../lib/unique-id';
import { askWorker } from './ask-worker';
import { checkModel, checkRequest } from './check-request';
import type { EngineSetup } from './engine-setup';
import { planLadder, rungKey } from './ladder';
import { LoadedModels } from './loaded-models';
import { MemoryKeeper } from './memory-keeper';
import { discardDamaged, isHere, openModel, realModel } from './open-model';
import { recordInput } from './record-input';
import { type RungRun, runOnRung } from './run-on-rung';
import type { RunQueue } from './run-queue';
import { closeRecord, failRecord } from './run-record';
import type { RuntimeOptions } from './runtime-options';
import { checkKey, needsCheck, refusal } from './self-check';
import { WarmUp } from './warm-up';
import { LongestSilences } from './watchdog';
import type { WorkerSlot } from './worker-slot';

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

/** What runs share with the rest of the engine. */
export interface RunsSetup {
  setup: EngineSetup;
  slot: WorkerSlot;
  queue: RunQueue;
  capabilities(): Promise<Capabilities>;
  /** Told what lies in the worker's memory, after every run. */
  onMemory(report: MemoryReport): void;
}

/** The part of the engine that runs and loads: nothing of it is needed before the first run. */
export interface Runs {
  start(record: RunRecord, taskId: string, input: unknown, options: RunOptions): Promise<RunResult>;
  ask: Engine['ask'];
  preload: Engine['preload'];
  release: Engine['release'];
}

export function createRuns({ setup, slot, queue, capabilities: probe, onMemory }: RunsSetup): Runs {
  const blockedRungs = new Set<string>();
  const silences = new LongestSilences();
  const { runtime = {} } = setup;
  const warmUp = new WarmUp(slot);
  const isIdle = () => queue.entries().length === 0 && !warmUp.isLoading;
  const keeper = new MemoryKeeper(() => slot.retire(), isIdle, runtime.heapLimit, runtime.idleMs);
  const loaded = new LoadedModels(slot, (report) => {
    onMemory(report);
    keeper.consider(report);
  });

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
        model: modelRecord(model),
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
    const capabilities = await Promise.race([probe(), aborted]);
    if (!capabilities) {
      // Stopped while a worker was starting: it may be the one that hangs.
      if (slot.state === 'starting') slot.retire();
      return failed(CANCELLED);
    }
    const real = await realModel(setup.store, job.model, job.signal);
    if (!real.ok) return real;
    job.model = real.value;
    job.record.model = modelRecord(real.value);
    if (job.model.weights.length === 0) return failed(noWeights(job.model.id, job.task.layout));
    const plan = planLadder({ model: job.model, device, dtype, capabilities, blocked: blockedRungs });
    if (!plan.ok) return plan;
    const rungs = [...plan.value];
    if (rungs[0]) await warmUp.giveWay(modelKey({ task: job.task.id, model: job.model, rung: rungs[0] }), job.signal);
    let outcome: Outcome<WorkerResult> = failed(CANCELLED);
    for (let rung = rungs.shift(); rung; rung = rungs.shift()) {
      job.record.device = rung.device;
      job.record.dtype = rung.dtype;
      job.emit({ type: 'attempt', rung });
      outcome = await tryRung(job, rung, capabilities);
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

  async function tryRung(job: Job, rung: Rung, capabilities: Capabilities): Promise<Outcome<WorkerResult>> {
    const { record, input, emit, signal, model } = job;
    const { parameters } = record;
    const { resume = [] } = job.options;
    const check = checkOf(model, rung, capabilities);
    // Nothing is downloaded for what is known to compute wrongly.
    const refused = check && refusal(check.checks.find(check.key));
    if (refused) return failed(refused);
    const inMemory = await loaded.has(modelKey({ task: job.task.id, model, rung }));
    const wanted = { model, dtype: rung.dtype, task: job.task.id };
    const opened = inMemory ? null : await openModel(setup.store, wanted, signal, emit);
    if (signal.aborted) return failed(CANCELLED);
    if (opened && !opened.ok) return opened;
    const files = opened ? opened.value.files : {};
    const openFiles = async (): Promise<Outcome<OpenedFiles>> => {
      const late = await openModel(setup.store, wanted, signal);
      return late.ok ? success(late.value.files) : late;
    };
    const ids = { runId: job.id, task: job.task.id };
    const request = { ...ids, input, parameters, model, files, rung, resume, ...budget(runtime) };
    const rungSetup = { slot, startWorker: setup.startWorker, silences, patience: runtime.patience };
    const outcome = await runOnRung(rungSetup, request, {
      ...{ record, emit, signal, check },
      openFiles: inMemory ? openFiles : undefined,
    });
    void loaded.refresh();
    if (!outcome.ok && outcome.failure.code === 'model-file-corrupt') {
      await discardDamaged(setup.store, model, rung.dtype);
    }
    return outcome.ok && opened ? withDownload(outcome.value, opened.value.ms) : outcome;
  }

  /** Where the verdict of a rung's self-check is kept; null where it needs none. */
  function checkOf(model: ModelRef, rung: Rung, capabilities: Capabilities): RungRun['check'] {
    const { selfChecks: checks } = setup;
    if (!checks || !needsCheck(rung)) return null;
    return { checks, key: checkKey(model, rung, capabilities, navigator.userAgent) };
  }

  /** The first rung alone: whether the others are wanted is for a run to find out. */
  async function preload(taskId: string, options?: Parameters<Engine['preload']>[1]): Promise<void> {
    const { device = 'auto', dtype = 'auto' } = options ?? {};
    const checked = checkModel(setup, taskId, options ?? {});
    if (!checked.ok) return;
    const { task, model } = checked.value;
    const capabilities = await probe();
    const plan = planLadder({ model, device, dtype, capabilities, blocked: blockedRungs });
    const rung = plan.ok && plan.value[0];
    const check = rung ? checkOf(model, rung, capabilities) : null;
    if (check && refusal(check.checks.find(check.key))) return;
    if (!rung || !isIdle() || !(await isHere(setup.store, model, rung.dtype))) return;
    const { signal } = new AbortController();
    const opened = await openModel(setup.store, { model, dtype: rung.dtype, task: task.id }, signal);
    if (!opened.ok || !isIdle()) return;
    const { files } = opened.value;
    const request = { runId: uniqueId(), task: task.id, input: {}, parameters: {}, model, files, rung, resume: [] };
    await warmUp.load({ ...request, ...budget(runtime) });
    await loaded.refresh();
  }

  function stepDown(job: Job, from: Rung, to: Rung, failure: Failure): void {
    job.record.steps_down.push({ from, to, failure });
    job.emit({ type: 'step-down', from, to, failure });
  }

  const ask: Engine['ask'] = async (taskId, question, payload, options = {}) => {
    const checked = checkModel(setup, taskId, options);
    if (!checked.ok) return checked;
    const { task, model } = checked.value;
    return askWorker(slot, setup.store, { task: task.id, question, payload, model });
  };

  /** While a run is under way its model is in use, and the others are the worker's to judge. */
  async function release(key: string): Promise<void> {
    if (!isIdle()) return;
    const link = await slot.link();
    await Promise.race([link.api.release(key), link.died]);
    await loaded.refresh();
  }

  return { start, ask, preload, release };
}

const modelRecord = ({ id, revision, source, commit }: ModelRef): RunRecord['model'] => ({
  ...{ id, revision, source },
  ...(commit === undefined ? {} : { commit }),
});

/** The worker does not see the download: its time is added here. */
const withDownload = (result: WorkerResult, ms: number): Outcome<WorkerResult> => {
  const { timings } = result;
  return success({ ...result, timings: { ...timings, download_ms: ms, load_ms: timings.load_ms + ms } });
};

const budget = ({ memoryBudget }: RuntimeOptions) => (memoryBudget === undefined ? {} : { memoryBudget });

/** Failures that may not come again: the rung stays open for the next run. */
const TRANSIENT_CODES: ReadonlySet<FailureCode> = new Set(['webgpu-device-lost', 'out-of-memory']);

/** Two dtypes that failed on a device are enough: more only keep a person waiting. */
function dropHopeless(rungs: Rung[], stepsDown: RunRecord['steps_down'], rung: Rung): void {
  if (!stepsDown.some(({ from }) => from.device === rung.device)) return;
  const others = rungs.filter(({ device }) => device !== rung.device);
  rungs.splice(0, rungs.length, ...others);
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
