import type { Clock } from './download-context';

/** The real time, and what the browser knows of the network. */
export const browserClock: Clock = {
  now: Date.now,
  random: Math.random,
  online: () => navigator.onLine !== false,
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer);
        globalThis.removeEventListener?.('online', finish);
        signal.removeEventListener('abort', finish);
        if (signal.aborted) reject(signal.reason);
        else resolve();
      };
      const timer = setTimeout(finish, ms);
      globalThis.addEventListener?.('online', finish);
      signal.addEventListener('abort', finish, { once: true });
      if (signal.aborted) finish();
    }),
};
