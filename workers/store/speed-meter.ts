const WINDOW_MS = 5000;

/** Bytes per second over the last seconds. */
export class SpeedMeter {
  private samples: { at: number; bytes: number }[] = [];

  /** @param bytes in all, so far; fewer than before begin a new measurement */
  add(at: number, bytes: number): void {
    const last = this.samples.at(-1);
    if (last && bytes < last.bytes) this.samples = [];
    this.samples.push({ at, bytes });
    // One older sample is kept, so that the window is always full.
    while (this.samples[1] && this.samples[1].at <= at - WINDOW_MS) this.samples.shift();
  }

  clear(): void {
    this.samples = [];
  }

  bytesPerSecond(now: number): number | null {
    const [first] = this.samples;
    const last = this.samples.at(-1);
    if (!first || !last || now <= first.at || last.bytes === first.bytes) return null;
    return ((last.bytes - first.bytes) / (now - first.at)) * 1000;
  }
}
