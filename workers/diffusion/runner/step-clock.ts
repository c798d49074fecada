/** Time per step without what is done for those who watch. */
export class StepClock {
  private started = performance.now();
  private spent = 0;
  private steps = 0;

  /** The loop begins. */
  start(): void {
    this.started = performance.now();
  }

  /** A step is done; what follows until {@link start} is not counted. */
  stepDone(): void {
    this.spent += performance.now() - this.started;
    this.steps += 1;
  }

  /** Mean in milliseconds. */
  get perStep(): number {
    return this.steps === 0 ? 0 : this.spent / this.steps;
  }
}
