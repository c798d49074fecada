/** More groups than these cannot be told apart by colour; the rest is one. */
export const MOST_GROUPS = 8;
export const OTHERS = 'others';

/** What points are coloured by: groups with a name each, or numbers on a scale. */
export type Grouping =
  | { kind: 'groups'; names: readonly string[]; counts: readonly number[]; groupOf: Int32Array }
  /** `shareOf` is NaN for the `missing` points that have no number. */
  | { kind: 'scale'; low: number; high: number; missing: number; shareOf: Float32Array };

/** What files write where there is no number, or none that a scale could hold. */
const NO_NUMBER = /^(|nan|[-+]?inf(inity)?|n\/?a|null|none)$/i;

/**
 * Numbers with more different values than groups can have are a scale, also where some are missing; everything else is
 * groups, largest first.
 */
export function groupValues(values: readonly string[]): Grouping {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const numbers = values.map((value) => (NO_NUMBER.test(value.trim()) ? null : Number(value)));
  const known = numbers.filter((value) => value !== null);
  if (counts.size > MOST_GROUPS && known.length > 0 && known.every(Number.isFinite)) return scaleOf(numbers, known);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const kept = ranked.length > MOST_GROUPS ? ranked.slice(0, MOST_GROUPS - 1) : ranked;
  const rest = values.length - kept.reduce((sum, [, count]) => sum + count, 0);
  const places = new Map(kept.map(([value], index) => [value, index]));
  return {
    kind: 'groups',
    names: [...kept.map(([value]) => value || '(empty)'), ...(rest > 0 ? [OTHERS] : [])],
    counts: [...kept.map(([, count]) => count), ...(rest > 0 ? [rest] : [])],
    groupOf: Int32Array.from(values, (value) => places.get(value) ?? kept.length),
  };
}

function scaleOf(numbers: readonly (number | null)[], known: readonly number[]): Grouping {
  const low = known.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = known.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return {
    kind: 'scale',
    low,
    high,
    missing: numbers.length - known.length,
    shareOf: Float32Array.from(numbers, (value) => (value === null ? Number.NaN : (value - low) / (high - low || 1))),
  };
}

/** Clusters by number; cluster 0 is called 1. Beyond the colours that there are they are one group. */
export function groupClusters(labels: Int32Array): Grouping {
  const size = labels.reduce((most, label) => Math.max(most, label), -1) + 1;
  const shown = size > MOST_GROUPS ? MOST_GROUPS - 1 : size;
  const groupOf = labels.map((label) => Math.min(label, shown));
  const counts = Array.from({ length: size > shown ? shown + 1 : shown }, () => 0);
  for (const group of groupOf) counts[group] = (counts[group] ?? 0) + 1;
  return {
    kind: 'groups',
    names: counts.map((_, group) => (group < shown ? `cluster ${group + 1}` : OTHERS)),
    counts,
    groupOf,
  };
}
