import { CANCELLED, type Failure } from '../../src/contract/failure';
import type { Dtype, ModelFile, ModelRef } from '../../src/contract/model';
import type { OpenReport, Transfer, TransferState } from '../../src/contract/model-store';
import { SpeedMeter } from './speed-meter';

/** A run, or another part of the page, that waits for a transfer to be done. */
export interface Waiter {
  report(report: OpenReport): void;
  done(failure: Failure | null): void;
}

/** One dtype of one model on its way into the store. */
export class ActiveTransfer {
  state: TransferState = { name: 'queued' };
  readonly waiters = new Set<Waiter>();
  /** Asked for by itself, and not only by runs that wait for it. */
  explicit = false;
  /** Bytes that an earlier page has fetched; a count until the first report. */
  begun = 0;
  controller: AbortController | null = null;
  /** Settles once nothing of it is under way any more. */
  running: Promise<void> = Promise.resolve();
  private readonly speed = new SpeedMeter();
  private last: OpenReport | null = null;

  constructor(
    readonly key: string,
    readonly model: ModelRef,
    readonly dtype: Dtype,
    readonly files: readonly ModelFile[],
  ) {}

  /** Bytes of all files, where their sizes are known before any answer. */
  private get announced(): number | null {
    const { files } = this;
    if (files.some(({ bytes, optional }) => bytes === undefined && !optional)) return null;
    return files.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
  }

  get moves(): boolean {
    return this.controller !== null;
  }

  heard(report: OpenReport, now: number): void {
    this.last = report;
    this.state = report.state;
    if (report.state.name === 'downloading' || report.state.name === 'elsewhere') this.speed.add(now, report.loaded);
    else this.speed.clear();
    for (const waiter of this.waiters) waiter.report(report);
  }

  enter(state: TransferState): void {
    this.state = state;
    this.speed.clear();
    if (this.last) this.last = { ...this.last, state };
    const report = this.last ?? { state, file: '', loaded: 0, total: null, cached: true };
    for (const waiter of this.waiters) waiter.report(report);
  }

  settle(failure: Failure | null): void {
    const waiters = [...this.waiters];
    this.waiters.clear();
    for (const waiter of waiters) waiter.done(failure);
  }

  cancel(): void {
    this.settle(CANCELLED);
  }

  snapshot(now: number): Transfer {
    const { key, model, dtype, state, last } = this;
    const { loaded = this.begun, total = this.announced, file = '' } = last ?? {};
    const bytesPerSecond = this.speed.bytesPerSecond(now);
    const left = total === null || bytesPerSecond === null ? null : (total - loaded) / bytesPerSecond;
    return {
      ...{ key, dtype, state, file, loaded, total, bytesPerSecond },
      model: { id: model.id, revision: model.revision },
      secondsLeft: left,
    };
  }
}
