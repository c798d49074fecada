import type { Notice, RunEvent, RunEventListener } from '../src/contract/events';
import { CANCELLED, type Failure } from '../src/contract/failure';
import { failed, type Outcome, success } from '../src/contract/outcome';
import { modelKey, type WorkerQuestion, type WorkerRequest, type WorkerResult } from '../src/contract/run';
import type { Beat, StopFlag, WorkerApi } from '../src/contract/worker-api';
import { createCheckpoint, nextTask } from './checkpoint';
import { createEventBatch, type EventBatch } from './event-batch';
import { machineMemory, memoryBudget } from './memory/budget';
import { ModelMemory } from './memory/model-memory';
import { createPulse, type Pulse } from './pulse';
import { blameResume } from './resume-failure';
import { RunClock } from './run-clock';
import type { Question, RunContext, Runner } from './runner';
import { toFailure } from './runtime/failure-mapping';
import type { Loaded } from './runtime/loader';
import { modelFilesOf } from './runtime/model-files';
import { probeCapabilities } from './runtime/probe';
import { wasmHeapBytes } from './runtime/wasm-heap';
import { probeOf, selfCheck } from './self-check/self-check';
import { corrupt } from './store/failures';

// The host treats all runners alike: what a runner loads, and what it takes, is its own affair.
// biome-ignore lint/suspicious/noExplicitAny: the one place where runners of all types meet
export type AnyRunner = Runner<any, any, any, unknown, unknown>;

/** Half a megabyte of libraries, fetched when the first model is wanted. */
async function loadRuntime() {
  const [transformers, sessions] = await Promise.all([
    import('./runtime/transformers-env'),
    import('./runtime/guarded-sessions'),
  ]);
  await transformers.configureTransformers();
  sessions.guardSessions();
  return { transformers, sessions };
}

type Runtime = Awaited<ReturnType<typeof loadRuntime>>;

/**
 * The worker's side of the engine. It does one run at a time: the main thread's queue sees to the order, and ONNX
 * Runtime wants its calls one by one. Whatever happens inside, `run` resolves with an outcome.
 * @param findRunner gives a task's runner, loading its code on first use
 */
