import { describe, expect, it } from 'vitest';
import { SCHEDULER_CHOICES } from '../src/lib/infotext/samplers';
import { createScheduler } from '../workers/diffusion/schedulers/create-scheduler';

// The table for forms lies in lib, the schedulers in workers, and neither may import the other.
describe.each(SCHEDULER_CHOICES.map((choice) => [choice.value, choice] as const))('%s', (_, { className, options }) => {
  it('names a scheduler that exists, with options that it takes', () => {
    const scheduler = createScheduler({ ...options, _class_name: className });
    scheduler.setTimesteps(4);
    expect(scheduler.timesteps.length).toBeGreaterThanOrEqual(4);
  });
});
