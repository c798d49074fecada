import type { Failure } from '../../src/contract/failure';
import type { ModelRef } from '../../src/contract/model';
import type { Disk } from './disk';
import type { ModelIndex } from './index-rows';
import type { Semaphore } from './semaphore';
import type { Source } from './transport';

/** What the downloads of one model's files share. */
export interface DownloadContext {
  model: ModelRef;
  disk: Disk;
  index: ModelIndex;
  signal: AbortSignal;
  /** Connections that may be open at once. */
  connections: Semaphore;
  sourceOf(path: string): Source;
  /** Waits for the network however long it is away; otherwise only if it has been there before. */
  patient: boolean;
  progress: DownloadProgress;
  clock: Clock;
}

export interface DownloadProgress {
  /** Bytes of a file that are here, and what it weighs. Fewer than before where it had to start again. */
  file(path: string, loaded: number, total: number | null): void;
  /** Bytes have come over the network. */
  moved(): void;
  readonly hasMoved: boolean;
  waits(failure: Failure, attempt: number, at: number): void;
  verifies(path: string): void;
}

/** Time, chance and the network's state, so that tests need not wait. */
export interface Clock {
  now(): number;
  random(): number;
  /** Resolves after so many milliseconds, or when the network comes back; rejects with the signal's reason. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** False where the browser knows that there is no network. */
  online(): boolean;
}
