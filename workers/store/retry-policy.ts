const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 20_000;
/** A server that asks for more patience than this is told of instead. */
export const LONGEST_RETRY_AFTER_MS = 120_000;

/** How often a server is asked again that has not given a byte yet, and one that has. */
export const ATTEMPTS_BEFORE_FIRST_BYTE = 3;
export const ATTEMPTS_AFTER_FIRST_BYTE = 8;

/**
 * Exponential back-off with half of it drawn at random, so that many pages do not come back at once.
 * @param attempt how many have failed in a row, from 1
 * @returns milliseconds to wait
 */
export function backoffDelay(attempt: number, random: () => number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  return full / 2 + (full / 2) * random();
}

/** Milliseconds that a `Retry-After` header asks for (seconds, or a date), or null. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const value = header.trim();
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