export function createHost(findRunner: (task: string) => Promise<AnyRunner | null>): Omit<WorkerApi, 'ready'> {
  let runtime: Runtime | null = null;
  const runners = new Map<string, AnyRunner>();
  let budget = memoryBudget(machineMemory());
  const memory = new ModelMemory<Loaded>((key) => runtime?.sessions.ledger.bytesOf(key) ?? 0);
  let current: { runId: string; controller: AbortController } | null = null;

  async function run(
    request: WorkerRequest,
    onEvents: (events: RunEvent[], beat?: Beat) => void,
    stop: StopFlag | null,
  ): Promise<Outcome<WorkerResult>> {
    const controller = new AbortController();
    const batch = createEventBatch(onEvents, () => performance.now());
    const pulse = createPulse(
      stop,
      (beat) => onEvents([], beat),
      () => performance.now(),
    );
    current = { runId: request.runId, controller };
    budget = request.memoryBudget ?? budget;
    const progress = { stage: 'load' as 'load' | 'run' };
    try {
      return success(await perform(request, batch, controller, stop, progress, pulse));
    } catch (error) {
      // Any other error after a stop may have spoiled the session: it must be told.
      if (controller.signal.aborted && error === controller.signal.reason) return failed(CANCELLED);
      const cause =
        request.rung.device === 'webgpu' && runtime ? await runtime.sessions.gpuFaults.causeOf(error) : error;
      const failure = toFailure(cause, progress.stage, request.rung);
      return failed(blameResume(withModel(failure, request), request));
    } finally {
      batch.flush();
      runtime?.sessions.lookOn(null);
      current = null;
    }
  }

  async function perform(
    request: WorkerRequest,
    batch: EventBatch,
    controller: AbortController,
    stop: StopFlag | null,
    progress: { stage: 'load' | 'run' },
    pulse: Pulse,
  ): Promise<WorkerResult> {
    const { signal } = controller;
    const clock = new RunClock();
    const notices: Notice[] = [];
    const emit: RunEventListener = (event) => {
      if (event.type === 'token') clock.firstToken();
      pulse.beat();
      batch.emit(event);
    };
    const runner = await runnerOf(request.task);
    if (!runner) throw new Error(`no runner for ${request.task}`);
    runtime ??= await loadRuntime();
    const { transformers, sessions } = runtime;
    sessions.lookOn({ pulse, onShaders: (compiling) => emit({ type: 'shaders', compiling }) });
    sessions.ledger.owner = modelKey(request);
    const model = await load(request, runner, transformers, emit, signal, clock, pulse);
    progress.stage = 'run';
    pulse.enter('code');
    const checkpoint = createCheckpoint(controller, stop, batch, pulse);
    const ended = { details: null, tokens: { input: 0, output: 0 }, notices };
    if (request.purpose) {
      const value = request.purpose === 'probe' ? await probeOf(model) : null;
      return { ...ended, value, timings: clock.timings(), versions: transformers.libraryVersions() };
    }
    if (request.selfCheck) await selfCheck(model, request.rung, request.selfCheck.reference, emit);
    emit({ type: 'ready' });
    clock.runStarts();
    const context: RunContext = {
      emit,
      notice(notice) {
        notices.push(notice);
        emit({ type: 'notice', notice });
      },
      done: request.resume,
      checkpoint,
    };
    const output = await runner.run(model, request.input, request.parameters, context);
    if (request.rung.device === 'webgpu') {
      // An error of the GPU may be on its way still: a result beside one is not to be trusted.
      await nextTask();
      sessions.gpuFaults.check();
    }
    await memory.trim(budget);
    return { ...output, notices, timings: clock.timings(), versions: transformers.libraryVersions() };
  }

  /** Even a module that is here already takes its time to import: a run of a small model notices. */
  async function runnerOf(task: string): Promise<AnyRunner | null> {
    const runner = runners.get(task) ?? (await findRunner(task));
    if (runner) runners.set(task, runner);
    return runner;
  }

  async function load(
    request: WorkerRequest,
    runner: AnyRunner,
    { serveModelFiles }: Pick<typeof import('./runtime/transformers-env'), 'serveModelFiles'>,
    emit: RunEventListener,
    signal: AbortSignal,
    clock: RunClock,
    pulse: Pulse,
  ): Promise<Loaded> {
    const { model, rung } = request;
    const key = modelKey(request);
    const known = memory.use(key);
    if (known) return known;
    await memory.makeRoom(model.id, weightBytes(request), budget);
    const files = modelFilesOf(request.files);
    clock.filesOpened();
    emit({ type: 'compile' });
    const missing = serveModelFiles(model.id, files);
    pulse.enter('code');
    const loading = runner.load(model, rung, { files, parameters: request.parameters, signal, emit });
    const loaded: Loaded = await Promise.race([loading, missing]);
    memory.add({ key, id: model.id, rung, model: loaded });
    clock.compiled();
    // A cancel that came while the session was being built.
    await nextTask();
    signal.throwIfAborted();
    return loaded;
  }

  /** Nothing here touches a session: ONNX Runtime may be computing. */
  async function answer<T>(
    { task, question }: Pick<WorkerQuestion, 'task' | 'question'>,
    work: (asked: Question) => T | Promise<T>,
  ): Promise<Outcome<T>> {
    try {
      const asked = (await runnerOf(task))?.questions?.[question];
      if (!asked) throw new Error(`${task} answers no question "${question}"`);
      return success(await work(asked));
    } catch (error) {
      return failed(toFailure(error, 'run', { device: 'wasm', dtype: 'fp32' }));
    }
  }

  return {
    probe: probeCapabilities,
    run,
    cancel(runId) {
      if (current?.runId === runId) current.controller.abort();
    },
    ask: (question) =>
      answer(question, (asked) => asked.answer(modelFilesOf(question.files), question.payload, question.model)),
    filesFor: (question) => answer(question, (asked) => asked.files(question.model)),
    memory: () => ({ loaded: memory.entries(), budget, heap: wasmHeapBytes() }),
    async release(key) {
      if (!current) await memory.release(key);
    },
  };
}

/** Bytes of the weights, as far as the catalogue or the Hub says. */
const weightBytes = ({ model, rung }: WorkerRequest): number =>
  (model.weights.find(({ dtype }) => dtype === rung.dtype)?.files ?? []).reduce((sum, { bytes = 0 }) => sum + bytes, 0);

/** A failure of the files names the model, so that it stands alone in a log. */
function withModel(failure: Failure, request: WorkerRequest): Failure {
  if (failure.code !== 'model-file-corrupt' || failure.message.includes(request.model.id)) return failure;
  return corrupt(request.model, { path: 'model.onnx' }, failure.detail ?? 'it cannot be read');
}
