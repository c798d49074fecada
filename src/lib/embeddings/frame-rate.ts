/** So many frames are looked at. */
const FRAMES = 24;
/** A longer pause is no slow frame: nothing was drawn. */
const PAUSE_MS = 1000;

/** Measures how many frames a second are really drawn, while one follows the other. */
export class FrameRate {
  private readonly times: number[] = [];
  private last: number | null = null;

  /** @param now the time of a frame, in milliseconds */
  add(now: number): void {
    if (this.last !== null && now - this.last < PAUSE_MS) this.times.push(now - this.last);
    if (this.times.length > FRAMES) this.times.shift();
    this.last = now;
  }

  /** Nothing is drawn for a while: the next frame has no one before it. */
  pause(): void {
    this.last = null;
  }

  reset(): void {
    this.times.length = 0;
    this.last = null;
  }

  /** Frames a second, by the median; null while there are too few to say. */
  perSecond(): number | null {
    if (this.times.length < FRAMES) return null;
    const sorted = [...this.times].sort((a, b) => a - b);
    return 1000 / (sorted[FRAMES / 2] ?? 1);
  }
}
