import type { Failure, FailureCode } from '../../contract/failure';
import type { ParameterValues } from '../../contract/parameter';
import type { RunRecord } from '../../contract/run';
import { isChat } from '../../contract/task';
import { formatCount } from '../../lib/format';
import { roughSize } from '../../lib/rough-size';
import { uniqueId } from '../../lib/unique-id';
import { lastPictures } from '../images/denoising';
import type { Asked, EndedRun, Partial } from '../run-state';

/** What a list of runs shows of one of them. */
export interface HistoryItem {
  id: string;
  task: string;
  /** Milliseconds since 1970, at the end of the run. */
  at: number;
  status: EndedRun['status'];
  /** The beginning of its input. */
  title: string;
  model: string;
  device: RunRecord['device'];
  dtype: RunRecord['dtype'];
  /** As they were used, the drawn seed included. */
  parameters: ParameterValues;
  failure: string | null;
  /** Whether there is something to look at: a result, or the part that was done before a stop. */
  hasResult: boolean;
  /** What was too large to keep. */
  cut: 'nothing' | 'result' | 'everything';
}

/** One run of the past. */
export interface HistoryEntry {
  item: HistoryItem;
  /** Null where even the input was too large. */
  asked: Asked | null;
  /** Null where it was too large. */
  run: EndedRun | null;
}

/** Bytes, roughly, that one run may take. */
export const LARGEST_RUN = 16e6;
const TITLE_LENGTH = 120;

/** Refused before it began: nothing ran, and there is nothing to repeat. */
const NOT_RUNS: ReadonlySet<FailureCode> = new Set([
  'input-empty',
  'input-invalid',
  'input-too-long',
  'parameter-unknown',
  'parameter-invalid',
  'task-unknown',
]);

/** What the history keeps of a run; null of a request that was refused. */
export function toEntry(task: string, ended: EndedRun, at: number): HistoryEntry | null {
  const run = withoutSteps(ended);
  const failure: Failure | null = run.status === 'failed' ? run.failure : null;
  if (failure && NOT_RUNS.has(failure.code)) return null;
  const record = run.status === 'done' ? run.result.run : run.run;
  const cut = whatToCut(run);
  const { partial, asked } = run;
  return {
    item: {
      id: uniqueId(),
      task,
      at,
      status: run.status,
      title: titleOf(asked),
      model: asked.model,
      device: record.device,
      dtype: record.dtype,
      parameters: { ...asked.parameters, ...record.parameters },
      failure: failure?.message ?? null,
      hasResult: cut === 'nothing' && (run.status === 'done' || hasWritten(partial)),
      cut,
    },
    asked: cut === 'everything' ? null : asked,
    // The items of a finished batch are in its result.
    run: cut !== 'nothing' ? null : run.status === 'done' ? { ...run, partial: { ...partial, items: [] } } : run,
  };
}

const hasWritten = ({ tokens, items, denoising }: Partial): boolean =>
  tokens > 0 || items.length > 0 || (denoising?.pictures.length ?? 0) > 0;

/** Of the pictures of every step the last ones are kept, and of a finished run none: its result has better ones. */
function withoutSteps(run: EndedRun): EndedRun {
  const { denoising } = run.partial;
  if (!denoising) return run;
  const pictures = run.status === 'done' ? [] : lastPictures(denoising.pictures);
  return { ...run, partial: { ...run.partial, denoising: { ...denoising, pictures } } };
}

function whatToCut({ asked, ...run }: EndedRun): HistoryItem['cut'] {
  if (roughSize(asked.input, LARGEST_RUN) > LARGEST_RUN) return 'everything';
  const result = run.status === 'done' ? [run.result.value, run.result.details] : run.partial;
  return roughSize(result, LARGEST_RUN) > LARGEST_RUN ? 'result' : 'nothing';
}

/** The form that repeats a run: as it was asked for, with the seed that was drawn. */
export function settingsOf({ asked, item }: HistoryEntry): Asked | null {
  return asked && { ...asked, parameters: item.parameters };
}

function titleOf({ input }: Asked): string {
  const parts = Object.values(input).map((value) => {
    if (value === null || value instanceof Blob) return '';
    if (!Array.isArray(value)) return value;
    if (isChat(value)) return value.at(-1)?.content ?? '';
    const count = value.length > 1 ? `${formatCount(value.length)}: ` : '';
    return count + value.slice(0, 5).join(', ');
  });
  const text = parts
    .map((part) => part.trim().slice(0, TITLE_LENGTH))
    .filter((part) => part !== '')
    .join(' · ');
  return text.length > TITLE_LENGTH ? `${text.slice(0, TITLE_LENGTH)}…` : text;
}
