import { BaseScheduler } from './base-scheduler.ts';
import type { NoiseLevel } from './scheduler.ts';

/** The schedulers that go by noise levels, one for each timestep and one for the end. */
export abstract class SigmaScheduler extends BaseScheduler {
  /** A sample's make-up at a noise level. */
  protected abstract levelOf(sigma: number): NoiseLevel;

  noiseLevel(index: number): NoiseLevel {
    return this.levelOf(this.sigmaAt(index));
  }

  /** A timestep of the schedule; in a run whose beginning was told, wherever that run is. */
  protected levelForNoise(timestep: number): NoiseLevel {
    const { begin, index } = this.cursor;
    return this.noiseLevel(begin === null ? this.cursor.locate(timestep) : (index ?? begin));
  }

  /** At a place of the schedule, the one after the last timestep included. */
  protected sigmaAt(index: number): number {
    return this.sigmas?.[index] ?? 0;
  }
}
