import { deferred } from '../lib/deferred';
import type { WorkerLink } from './worker-link';

/** One worker from its start to its end. */
interface Occupant {
  link: Promise<WorkerLink>;
  starting: Promise<WorkerLink>;
  retire(): void;
}

/**
 * Holds the one inference worker: starts it when it is first needed, and again after it died or was retired. Nothing
 * else knows that workers come and go.
 */
export class WorkerSlot {
  private current: Occupant | null = null;
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
      const retirement = deferred<never>();
      const starting = this.start();
      // One that hangs while it starts can be given up too: whoever waits for it then hears so.
      const link = Promise.race([starting, retirement.promise]);
      const occupant = { link, retire: () => retirement.reject(new Error('it was given up')), starting };
      this.started += 1;
      this.current = occupant;
      link.then(
        (started) => this.watch(occupant, started),
        () => this.vacate(occupant),
      );
      this.onChange();
    }
    return this.current.link;
  }

  /** Ends the worker, in whatever state it is; the next {@link link} starts a fresh one. */
  retire(): void {
    const { current } = this;
    if (!current) return;
    this.vacate(current);
    current.retire();
    current.starting.then(
      (link) => link.terminate(),
      () => {},
    );
  }

  private watch(occupant: Occupant, link: WorkerLink): void {
    if (this.current === occupant) this.answering = true;
    this.onChange();
    void link.died.then(() => {
      link.terminate();
      this.vacate(occupant);
    });
  }

  private vacate(occupant: Occupant): void {
    if (this.current !== occupant) return;
    this.current = null;
    this.answering = false;
    this.onChange();
  }
}
