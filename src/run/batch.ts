import { isChat } from '../contract/task';
import { formatAmount, formatCount } from '../lib/format';
import type { RunState } from './run-state';

/** The texts of a run on a list, in every state of it; null of a run on one text. */
export function batchTexts(run: RunState, name: string): readonly string[] | null {
  if (run.status === 'idle') return null;
  const value = run.asked.input[name];
  return Array.isArray(value) && !isChat(value) ? (value as string[]) : null;
}

/** ('Labels', 4, 4) → 'Labels of 4 texts', ('Labels', 2, 4) → 'Labels of 2 of 4 texts'. */
export const batchTitle = (noun: string, done: number, total: number): string =>
  `${noun} of ${done < total ? `${formatCount(done)} of ` : ''}${formatAmount(total, 'text')}`;

/** A run that has begun, whatever became of it. */
export type StartedRun = Exclude<RunState, { status: 'idle' }>;

/** What the runner told beyond the value; null until the run has ended well. */
export const detailsOf = <Details>(run: StartedRun): Details | null =>
  run.status === 'done' ? (run.result.details as Details) : null;
