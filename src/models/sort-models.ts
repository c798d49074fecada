import type { StoredModel } from '../contract/model-store';

export const SORTINGS = [
  { value: 'last-used', label: 'Last used' },
  { value: 'size', label: 'Size' },
  { value: 'name', label: 'Name' },
] as const;
export type Sorting = (typeof SORTINGS)[number]['value'];

/** Newest, largest or alphabetically first; models that are equal there go by name. */
export function sortModels(models: readonly StoredModel[], by: Sorting): StoredModel[] {
  const byName = (a: StoredModel, b: StoredModel) =>
    a.id.localeCompare(b.id, 'en') || a.revision.localeCompare(b.revision, 'en');
  const order: Record<Sorting, (a: StoredModel, b: StoredModel) => number> = {
    'last-used': (a, b) => b.lastUsed - a.lastUsed || byName(a, b),
    size: (a, b) => b.bytes - a.bytes || byName(a, b),
    name: byName,
  };
  return [...models].sort(order[by]);
}
