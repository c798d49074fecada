/**
 * Rules out, in place, each token that would repeat a run of `size` tokens that is already there. Follows transformers'
 * NoRepeatNGramLogitsProcessor (Paulus et al. 2017).
 * @param size 0 rules out nothing; 1 lets no token come twice
 */
export function applyNoRepeatNgram(logits: Float32Array, ids: readonly number[], size: number): void {
  if (size <= 0) return;
  const opening = ids.slice(ids.length - (size - 1));
  for (let end = size - 1; end < ids.length; end++) {
    const start = end - (size - 1);
    if (opening.every((id, offset) => ids[start + offset] === id)) logits[ids[end] ?? 0] = -Infinity;
  }
}
