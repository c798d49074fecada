import type { Capabilities } from './capabilities';
import type { MemoryReport } from './engine';
import type { RunEvent } from './events';
import type { ModelFile } from './model';
import type { Outcome } from './outcome';
import type { WorkerQuestion, WorkerRequest, WorkerResult } from './run';

/**
 * Numbers in memory that the page and the worker share, for one run. It needs cross-origin isolation. The page sets
 * {@link STOP} to 1 to stop the run: the worker reads it before every token without giving its event loop a turn, which
 * would cost a tenth of the time of a small model. The worker writes its {@link BEATS} and its {@link WORK}, so that the
 * page can tell a long forward pass from a worker that hangs.
 */
export type StopFlag = Int32Array<SharedArrayBuffer>;
export const STOP = 0;
/** A number that grows with every sign of life. */
export const BEATS = 1;
/** What the worker is at: an index of {@link WORKS}. */
export const WORK = 2;
export const STOP_FLAG_WORDS = 3;

/** `wait`: for files, or for nothing. `session`: ONNX Runtime builds one. `pass`: a forward pass. `code`: anything else. */
export const WORKS = ['wait', 'session', 'pass', 'code'] as const;
export type Work = (typeof WORKS)[number];

/** A sign of life, as it is posted where memory cannot be shared. */
export interface Beat {
  beats: number;
  work: Work;
}

/** What the inference worker answers to. Every method resolves; failures are values. */
export interface WorkerApi {
  /** Resolves once the worker holds its {@link livenessLock}. */
  ready(): Promise<void>;
  probe(): Promise<Capabilities>;
  /**
   * @param onEvents is given events in order, several at once where they come quickly; and signs of life, where memory
   *   cannot be shared
   * @param stop memory shared with the page, or null where it cannot be shared; see {@link StopFlag}
   */
  run(
    request: WorkerRequest,
    onEvents: (events: RunEvent[], beat?: Beat) => void,
    stop: StopFlag | null,
  ): Promise<Outcome<WorkerResult>>;
  /** Asks a run to stop at its next token, step or byte. */
  cancel(runId: string): void;
  /** Answers while a run is under way, too: it needs no session. */
  ask(question: WorkerQuestion): Promise<Outcome<unknown>>;
  /** The only files that the answer to a question needs. */
  filesFor(question: Omit<WorkerQuestion, 'files'>): Promise<Outcome<readonly ModelFile[]>>;
  memory(): MemoryReport;
  /** Disposes of one loaded model; not while a run is under way. */
  release(key: string): Promise<void>;
}

/**
 * Events of a run, as the worker posts them: messages that nobody answers, on the same way as the outcome, so that they
 * are there before it.
 */
export interface EventMessage {
  runId: string;
  events: RunEvent[];
  beat?: Beat;
}

/** What the worker exposes: {@link WorkerApi}, with events as {@link EventMessage}s. */
export type ExposedWorkerApi = Omit<WorkerApi, 'run'> & {
  run(request: WorkerRequest, stop: StopFlag | null): ReturnType<WorkerApi['run']>;
};

/** {@link WorkerApi} as the main thread sees it: every answer is awaited. */
export type RemoteWorkerApi = {
  [K in keyof WorkerApi]: (...args: Parameters<WorkerApi[K]>) => Promise<Awaited<ReturnType<WorkerApi[K]>>>;
};

/**
 * The name of the Web Lock that a worker holds while it lives. The main thread asks for the same lock: it is granted
 * the moment the worker is gone, for whatever reason, and no polling is needed.
 */
export const livenessLock = (workerId: string): string => `loupe-worker-${workerId}`;
