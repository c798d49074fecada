import type { Failure } from '../../src/contract/failure';
import type { ModelFile } from '../../src/contract/model';
import type { OpenReport } from '../../src/contract/model-store';
import type { DownloadProgress } from './download-context';

const REPORT_INTERVAL_MS = 100;

/** Adds up the bytes of all files of a model and reports them, at most ten times a second. */
export class ModelProgress implements DownloadProgress {
  private readonly sizes = new Map<string, number>();
  private readonly loaded = new Map<string, number>();
  private state: OpenReport['state'] = { name: 'downloading' };
  private current = '';
  private reported = Number.NEGATIVE_INFINITY;
  private bytesCame = false;

  constructor(
    private readonly files: readonly ModelFile[],
    private readonly report: (report: OpenReport) => void,
    private readonly now: () => number,
  ) {
    for (const { path, bytes } of files) if (bytes !== undefined) this.sizes.set(path, bytes);
  }

  get hasMoved(): boolean {
    return this.bytesCame;
  }

  file(path: string, loaded: number, total: number | null): void {
    if (total !== null) this.sizes.set(path, total);
    this.loaded.set(path, loaded);
    this.current = path;
    this.tellSometimes();
  }

  moved(): void {
    this.bytesCame = true;
    if (this.state.name !== 'downloading') this.tell({ name: 'downloading' });
  }

  waits(failure: Failure, attempt: number, at: number): void {
    this.tell({ name: 'retrying', failure, attempt, at });
  }

  verifies(path: string): void {
    this.current = path;
    this.tell({ name: 'verifying' });
  }

  tell(state: OpenReport['state'] = this.state): void {
    this.state = state;
    this.reported = this.now();
    this.report(this.summary());
  }

  summary(): OpenReport {
    const known = this.files.every(({ path }) => this.sizes.has(path));
    const total = known ? this.files.reduce((sum, { path }) => sum + (this.sizes.get(path) ?? 0), 0) : null;
    const loaded = [...this.loaded.values()].reduce((sum, bytes) => sum + bytes, 0);
    return { state: this.state, file: this.current, loaded, total, cached: !this.bytesCame };
  }

  private tellSometimes(): void {
    if (this.now() - this.reported >= REPORT_INTERVAL_MS) this.tell();
  }
}
