import type { OpenReport } from '../../src/contract/model-store';

/** What the tabs of a browser tell each other about a model that one of them fetches. */
export type TabMessage =
  | { type: 'progress'; model: string; report: OpenReport }
  | { type: 'file'; model: string }
  | { type: 'changed' };

const CHANNEL = 'loupe-models';

/** All workers of this origin, this one included. */
export class TabChannel {
  private readonly channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
  private readonly listeners = new Set<(message: TabMessage, own: boolean) => void>();

  constructor() {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => this.deliver(data, false));
  }

  post(message: TabMessage): void {
    this.channel?.postMessage(message);
    this.deliver(message, true);
  }

  listen(listener: (message: TabMessage, own: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.channel?.close();
  }

  private deliver(message: TabMessage, own: boolean): void {
    for (const listener of [...this.listeners]) listener(message, own);
  }
}

const lockName = (model: string): string => `loupe-fetch ${model}`;

/**
 * Does something with a model that only one tab at a time may do. The lock goes on to the next one when this tab is
 * closed or crashes.
 * @param onWait called once where somebody else is at it
 * @throws the signal's reason
 */
export async function withModelLock<T>(
  model: string,
  signal: AbortSignal,
  onWait: () => void,
  work: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  // Without https there are no locks, and no OPFS either: nothing to guard.
  if (!navigator.locks) return work();
  const name = lockName(model);
  const atOnce = await navigator.locks.request(name, { ifAvailable: true }, async (lock) =>
    lock ? { value: await work() } : null,
  );
  if (atOnce) return atOnce.value;
  onWait();
  return navigator.locks.request(name, { signal }, work);
}
