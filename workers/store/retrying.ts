import { type Failure, FailureError } from '../../src/contract/failure';
import { isQuotaError } from './disk';
import type { DownloadContext } from './download-context';
import { unanswered } from './failures';
import { PolicyRefusalError } from './policy-refusal';
import {
  ATTEMPTS_AFTER_FIRST_BYTE,
  ATTEMPTS_BEFORE_FIRST_BYTE,
  backoffDelay,
  LONGEST_RETRY_AFTER_MS,
} from './retry-policy';

/** A server that asks for patience: thrown to be tried again. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
  constructor(
    readonly failure: Failure,
    readonly retryAfter: number | null,
  ) {
    super(failure.message);
  }
}

/** The file on the server is another one than the one that was begun. */
export class ChangedError extends Error {
  override readonly name = 'ChangedError';
}

/** The server does not give parts of this file. */
export class NoRangesError extends Error {
  override readonly name = 'NoRangesError';
}

/**
 * Does something that needs the network until it succeeds: lost connections and busy servers are waited for, with
 * growing pauses; whatever else is thrown goes on at once.
 * @param attempt calls `onProgress` when bytes have come: failures are counted in a row
 */
export async function retrying<T>(
  context: DownloadContext,
  path: string,
  attempt: (onProgress: () => void) => Promise<T>,
): Promise<T> {
  const { signal, clock, progress } = context;
  let failures = 0;
  for (;;) {
    try {
      return await attempt(() => {
        failures = 0;
      });
    } catch (error) {
      signal.throwIfAborted();
      failures += 1;
      const { failure, retryAfter } = transientFailure(context, path, error);
      if (isHopeless(context, failures, retryAfter)) throw new FailureError(failure);
      const pause = Math.max(retryAfter, backoffDelay(failures, clock.random));
      progress.waits(failure, failures, clock.now() + pause);
      await clock.wait(pause, signal);
    }
  }
}

/** What a failed attempt is called if no other succeeds. Errors that no patience mends are thrown. */
function transientFailure(
  context: DownloadContext,
  path: string,
  error: unknown,
): { failure: Failure; retryAfter: number } {
  if (error instanceof PolicyRefusalError) throw new FailureError(unanswered(context.model, error, path));
  if (!isTransient(error)) throw error;
  if (error instanceof BusyError) return { failure: error.failure, retryAfter: error.retryAfter ?? 0 };
  return { failure: unanswered(context.model, error, path), retryAfter: 0 };
}

function isHopeless({ patient, progress, clock }: DownloadContext, failures: number, retryAfter: number): boolean {
  if (retryAfter > LONGEST_RETRY_AFTER_MS) return true;
  const mayWait = patient || progress.hasMoved;
  if (mayWait && !clock.online()) return false;
  return failures >= (mayWait ? ATTEMPTS_AFTER_FIRST_BYTE : ATTEMPTS_BEFORE_FIRST_BYTE);
}

const HOPELESS = [FailureError, ChangedError, NoRangesError];

const isTransient = (error: unknown): boolean =>
  !HOPELESS.some((hopeless) => error instanceof hopeless) &&
  !isQuotaError(error) &&
  // The disk speaks in DOMExceptions, the network in TypeErrors.
  !(error instanceof DOMException && error.name !== 'AbortError' && error.name !== 'NetworkError');
