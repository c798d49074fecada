import type { Scheduler } from '../schedulers/scheduler';

/**
 * Where image-to-image begins: `get_timesteps` of diffusers. Sets the scheduler's begin index.
 * @returns the index of the first timestep, and how many are left out in whole steps
 */
export function beginAt(scheduler: Scheduler, steps: number, strength: number): { index: number; skipped: number } {
  const done = Math.min(Math.trunc(steps * strength), steps);
  const skipped = Math.max(steps - done, 0);
  const index = skipped * scheduler.order;
  scheduler.setBeginIndex(index);
  return { index, skipped };
}
