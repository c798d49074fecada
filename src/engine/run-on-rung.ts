import type { RunEventListener } from '../contract/events';
import { CANCELLED, type Failure, type FailureCode, WORKER_SURVIVES_CODES } from '../contract/failure';
import type { OpenedFiles } from '../contract/model-store';
import { failed, type Outcome, success } from '../contract/outcome';
import type { RunRecord, WorkerRequest, WorkerResult } from '../contract/run';
import { attemptRun } from './attempt';
import { referenceFor, refusal, type SelfChecks } from './self-check';
import { type LongestSilences, PATIENCE, type SilenceLimits } from './watchdog';
import type { WorkerLink } from './worker-link';
import type { WorkerSlot } from './worker-slot';

/** What all runs of an engine share. */
export interface RungSetup {
  slot: WorkerSlot;
  startWorker(): Promise<WorkerLink>;
  silences: LongestSilences;
  /** See {@link PATIENCE}. */
  patience?: SilenceLimits | undefined;
}

/** One run, on one rung. */
export interface RungRun {
  /** Written along: notices, tokens, restarts, the self-check. */
  record: RunRecord;
  emit: RunEventListener;
  signal: AbortSignal;
  /** Where the verdict of the self-check is kept, and by what name; null where none is due. */
  check: { checks: SelfChecks; key: string } | null;
  /**
   * Opens the model's files, where the request has none because the model is in the worker's memory: only a fresh worker
   * needs them.
   */
  openFiles?: (() => Promise<Outcome<OpenedFiles>>) | undefined;
}

/** Failures after which the same run may succeed in a fresh worker. */
const REPEATED_CODES: ReadonlySet<FailureCode> = new Set([
  'webgpu-device-lost',
  'worker-crashed',
  'worker-hung',
  'out-of-memory',
]);

/** What was estimated before anything was loaded names the knob at fault: it would be estimated so again. */
const isWorthRepeating = ({ code, field }: Failure): boolean => REPEATED_CODES.has(code) && field === undefined;

/**
 * Tries a run on one rung: with a self-check where one is due, and once more, in a fresh worker, when the worker or the
 * GPU was lost. Everything that a run does stays in the worker and its seed is fixed, so that doing it again does no
 * harm; the listener is told to start over (`restart`). Items of a batch that were delivered are not computed again.
 */
export async function runOnRung(
  setup: RungSetup,
  request: WorkerRequest,
  { record, emit, signal, check, openFiles }: RungRun,
): Promise<Outcome<WorkerResult>> {
  // Of a rung that was tried before this one.
  delete record.self_check;
  const known = check?.checks.find(check.key) ?? null;
  const refused = refusal(known);
  if (refused) return failed(refused);
  if (known && 'verdict' in known) record.self_check = known.verdict;
  const isDue = check !== null && known === null;
  let resume = request.resume;
  let heard = false;
  const onEvent: RunEventListener = (event) => {
    heard = true;
    if (event.type === 'notice') record.notices.push(event.notice);
    if (event.type === 'token') record.tokens.output += 1;
    if (event.type === 'items') resume = [...resume.slice(0, event.from), ...event.items];
    if (event.type === 'self-check' && event.result) {
      record.self_check = event.result.verdict;
      check?.checks.keep(check.key, event.result);
    }
    emit(event);
  };
  let { files } = request;
  let isOpen = !openFiles;
  /** For a worker that has nothing in memory. */
  const withFiles = async <T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const opened = isOpen || !openFiles ? success(files) : await openFiles();
    if (!opened.ok) return opened;
    isOpen = true;
    files = opened.value;
    return work();
  };
  const referred = isDue
    ? await withFiles(async () => success(await referenceFor(setup.startWorker, { ...request, files }, emit, signal)))
    : success(null);
  if (!referred.ok) return referred;
  const reference = referred.value;
  const attempt = (): Promise<Outcome<WorkerResult>> => {
    record.notices = [];
    record.tokens = { input: 0, output: 0 };
    const checked = isDue && record.self_check === undefined ? { selfCheck: { reference } } : {};
    const { id } = request.model;
    const watch = {
      model: [id, request.rung.device, request.rung.dtype].join(' '),
      silences: setup.silences,
      patience: setup.patience ?? PATIENCE,
    };
    return attemptRun(setup.slot, { ...request, files, resume, ...checked }, onEvent, signal, watch);
  };

  let outcome = await attempt();
  // A worker that died in silence was gone before it began: nobody need hear of it.
  if (!outcome.ok && outcome.failure.code === 'worker-crashed' && !heard) outcome = await withFiles(attempt);
  if (!outcome.ok && isWorthRepeating(outcome.failure) && !signal.aborted && !record.restarts) {
    setup.slot.retire();
    record.restarts = [{ rung: request.rung, failure: outcome.failure }];
    emit({ type: 'restart', failure: outcome.failure });
    outcome = await withFiles(attempt);
  }
  if (!outcome.ok && isDue && record.self_check === undefined && outcome.failure.code === 'numerical-failure') {
    check.checks.keep(check.key, outcome);
  }
  if (!outcome.ok && !WORKER_SURVIVES_CODES.has(outcome.failure.code)) setup.slot.retire();
  return outcome.ok || !signal.aborted ? outcome : failed(CANCELLED);
}
