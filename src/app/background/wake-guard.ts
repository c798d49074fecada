/** The part of the Screen Wake Lock API that is used. */
export interface WakeLock {
  request(type: 'screen'): Promise<{ release(): Promise<void> }>;
}

/**
 * Keeps the screen, and with it the machine, awake while somebody holds it. The browser takes the lock away whenever the
 * page is hidden; it is asked for again when the page comes back. Where there is no such lock, or none is given (a low
 * battery), the run goes on without.
 */
export class WakeGuard {
  private holders = 0;
  private lock: Promise<{ release(): Promise<void> } | null> | null = null;

  constructor(
    private readonly wakeLock: WakeLock | undefined,
    private readonly page: Pick<Document, 'visibilityState' | 'addEventListener'>,
  ) {
    page.addEventListener('visibilitychange', () => {
      this.lock = null;
      if (this.holders > 0) this.acquire();
    });
  }

  hold(): void {
    this.holders += 1;
    if (this.holders === 1) this.acquire();
  }

  release(): void {
    this.holders = Math.max(0, this.holders - 1);
    if (this.holders > 0) return;
    const { lock } = this;
    this.lock = null;
    void lock?.then((held) => held?.release()).catch(() => {});
  }

  private acquire(): void {
    if (!this.wakeLock || this.page.visibilityState !== 'visible') return;
    this.lock = this.wakeLock.request('screen').catch(() => null);
  }
}
