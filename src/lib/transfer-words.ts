import type { Transfer } from '../contract/model-store';
import { formatBytes, formatMilliseconds } from './format';

/** '12 MB of 40 MB', or what is there where nobody knows the total. */
const bytesWords = ({ loaded, total }: Transfer): string =>
  total === null ? formatBytes(loaded) : `${formatBytes(loaded)} of ${formatBytes(total)}`;

/** What a download does, in one line. @param now milliseconds since 1970 */
export function transferWords(transfer: Transfer, now: number): string {
  const { state, bytesPerSecond, secondsLeft } = transfer;
  const bytes = bytesWords(transfer);
  switch (state.name) {
    case 'queued':
      return `Waiting for other downloads, ${bytes}`;
    case 'elsewhere':
      return `Another tab of this browser fetches it, ${bytes}`;
    case 'downloading':
      return [
        bytes,
        ...(bytesPerSecond === null ? [] : [`${formatBytes(Math.round(bytesPerSecond))}/s`]),
        ...(secondsLeft === null ? [] : [`${timeLeft(secondsLeft)} left`]),
      ].join(', ');
    case 'retrying': {
      const seconds = Math.max(0, Math.ceil((state.at - now) / 1000));
      return `${seconds > 0 ? `Trying again in ${seconds} s` : 'Trying again'}, ${bytes}: ${state.failure.message}`;
    }
    case 'paused':
      return `Paused at ${bytes}`;
    case 'verifying':
      return `Checking what has arrived, ${bytes}`;
    case 'done':
      return `Done, ${formatBytes(transfer.total ?? transfer.loaded)}`;
    case 'failed':
      return `Failed at ${bytes}`;
    default:
      return state satisfies never;
  }
}

/** Whole seconds and minutes: tenths would only flicker. */
const timeLeft = (seconds: number): string => (seconds < 1 ? '1 s' : formatTime(Math.round(seconds)));
const formatTime = (seconds: number): string => (seconds < 60 ? `${seconds} s` : formatMilliseconds(seconds * 1000));

/** Bytes are on their way, or will be without anybody doing something. */
export const isMoving = ({ state }: Pick<Transfer, 'state'>): boolean =>
  ['queued', 'elsewhere', 'downloading', 'retrying', 'verifying'].includes(state.name);

/** 0 to 1; null while nobody knows the total. */
export const shareOf = ({ loaded, total }: Pick<Transfer, 'loaded' | 'total'>): number | null =>
  total ? Math.min(1, loaded / total) : null;
