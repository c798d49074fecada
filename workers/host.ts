import type { Notice, RunEvent, RunEventListener, Rung } from '../src/contract/events';
import { CANCELLED, type Failure } from '../src/contract/failure';
import { failed, type Outcome, success } from '../src/contract/outcome';
import type { WorkerQuestion, WorkerRequest, WorkerResult } from '../src/contract/run';
import type { StopFlag, WorkerApi } from '../src/contract/worker-api';
import { createEventBatch, type EventBatch } from './event-batch';
import type { RunContext, Runner } from './runner';
import { toFailure } from './runtime/failure-mapping';
import { corrupt } from './runtime/file-failures';
import type { Loaded } from './runtime/loader';
import { filesOf, type ModelFiles, openFiles } from './runtime/model-files';
import { probeCapabilities } from './runtime/probe';

/** Models kept in memory at once. */
const MODELS_KEPT = 2;

// The host treats all runners alike: what a runner loads, and what it takes, is its own affair.
// biome-ignore lint/suspicious/noExplicitAny: the one place where runners of all types meet
export type AnyRunner = Runner<any, any, any, unknown, unknown>;

interface CachedModel {
  key: string;
  id: string;
  rung: Rung;
  model: Loaded;
}

/**
 * The worker's side of the engine. It does one run at a time: the main thread's queue sees to the order, and ONNX
 * Runtime wants its calls one by one. Whatever happens inside, `run` resolves with an outcome.
 * @param findRunner gives a task's runner, loading its code on first use
 */
export function createHost(findRunner: (task: string) => Promise<AnyRunner | null>): Omit<WorkerApi, 'ready'> {
  const models: CachedModel[] = [];
  let current: { runId: string; controller: AbortController } | null = null;

  async function run(
    request: WorkerRequest,
    onEvents: (events: RunEvent[]) => void,
    stop: StopFlag | null,
  ): Promise<Outcome<WorkerResult>> {
    const controller = new AbortController();
    const batch = createEventBatch(onEvents, () => performance.now());
    current = { runId: request.runId, controller };
    const progress = { stage: 'load' as 'load' | 'run', files: null as ModelFiles | null };
    try {
      return success(await perform(request, batch, controller, stop, progress));
    } catch (error) {
      // Any other error after a stop may have spoiled the session: it must be told.
      if (controller.signal.aborted && error === controller.signal.reason) return failed(CANCELLED);
      const failure = withModel(toFailure(error, progress.stage, request.rung), request);
      if (failure.code === 'model-file-corrupt') await progress.files?.forget();
      return failed(failure);
    } finally {
      batch.flush();
      current = null;
    }
  }

  async function perform(
    request: WorkerRequest,
    batch: EventBatch,
    controller: AbortController,
    stop: StopFlag | null,
    progress: { stage: 'load' | 'run'; files: ModelFiles | null },
  ): Promise<WorkerResult> {
    const { signal } = controller;
    const clock = new RunClock();
    const notices: Notice[] = [];
    const emit: RunEventListener = (event) => {
      if (event.type === 'token') clock.firstToken();
      batch.emit(event);
    };
    const runner = await findRunner(request.task);
    if (!runner) throw new Error(`no runner for ${request.task}`);
    // Half a megabyte of libraries, fetched when the first model is wanted.
    const transformers = await import('./runtime/transformers-env');
    transformers.configureTransformers();
    const model = await load(request, runner, transformers, emit, signal, progress, clock);
    progress.stage = 'run';
    emit({ type: 'ready' });
    clock.runStarts();
    const context: RunContext = {
      emit,
      notice(notice) {
        notices.push(notice);
        emit({ type: 'notice', notice });
      },
      done: request.resume,
      checkpoint: createCheckpoint(controller, stop, batch),
    };
    const output = await runner.run(model, request.input, request.parameters, context);
    return { ...output, notices, timings: clock.timings(), versions: transformers.libraryVersions() };
  }

  async function load(
    request: WorkerRequest,
    runner: AnyRunner,
    { serveModelFiles }: Pick<typeof import('./runtime/transformers-env'), 'serveModelFiles'>,
    emit: RunEventListener,
    signal: AbortSignal,
    progress: { files: ModelFiles | null },
    clock: RunClock,
  ): Promise<Loaded> {
    const { model, rung, task } = request;
    const key = [task, model.id, model.revision, rung.device, rung.dtype].join(' ');
    const known = models.findIndex((entry) => entry.key === key);
    if (known >= 0) {
      const [entry] = models.splice(known, 1);
      if (entry) {
        models.push(entry);
        return entry.model;
      }
    }
    await makeRoom(model.id);
    const files = await openFiles(model, filesOf(model, rung.dtype), signal, emit);
    progress.files = files;
    clock.downloaded();
    emit({ type: 'compile' });
    serveModelFiles(model.id, files);
    const loaded = await runner.load(model, rung, { files, parameters: request.parameters, signal, emit });
    models.push({ key, id: model.id, rung, model: loaded });
    clock.compiled();
    // A cancel that came while the session was being built.
    await nextTask();
    signal.throwIfAborted();
    return loaded;
  }

  /** Nothing here touches a session: ONNX Runtime may be computing. */
  async function ask({ task, question, payload, model }: WorkerQuestion): Promise<Outcome<unknown>> {
    try {
      const asked = (await findRunner(task))?.questions?.[question];
      if (!asked) throw new Error(`${task} answers no question "${question}"`);
      const files = await openFiles(model, asked.files(model), new AbortController().signal, () => {});
      return success(await asked.answer(files, payload, model));
    } catch (error) {
      return failed(toFailure(error, 'run', { device: 'wasm', dtype: 'fp32' }));
    }
  }

  /** The same model for another task, or of another dtype, would lie in memory twice. */
  async function makeRoom(id: string): Promise<void> {
    const same = models.filter((entry) => entry.id === id);
    for (const entry of same) models.splice(models.indexOf(entry), 1);
    for (const entry of same) await entry.model.dispose();
    while (models.length >= MODELS_KEPT) await models.shift()?.model.dispose();
  }

  return {
    probe: probeCapabilities,
    run,
    cancel(runId) {
      if (current?.runId === runId) current.controller.abort();
    },
    ask,
    loaded: () => models.map(({ id, rung }) => ({ id, rung })),
  };
}

