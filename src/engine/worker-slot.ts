import type { WorkerLink } from './worker-link';

/**
 * Holds the one inference worker: starts it when it is first needed, and again after it died or was retired. Nothing
 * else knows that workers come and go.
 */
export class WorkerSlot {
  private current: Promise<WorkerLink> | null = null;
  private answering = false;
  private started = 0;

  /** @param onChange called whenever a worker comes or goes */
  constructor(
    private readonly start: () => Promise<WorkerLink>,
    private readonly onChange: () => void,
  ) {}

  /** How many times a worker has been replaced. */
  get restarts(): number {
    return Math.max(0, this.started - 1);
  }

  get state(): 'off' | 'starting' | 'up' {
    if (!this.current) return 'off';
    return this.answering ? 'up' : 'starting';
  }

  /** The living worker, started if need be. Rejects when it cannot start; the next call tries again. */
  link(): Promise<WorkerLink> {
    if (!this.current) {
      const starting = this.start();
      this.started += 1;
      this.current = starting;
      const vacate = () => {
        if (this.current !== starting) return;
        this.current = null;
        this.answering = false;
        this.onChange();
      };
      starting.then((link) => {
        if (this.current === starting) this.answering = true;
        this.onChange();
        return link.died.then(vacate);
      }, vacate);
      this.onChange();
    }
    return this.current;
  }

  /** Ends the worker, in whatever state it is; the next {@link link} starts a fresh one. */
  retire(): void {
    const retired = this.current;
    this.current = null;
    this.answering = false;
    retired?.then(
      (link) => link.terminate(),
      () => {},
    );
    this.onChange();
  }
}
