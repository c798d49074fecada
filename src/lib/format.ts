const count = new Intl.NumberFormat('en');

/** 200000 → '200,000'. */
export const formatCount = (value: number): string => count.format(value);

/** (1, 'token') → '1 token', (2000, 'token') → '2,000 tokens'. */
export const formatAmount = (value: number, noun: string): string =>
  `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`;

/** 1536 → '1.5 kB'. Decimal units, as file sizes on the Hub. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = -1;
  do {
    value /= 1000;
    unit += 1;
  } while (value >= 999.95 && unit < units.length - 1);
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ${units[unit]}`;
}

/** 950 → '950 ms', 1234 → '1.2 s', 75_000 → '1 min 15 s'. */
export function formatMilliseconds(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const moment = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Milliseconds since 1970 → 'Nov 21, 10:03', in local time. */
export const formatMoment = (at: number): string => moment.format(at);

/** 0.98765 → '98.8 %'. */
export const formatPercent = (share: number): string => `${(share * 100).toFixed(1)} %`;
