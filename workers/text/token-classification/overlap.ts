import type { EntityGroup } from './entities';

/** Of entities that windows saw twice, the longer one stays, and of equals the surer one: as the Python pipeline. */
export function mergeOverlapping(entities: readonly EntityGroup[]): EntityGroup[] {
  const merged: EntityGroup[] = [];
  for (const entity of entities.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (!last || entity.start >= last.end) {
      merged.push(entity);
      continue;
    }
    const longer = entity.end - entity.start - (last.end - last.start);
    if (longer > 0 || (longer === 0 && entity.score > last.score)) merged[merged.length - 1] = entity;
  }
  return merged;
}
