import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './faults';
import type { ServedFile } from './served-file';
import type { Served } from './transfer-log';

const CHUNK = 64 * 1024;

/** How fast an answer goes, and what is asked after each piece of it. */
export interface Sending {
  /** Bytes a second of one connection; so that little lies in buffers between server and page when it breaks. */
  bytesPerSecond: number;
  afterEach(): void;
}

/** Sends `file` from `entry.start` up to `end` and counts in `entry` how far it came. A fault may have its say. */
export async function sendBody(
  response: ServerResponse,
  file: ServedFile,
  entry: Served,
  end: number,
  fault: Fault | null,
  sending: Sending,
): Promise<void> {
  const from = entry.start;
  const stop = Math.min(end, from + allowance(fault));
  const speed = fault?.kind === 'slow' ? fault.bytesPerSecond : sending.bytesPerSecond;
  const chunk = Math.max(1, Math.min(CHUNK, Math.floor(speed / 2)));
  while (entry.end < stop && !response.destroyed) {
    const next = Math.min(stop, entry.end + chunk);
    const fits = response.write(file.slice(entry.end, next));
    const pause = (1000 * (next - entry.end)) / speed;
    entry.end = next;
    sending.afterEach();
    if (!fits) await drained(response);
    if (pause >= 1) await sleep(pause);
  }
  if (response.destroyed) return;
  if (fault?.kind === 'stall' && entry.end < end) return;
  if (entry.end < end) response.destroy();
  else response.end();
}

/** How many bytes a fault lets through. */
function allowance(fault: Fault | null): number {
  if (fault?.kind === 'drop' || fault?.kind === 'stall') return fault.after;
  return fault?.kind === 'cut-short' ? fault.to : Number.POSITIVE_INFINITY;
}

/** Until there is room again, or nobody listens any more. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
