import type { RunEventListener } from '../../src/contract/events';
import type { ModelFile } from '../../src/contract/model';

const PROGRESS_INTERVAL_MS = 100;

/** Adds up bytes over all files and reports them, at most ten times a second. */
export class DownloadProgress {
  private loaded = 0;
  private reported = 0;
  private file = '';
  private cached = true;
  /** Bytes by path, as far as the catalogue or a server has told. */
  private readonly sizes = new Map<string, number>();

  constructor(
    private readonly files: readonly ModelFile[],
    private readonly emit: RunEventListener,
  ) {
    for (const { path, bytes } of files) if (bytes !== undefined) this.sizes.set(path, bytes);
  }

  announce(file: ModelFile, bytes: number | undefined): void {
    if (bytes !== undefined) this.sizes.set(file.path, bytes);
  }

  add(file: ModelFile, bytes: number, cached: boolean): void {
    this.loaded += bytes;
    this.file = file.path;
    this.cached &&= cached;
    const now = performance.now();
    if (now - this.reported < PROGRESS_INTERVAL_MS) return;
    this.reported = now;
    this.report();
  }

  addStored(file: ModelFile, stored: Response): void {
    const bytes = Number(stored.headers.get('content-length'));
    this.announce(file, bytes);
    this.add(file, bytes, true);
  }

  finish(): void {
    this.report();
  }

  private report(): void {
    const { file, loaded, cached } = this;
    const known = this.files.every(({ path }) => this.sizes.has(path));
    const total = known ? [...this.sizes.values()].reduce((sum, bytes) => sum + bytes, 0) : null;
    this.emit({ type: 'download', file, loaded, total, cached });
  }
}
