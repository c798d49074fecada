import { WORKER_SURVIVES_CODES } from '../contract/failure';
import { modelKey, type WorkerRequest } from '../contract/run';
import { attemptRun } from './attempt';
import type { WorkerSlot } from './worker-slot';

interface Loading {
  key: string;
  controller: AbortController;
  ended: Promise<void>;
}

/** Loads a model before it is asked for. Any run comes first: it stops the loading, or waits for it if it is its own. */
export class WarmUp {
  private loading: Loading | null = null;

  constructor(private readonly slot: WorkerSlot) {}

  get isLoading(): boolean {
    return this.loading !== null;
  }

  /** Loads; resolves at the end, whatever it is. A failure ends the worker if it must: the run meets it again, and tells. */
  load(request: WorkerRequest): Promise<void> {
    if (this.loading) return this.loading.ended;
    const controller = new AbortController();
    const ended = attemptRun(this.slot, { ...request, purpose: 'load' }, () => {}, controller.signal).then(
      (outcome) => {
        this.loading = null;
        if (!outcome.ok && !WORKER_SURVIVES_CODES.has(outcome.failure.code)) this.slot.retire();
      },
    );
    this.loading = { key: modelKey(request), controller, ended };
    return ended;
  }

  /**
   * To be awaited before a run.
   * @param signal of the run: stopped, it ends the loading, too
   */
  async giveWay(key: string, signal: AbortSignal): Promise<void> {
    const { loading } = this;
    if (!loading) return;
    const stop = () => loading.controller.abort();
    if (loading.key !== key || signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    await loading.ended;
    signal.removeEventListener('abort', stop);
  }
}
