/** What a batch is sorted by; null is the order of the input. */
export type BatchSort = { key: string; descending: boolean } | null;

/** One column of a batch beside the text. */
export interface BatchColumn<Item> {
  key: string;
  title: string;
  /** What the column is sorted by, and, without `show`, what it shows. */
  value(item: Item): string | number;
  show?(item: Item): string;
  /** CSS width on wide screens. */
  width: string;
}

const collator = new Intl.Collator(undefined, { numeric: true });
const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));

/** Rising, then falling, then the order of the input again. */
export function nextSort(sort: BatchSort, key: string): BatchSort {
  if (sort?.key !== key) return { key, descending: false };
  return sort.descending ? null : { key, descending: true };
}

/**
 * The rows to show, as positions in `items`.
 * @param sortKey gives what a row is sorted by
 * @param passes leaves rows out
 */
export function orderRows<Item>(
  items: readonly Item[],
  sort: BatchSort,
  sortKey: (item: Item, index: number) => string | number,
  passes: ((item: Item) => boolean) | null,
): number[] {
  const rows: number[] = [];
  for (const [index, item] of items.entries()) if (!passes || passes(item)) rows.push(index);
  if (!sort) return rows;
  const keys = items.map(sortKey);
  const sign = sort.descending ? -1 : 1;
  // Equal rows keep the order of the input, either way.
  return rows.sort((a, b) => sign * compare(keys[a] ?? '', keys[b] ?? '') || a - b);
}

/** How many items each group has, largest first. */
export function countGroups<Item>(items: readonly Item[], groupOf: (item: Item) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of items) {
    const group = groupOf(item);
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}
