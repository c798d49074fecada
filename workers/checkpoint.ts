import type { StopFlag } from '../src/contract/worker-api';
import type { EventBatch } from './event-batch';
import type { Pulse } from './pulse';

/** How long messages may wait while a run computes, where it can be stopped through shared memory. */
const MESSAGES_EVERY_MS = 33;

/**
 * What a runner awaits before each forward pass. It hears the stop flag every time. Messages (a cancel, where memory
 * cannot be shared) are let in every time too without the flag, and every {@link MESSAGES_EVERY_MS} with it.
 */
export function createCheckpoint(
  controller: AbortController,
  stop: StopFlag | null,
  batch: EventBatch,
  pulse: Pulse,
): () => Promise<void> {
  let letIn = performance.now();
  return async () => {
    batch.flushIfDue();
    pulse.beat();
    if (pulse.stopped()) controller.abort();
    if (!stop || performance.now() - letIn >= MESSAGES_EVERY_MS) {
      await nextTask();
      letIn = performance.now();
    }
    controller.signal.throwIfAborted();
  };
}

const { port1: taskEnd, port2: taskStart } = new MessageChannel();

/** Resolves in the next macrotask: messages that came in meanwhile have been handled by then. Calls never overlap. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    taskEnd.onmessage = () => resolve();
    taskStart.postMessage(null);
  });
}
