import { SchedulerError } from './scheduler-error.ts';

/** How far a timestep may be from one of the schedule to be taken for it, relative to 1 + |timestep|. */
const SLACK = 1e-5;

/** Where a run is in its timesteps: found from the first timestep, or told, and then counted, as in diffusers. */
export class StepCursor {
  /** Told by set_begin_index, or null. */
  begin: number | null = null;
  /** The next step, or null before the first. */
  index: number | null = null;
  private readonly timesteps: readonly number[];
  private readonly className: string;

  constructor(timesteps: readonly number[], className: string) {
    this.timesteps = timesteps;
    this.className = className;
  }

  /**
   * The place of a timestep. Where it comes several times it is the second, so that a run from the middle does not miss
   * the noise level after it.
   */
  locate(timestep: number): number {
    const first = this.nearest(timestep);
    const value = this.timesteps[first];
    const second = this.timesteps.indexOf(value ?? Number.NaN, first + 1);
    return second === -1 ? first : second;
  }

  /** The place of the step that is due. */
  current(timestep: number): number {
    const place = this.locate(timestep);
    this.index ??= this.begin ?? place;
    if (this.index < this.timesteps.length) return this.index;
    throw new SchedulerError(
      'not_ready',
      `${this.className}: all ${this.timesteps.length} steps are done; call setTimesteps before another run.`,
    );
  }

  advance(): void {
    if (this.index !== null) this.index += 1;
  }

  private nearest(timestep: number): number {
    const exact = this.timesteps.indexOf(Math.fround(timestep));
    if (exact !== -1) return exact;
    let best = 0;
    const distance = (place: number) => Math.abs((this.timesteps[place] ?? Number.POSITIVE_INFINITY) - timestep);
    for (let place = 1; place < this.timesteps.length; place++) if (distance(place) < distance(best)) best = place;
    if (distance(best) <= SLACK * (1 + Math.abs(timestep))) return best;
    const shown = this.timesteps.length > 12 ? [...this.timesteps.slice(0, 12), '...'] : this.timesteps;
    throw new SchedulerError(
      'invalid_value',
      `${this.className}: timestep ${timestep} is not in the schedule, which has ${shown.join(', ')}.`,
    );
  }
}