/** A failure of the files names the model, so that it stands alone in a log. */
function withModel(failure: Failure, request: WorkerRequest): Failure {
  if (failure.code !== 'model-file-corrupt' || failure.message.includes(request.model.id)) return failure;
  return corrupt(request.model, { path: 'model.onnx' }, failure.detail ?? 'it cannot be read');
}

/** How long messages may wait while a run computes, where it can be stopped through shared memory. */
const MESSAGES_EVERY_MS = 33;

/**
 * What a runner awaits before each forward pass. It hears the stop flag every time. Messages (a cancel, where memory
 * cannot be shared) are let in every time too without the flag, and every {@link MESSAGES_EVERY_MS} with it.
 */
function createCheckpoint(controller: AbortController, stop: StopFlag | null, batch: EventBatch): () => Promise<void> {
  let letIn = performance.now();
  return async () => {
    batch.flushIfDue();
    if (stop && Atomics.load(stop, 0) === 1) controller.abort();
    if (!stop || performance.now() - letIn >= MESSAGES_EVERY_MS) {
      await nextTask();
      letIn = performance.now();
    }
    controller.signal.throwIfAborted();
  };
}

const { port1: taskEnd, port2: taskStart } = new MessageChannel();

/** Resolves in the next macrotask: messages that came in meanwhile have been handled by then. Calls never overlap. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    taskEnd.onmessage = () => resolve();
    taskStart.postMessage(null);
  });
}

/** Milliseconds of each phase of one run. */
class RunClock {
  private readonly start = performance.now();
  private download = 0;
  private compile = 0;
  private runStart = 0;
  private first = 0;

  downloaded(): void {
    this.download = performance.now() - this.start;
  }

  compiled(): void {
    this.compile = performance.now() - this.start - this.download;
  }

  runStarts(): void {
    this.runStart = performance.now();
  }

  firstToken(): void {
    this.first ||= performance.now();
  }

  timings(): WorkerResult['timings'] {
    return {
      load_ms: this.runStart - this.start,
      download_ms: this.download,
      compile_ms: this.compile,
      first_token_ms: this.first ? this.first - this.runStart : null,
      run_ms: performance.now() - this.runStart,
    };
  }
}
