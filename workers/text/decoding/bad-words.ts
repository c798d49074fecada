/**
 * Rules out, in place, the last token of each listed sequence where the tokens before it already stand at the end.
 * Follows transformers' NoBadWordsLogitsProcessor.
 * @param endTokenIds are never ruled out here when listed alone
 */
export function applyBadWords(
  logits: Float32Array,
  ids: readonly number[],
  sequences: readonly (readonly number[])[],
  endTokenIds: ReadonlySet<number>,
): void {
  for (const sequence of sequences) {
    const last = sequence.at(-1);
    if (last === undefined || (sequence.length === 1 && endTokenIds.has(last))) continue;
    if (sequence.length > 1 && sequence.length > ids.length) continue;
    const start = ids.length - (sequence.length - 1);
    if (sequence.slice(0, -1).every((id, offset) => ids[start + offset] === id)) logits[last] = -Infinity;
  }
}
