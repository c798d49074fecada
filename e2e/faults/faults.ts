import type { ServedFile } from './served-file';

/** What can be wrong with the answers of a server. */
export type Fault =
  /** The connection breaks after so many bytes of the body. */
  | { kind: 'drop'; after: number }
  /** Nothing more comes after so many bytes; the connection stays open. */
  | { kind: 'stall'; after: number }
  | { kind: 'slow'; bytesPerSecond: number }
  /** `Range` is not heard, nor offered. */
  | { kind: 'no-ranges' }
  | { kind: 'status'; status: number; headers?: Readonly<Record<string, string>>; body?: string }
  /** A friendly page with status 200, as portals of hotels give it. */
  | { kind: 'web-page' }
  /** Another file of the same name. */
  | { kind: 'instead'; file: ServedFile }
  /** The body ends early, though its length was announced. */
  | { kind: 'cut-short'; to: number };

export interface FaultRule {
  /** The path of a file in its model, or of a request that is for no file. */
  path: RegExp;
  fault: Fault;
  /** How many requests it is still for. */
  times: number;
  /** Requests that go well before. */
  skip: number;
}

/** The faults of one server, in the order in which they were asked for. */
export class FaultScript {
  readonly #rules: FaultRule[] = [];

  add(path: RegExp, fault: Fault, { times = Number.POSITIVE_INFINITY, skip = 0 } = {}): void {
    this.#rules.push({ path, fault, times, skip });
  }

  /** Mends everything. */
  clear(): void {
    this.#rules.length = 0;
  }

  /** The fault of the next answer for this path, which is used up with it. */
  take(path: string): Fault | null {
    for (const rule of this.#rules) {
      if (!rule.path.test(path) || rule.times <= 0) continue;
      if (rule.skip > 0) {
        rule.skip -= 1;
        continue;
      }
      rule.times -= 1;
      return rule.fault;
    }
    return null;
  }
}
