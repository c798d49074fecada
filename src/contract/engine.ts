import type { Capabilities } from './capabilities';
import type { RunEventListener, Rung } from './events';
import type { DeviceChoice, DtypeChoice } from './model';
import type { Outcome } from './outcome';
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
  /** The models that lie in the worker's memory, the one that was used last at the end. */
  loaded: readonly LoadedModel[];
  /** What they may take together, and what WebAssembly has taken; null until a model was loaded. */
  memory: Omit<MemoryReport, 'loaded'> | null;
}

/** A model in the worker's memory. */
export interface LoadedModel {
  /** Names it for {@link Engine.release}. */
  key: string;
  id: string;
  rung: Rung;
  /** Weights and the buffers of its sessions, roughly. */
  bytes: number;
}

/** The worker's account of its memory, in bytes. */
export interface MemoryReport {
  loaded: readonly LoadedModel[];
  budget: number;
  /** Size of the WebAssembly heap, which never shrinks; null where it cannot be read. */
  heap: number | null;
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
  /**
   * A quick question about a model, answered beside the runs and without its weights: how many tokens a prompt has.
   * @param question one of the task's own
   */
  ask(
    task: string,
    question: string,
    payload: unknown,
    options?: Pick<RunOptions, 'model' | 'revision'>,
  ): Promise<Outcome<unknown>>;
  /**
   * Loads a model before it is asked for, if nothing else goes on. A run that begins meanwhile goes first, or takes the
   * model over. Nothing is reported: what goes wrong here goes wrong again, and is told, in the run.
   */
  preload(task: string, options?: Pick<RunOptions, 'model' | 'revision' | 'device' | 'dtype'>): Promise<void>;
  /** Gives the memory of one loaded model back, once no run is under way. */
  release(key: string): Promise<void>;
  status(): EngineStatus;
  subscribe(listener: () => void): () => void;
}
