import { BEATS, type Beat, type StopFlag, WORK, WORKS, type Work } from '../contract/worker-api';

/** How often the watchdog looks. Pages in the background are let in less often: it then takes longer, never shorter. */
const LOOK_EVERY_MS = 1000;

/** Silence in milliseconds: from `sayMs` on people are told, at `endMs` the worker is ended. */
export interface SilenceLimits {
  sayMs: number;
  endMs: number;
}

/**
 * However fast a model was before: the first pass on a GPU compiles shaders, a machine may swap, and a forward pass of a
 * large picture on one CPU thread takes minutes, in which WebAssembly cannot say anything.
 */
export const PATIENCE: SilenceLimits = { sayMs: 60_000, endMs: 600_000 };
/** Of the longest silence that the same model was ever heard after. */
const TIMES_LONGEST = { say: 5, end: 20 } as const;

/** The longest silences, in milliseconds, after which models went on, by model, rung and kind of work. */
export class LongestSilences {
  private readonly longest = new Map<string, number>();

  heardAfter(model: string, work: Work, silentMs: number): void {
    const key = `${model} ${work}`;
    this.longest.set(key, Math.max(silentMs, this.longest.get(key) ?? 0));
  }

  limits(model: string, work: Work, patience: SilenceLimits): SilenceLimits {
    const longest = this.longest.get(`${model} ${work}`) ?? 0;
    return {
      sayMs: Math.max(patience.sayMs, TIMES_LONGEST.say * longest),
      endMs: Math.max(patience.endMs, TIMES_LONGEST.end * longest),
    };
  }
}

export interface WatchdogSetup {
  /** Model and rung, as {@link LongestSilences} has them. */
  model: string;
  silences: LongestSilences;
  patience: SilenceLimits;
  /** Where the worker writes its beats; null where memory cannot be shared, and {@link Watchdog.heard} is called. */
  flag: StopFlag | null;
  /** Resolves when the worker's event loop turns. */
  ping(): Promise<unknown>;
  onStalled(silentMs: number): void;
  /** After `onStalled`: it goes on. */
  onAlive(): void;
  onHung(silentMs: number, work: Work): void;
  now(): number;
}

/**
 * Tells a worker that computes from one that hangs. A busy worker cannot answer, so that no answer says nothing: what
 * counts are its beats, which it writes before and after each forward pass, each session that it builds and each message.
 * While it waits for files there is nothing to beat for; then an answer to a ping counts. In a forward pass it does not:
 * a driver that never answers leaves the event loop turning.
 */
export class Watchdog {
  private readonly timer: ReturnType<typeof setInterval>;
  private last: Beat = { beats: -1, work: 'wait' };
  private posted: Beat = { beats: 0, work: 'wait' };
  private silentMs = 0;
  private lookedAt: number;
  private stalled = false;
  private pinging = false;

  constructor(private readonly setup: WatchdogSetup) {
    this.lookedAt = setup.now();
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** An event came, or a sign of life as a message. */
  heard(beat?: Beat): void {
    this.posted = beat ?? { ...this.posted, beats: this.posted.beats + 1 };
    if (!this.setup.flag) this.alive();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const now = this.setup.now();
    // A machine that slept has not been silent.
    this.silentMs += Math.min(now - this.lookedAt, 2 * LOOK_EVERY_MS);
    this.lookedAt = now;
    const beat = this.read();
    if (beat.beats !== this.last.beats) this.alive();
    this.last = beat;
    if (beat.work === 'wait') this.ping();
    const { model, silences, patience } = this.setup;
    const { sayMs, endMs } = silences.limits(model, beat.work, patience);
    if (this.silentMs >= endMs) {
      this.stop();
      this.setup.onHung(this.silentMs, beat.work);
    } else if (this.silentMs >= sayMs) {
      this.stalled = true;
      this.setup.onStalled(this.silentMs);
    }
  }

  private read(): Beat {
    const { flag } = this.setup;
    if (!flag) return this.posted;
    return { beats: Atomics.load(flag, BEATS), work: WORKS[Atomics.load(flag, WORK)] ?? 'wait' };
  }

  private ping(): void {
    if (this.pinging) return;
    this.pinging = true;
    this.setup.ping().then(
      () => {
        this.pinging = false;
        if (this.last.work === 'wait') this.alive();
      },
      () => {},
    );
  }

  private alive(): void {
    this.setup.silences.heardAfter(this.setup.model, this.last.work, this.silentMs);
    this.silentMs = 0;
    if (this.stalled) this.setup.onAlive();
    this.stalled = false;
  }
}
