import type { MemoryReport } from '../contract/engine';

/** A worker whose WebAssembly heap has grown beyond its models is ended after this long without a run. */
const IDLE_MS = 20_000;
/** A heap up to here is not worth a worker. */
export const HEAP_LIMIT = 2 ** 30;

/**
 * Whether ending the worker would give a good deal of memory back: the heap of WebAssembly never shrinks, though the
 * models that it grew for were released, or went to the GPU.
 */
export const isHeapWasted = ({ heap, loaded }: MemoryReport, limit: number): boolean => {
  const models = loaded.reduce((sum, { bytes }) => sum + bytes, 0);
  return heap !== null && heap > limit && heap > 2 * models;
};

/** Ends the worker when that gives memory back and nobody waits for it. */
export class MemoryKeeper {
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param isIdle asked when the time has come
   * @param limit bytes of heap
   */
  constructor(
    private readonly retire: () => void,
    private readonly isIdle: () => boolean,
    private readonly limit = HEAP_LIMIT,
    private readonly idleMs = IDLE_MS,
  ) {}

  /** To be told of every report; the latest counts. */
  consider(report: MemoryReport): void {
    clearTimeout(this.timer);
    if (!isHeapWasted(report, this.limit)) return;
    this.timer = setTimeout(() => {
      if (this.isIdle()) this.retire();
    }, this.idleMs);
  }

  forget(): void {
    clearTimeout(this.timer);
  }
}
