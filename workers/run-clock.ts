import type { WorkerResult } from '../src/contract/run';

/** Milliseconds of each phase of one run. */
export class RunClock {
  private readonly start = performance.now();
  private opened = 0;
  private compile = 0;
  private runStart = 0;
  private first = 0;

  /** Everything before was the worker's own code; downloads are the model store's, and timed by the page. */
  filesOpened(): void {
    this.opened = performance.now() - this.start;
  }

  compiled(): void {
    this.compile = performance.now() - this.start - this.opened;
  }

  runStarts(): void {
    this.runStart = performance.now();
  }

  firstToken(): void {
    this.first ||= performance.now();
  }

  timings(): WorkerResult['timings'] {
    return {
      load_ms: this.runStart - this.start,
      download_ms: 0,
      compile_ms: this.compile,
      first_token_ms: this.first ? this.first - this.runStart : null,
      run_ms: performance.now() - this.runStart,
    };
  }
}
