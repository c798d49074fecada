const UNITS = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** (0, 90_000_000) → 'yesterday'; both in milliseconds since 1970. Under a minute: 'just now'. */
export function formatAgo(at: number, now: number): string {
  const passed = Math.max(0, now - at);
  const unit = UNITS.find(([, ms]) => passed >= ms);
  return unit ? words.format(-Math.floor(passed / unit[1]), unit[0]) : 'just now';
}
