import type { RunEvent, RunEventListener } from '../src/contract/events';

/** Token events wait at most this long for company: a screen shows no more than sixty pictures a second. */
export const BATCH_MS = 16;

export interface EventBatch {
  emit: RunEventListener;
  /** Sends what waits. */
  flush(): void;
}

/**
 * Sends events to the page in their order, tokens in batches: one message for each token of a small model would cost
 * more than the token. A token that comes after a pause is sent at once, and any other event takes all before it along.
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
      waiting.push(event);
      if (event.type !== 'token' || now() - sentAt >= BATCH_MS) flush();
    },
    flush,
  };
}
