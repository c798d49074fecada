import type { SilenceLimits } from './watchdog';

/** What the engine otherwise decides by itself. Tests set these, and people with unusual machines. */
export interface RuntimeOptions {
  /** Bytes that all models in memory may take together. */
  memoryBudget?: number;
  /** Bytes of WebAssembly heap from which on an idle worker is ended if that gives memory back. */
  heapLimit?: number;
  /** Milliseconds without a run after which a worker is idle. */
  idleMs?: number;
  patience?: SilenceLimits;
}
