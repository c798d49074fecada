import type { RunContext } from '../runner';

/** Texts, and characters with padding counted, in one forward pass: short texts go together, long ones stay small. */
const BATCH_ITEMS = 32;
const BATCH_CHARACTERS = 4000;

/**
 * Cuts a list into runs of neighbours, so that results come in the order of the list.
 * @param lengthOf characters of an item
 */
export function* batches<T>(items: readonly T[], lengthOf: (item: T) => number): Generator<T[]> {
  let part: T[] = [];
  let longest = 0;
  for (const item of items) {
    const width = Math.max(longest, lengthOf(item));
    if (part.length === BATCH_ITEMS || (part.length > 0 && width * (part.length + 1) > BATCH_CHARACTERS)) {
      yield part;
      part = [];
      longest = 0;
    }
    part.push(item);
    longest = Math.max(longest, lengthOf(item));
  }
  if (part.length > 0) yield part;
}

/**
 * Works through the items of a run, batch by batch, after those that an earlier run has done, and tells of each batch
 * as it is finished, so that a stop loses nothing.
 * @param work gives one result for each item of a batch; results must be plain JSON
 * @param lengthOf characters of an item, for a fair size of batches; one item at a time where it is left out
 * @returns the results of all items, those done before included
 */
export async function workThrough<T, R>(
  items: readonly T[],
  context: Pick<RunContext, 'checkpoint' | 'emit' | 'done'>,
  work: (batch: T[], from: number) => Promise<R[]>,
  lengthOf?: (item: T) => number,
): Promise<R[]> {
  const results = context.done.slice(0, items.length) as R[];
  const rest = items.slice(results.length);
  for (const batch of lengthOf ? batches(rest, lengthOf) : rest.map((item) => [item])) {
    await context.checkpoint();
    const from = results.length;
    const done = await work(batch, from);
    results.push(...done);
    if (items.length > 1) context.emit({ type: 'items', from, items: done });
    context.emit({ type: 'step', step: results.length, total: items.length, unit: 'text' });
  }
  return results;
}
