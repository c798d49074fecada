import type { Capabilities } from '../contract/capabilities';
import type { Engine, RunOptions } from '../contract/engine';
import type { RunEvent } from '../contract/events';
import type { Failure } from '../contract/failure';
import { failed, success } from '../contract/outcome';
import type { RunResult } from '../contract/run';
import type { InputValues } from '../contract/task';
import { openRecord } from './run-record';

export interface FakeRun {
  events?: RunEvent[];
  outcome: { value: unknown; details?: unknown } | { failure: Failure };
  /** Held back until this resolves, or the run is aborted. */
  gate?: Promise<void>;
}

/**
 * An engine that plays back what a test wrote down. It keeps what it was asked in `calls`.
 * @param answers to `ask`, by question
 */
export function createFakeEngine(
  script: (task: string, input: unknown, options: RunOptions) => FakeRun,
  capabilities: Capabilities,
  answers: Readonly<Record<string, (payload: unknown) => unknown>> = {},
): Engine & { calls: { task: string; input: unknown; options: RunOptions }[] } {
  const calls: { task: string; input: unknown; options: RunOptions }[] = [];
  return {
    calls,
    async run(task, input, options = {}): Promise<RunResult> {
      calls.push({ task, input, options });
      const { events = [], outcome, gate } = script(task, input, options);
      const run = { ...openRecord({ id: `fake-${calls.length}`, task }, 'test'), input: asInput(input) };
      for (const event of events) options.onEvent?.(event);
      const aborted = new Promise<void>((resolve) => options.signal?.addEventListener('abort', () => resolve()));
      if (gate) await Promise.race([gate, aborted]);
      if (options.signal?.aborted) {
        return {
          ok: false,
          failure: { code: 'cancelled', message: '', action: '' },
          run: { ...run, status: 'cancelled' },
        };
      }
      if ('failure' in outcome) return { ok: false, failure: outcome.failure, run };
      return { ok: true, value: outcome.value, details: outcome.details ?? null, run: { ...run, status: 'done' } };
    },
    capabilities: async () => capabilities,
    async ask(_task, question, payload) {
      const answer = answers[question];
      return answer
        ? success(answer(payload))
        : failed({ code: 'internal', message: `Nobody answers "${question}".`, action: '' });
    },
    preload: async () => {},
    release: async () => {},
    status: () => IDLE_STATUS,
    subscribe: () => () => {},
  };
}

/** A record keeps inputs and parameters apart; here what was asked stands in for both. */
const asInput = (input: unknown): InputValues =>
  typeof input === 'object' && input !== null && !Array.isArray(input) ? { ...(input as InputValues) } : {};

const IDLE_STATUS = { worker: 'idle', restarts: 0, queue: [], loaded: [], memory: null } as const;
