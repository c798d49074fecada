import type { Capabilities } from './capabilities';
import type { RunEvent, Rung } from './events';
import type { Outcome } from './outcome';
import type { WorkerQuestion, WorkerRequest, WorkerResult } from './run';

/**
 * One 32-bit number that the page sets to 1 to stop a run. The worker reads it before every token without giving its
 * event loop a turn, which would cost a tenth of the time of a small model. It needs cross-origin isolation.
 */
export type StopFlag = Int32Array<SharedArrayBuffer>;

/** What the inference worker answers to. Every method resolves; failures are values. */
export interface WorkerApi {
  /** Resolves once the worker holds its {@link livenessLock}. */
  ready(): Promise<void>;
  probe(): Promise<Capabilities>;
  /**
   * @param onEvents is given events in order, several at once where they come quickly
   * @param stop memory shared with the page, or null where it cannot be shared; see {@link StopFlag}
   */
  run(
    request: WorkerRequest,
    onEvents: (events: RunEvent[]) => void,
    stop: StopFlag | null,
  ): Promise<Outcome<WorkerResult>>;
  /** Asks a run to stop at its next token, step or byte. */
  cancel(runId: string): void;
  /** Answers while a run is under way, too: it needs no session. */
  ask(question: WorkerQuestion): Promise<Outcome<unknown>>;
  loaded(): { id: string; rung: Rung }[];
}

/**
 * Events of a run, as the worker posts them: messages that nobody answers, on the same way as the outcome, so that they
 * are there before it.
 */
export interface EventMessage {
  runId: string;
  events: RunEvent[];
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
