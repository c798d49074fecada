import type { MemoryReport } from '../contract/engine';
import { withTimeLimit } from '../lib/time-limit';
import type { WorkerLink } from './worker-link';
import type { WorkerSlot } from './worker-slot';

/** A report that takes longer is not waited for: the worker is busy, or hangs. */
const ANSWER_LIMIT_MS = 1000;

/** What the page knows of the worker's memory: as the worker told after its last run. */
export class LoadedModels {
  private known: { link: WorkerLink | null; keys: ReadonlySet<string> } = { link: null, keys: new Set() };
  private reading: Promise<void> = Promise.resolve();

  /** @param onReport hears of each report */
  constructor(
    private readonly slot: WorkerSlot,
    private readonly onReport: (report: MemoryReport) => void,
  ) {}

  /**
   * Whether the worker that will do the next run has this model already.
   * @param key as {@link modelKey} makes it
   */
  async has(key: string): Promise<boolean> {
    await withTimeLimit(this.reading, ANSWER_LIMIT_MS).catch(() => {});
    if (this.slot.state !== 'up' || !this.known.keys.has(key)) return false;
    return (await this.slot.link().catch(() => null)) === this.known.link;
  }

  /** Asks the worker, if there is one. */
  refresh(): Promise<void> {
    this.reading = this.read();
    return this.reading;
  }

  private async read(): Promise<void> {
    if (this.slot.state !== 'up') return;
    const link = await this.slot.link().catch(() => null);
    const report = link && (await Promise.race([link.api.memory(), link.died.then(() => null)]).catch(() => null));
    if (!report || this.slot.state !== 'up') return;
    this.known = { link, keys: new Set(report.loaded.map((model) => model.key)) };
    this.onReport(report);
  }
}
