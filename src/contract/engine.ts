import type { Capabilities } from './capabilities';
import type { RunEventListener, Rung } from './events';
import type { DeviceChoice, DtypeChoice } from './model';
import type { RunResult } from './run';

export interface RunOptions {
  /** Model id; the task's starter when left out. */
  model?: string;
  revision?: string;
  device?: DeviceChoice;
  dtype?: DtypeChoice;
  /** Same as the `seed` parameter, for tasks that have one. */
  seed?: number;
  /** The first items of the same batch, from the `items` events of a run that was stopped: they are not computed again. */
  resume?: readonly unknown[];
  signal?: AbortSignal;
  onEvent?: RunEventListener;
}

/** One run that waits or works. */
export interface QueueEntry {
  runId: string;
  task: string;
  state: 'waiting' | 'running';
}

/** What the header shows. */
export interface EngineStatus {
  worker: 'off' | 'starting' | 'idle' | 'busy';
  /** How many times a worker has been replaced after a crash, a hard cancel or a failure. */
  restarts: number;
  queue: readonly QueueEntry[];
  /** The models that lie in the worker's memory. */
  loaded: readonly { id: string; rung: Rung }[];
}

/** The one door to the models, for the interface, the console and the tests. It never throws or rejects. */
export interface Engine {
  /**
   * @param input an object with the task's inputs and parameters together, or the bare text
   * @param options may hold inputs and parameters, too; what stands in `input` goes before
   */
  run(task: string, input: unknown, options?: RunOptions): Promise<RunResult>;
  /** Probes on the first call; the answer is kept. */
  capabilities(): Promise<Capabilities>;
  status(): EngineStatus;
  subscribe(listener: () => void): () => void;
}
