import { BEATS, type Beat, STOP, type StopFlag, WORK, WORKS, type Work } from '../src/contract/worker-api';

/** Where memory cannot be shared, signs of life of the same work are posted this often at most. */
const POST_EVERY_MS = 500;

/** A worker's signs of life, for the page's watchdog. */
export interface Pulse {
  /** Something was done. */
  beat(): void;
  /** Says what comes next, and gives back what went before. */
  enter(work: Work): Work;
  /** Whether the page has asked to stop, as far as shared memory tells. */
  stopped(): boolean;
}

/**
 * @param stop memory shared with the page; null where it cannot be shared
 * @param post sends a sign of life as a message instead: sent from within a task, so that it arrives though this worker's
 *   event loop does not turn
 * @param now a clock in milliseconds
 */
export function createPulse(stop: StopFlag | null, post: (beat: Beat) => void, now: () => number): Pulse {
  let work: Work = 'wait';
  let beats = 0;
  let postedAt = Number.NEGATIVE_INFINITY;
  const tell = (changed: boolean) => {
    beats += 1;
    if (stop) {
      Atomics.store(stop, WORK, WORKS.indexOf(work));
      Atomics.store(stop, BEATS, beats);
    } else if (changed || now() - postedAt >= POST_EVERY_MS) {
      postedAt = now();
      post({ beats, work });
    }
  };
  return {
    beat: () => tell(false),
    enter(next) {
      const before = work;
      work = next;
      // A pass of a small model takes less than a millisecond: without shared memory only long waits are told at once.
      tell(next === 'session' || next === 'wait');
      return before;
    },
    stopped: () => stop !== null && Atomics.load(stop, STOP) === 1,
  };
}

/** Before the first run there is nobody to tell. */
export const NO_PULSE: Pulse = { beat() {}, enter: () => 'wait', stopped: () => false };
