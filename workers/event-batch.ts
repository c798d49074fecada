import type { RunEvent, RunEventListener } from '../src/contract/events';

/** Tokens and steps are sent at most this often: thirty times a second is faster than anybody reads. */
export const BATCH_MS = 33;

export interface EventBatch {
  emit: RunEventListener;
  /** Sends what waits. */
  flush(): void;
  /** Sends what waits if nothing was sent for {@link BATCH_MS}; to be called between forward passes. */
  flushIfDue(): void;
}

/**
 * Sends events to the page in their order, tokens in batches: one message for each token of a small model would cost
 * more than the token. Tokens wait for the next call of `flushIfDue`, so that those of all sequences go together. Steps
 * wait, too, and of those that wait only the last is sent. Any other event goes at once and takes all before it along.
 * @param now a clock in milliseconds
 */
export function createEventBatch(send: (events: RunEvent[]) => void, now: () => number): EventBatch {
  let waiting: RunEvent[] = [];
  let sentAt = Number.NEGATIVE_INFINITY;
  const flush = () => {
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    sentAt = now();
    send(events);
  };
  return {
    emit(event) {
      if (event.type === 'step') waiting = waiting.filter(({ type }) => type !== 'step');
      waiting.push(event);
      if (event.type !== 'token' && event.type !== 'step') flush();
    },
    flush,
    flushIfDue() {
      if (now() - sentAt >= BATCH_MS) flush();
    },
  };
}
