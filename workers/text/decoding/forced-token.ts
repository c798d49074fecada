/**
 * Leaves only the given tokens, with logit 0, and sets the others to -Infinity, in place. Follows transformers'
 * ForcedBOSTokenLogitsProcessor and ForcedEOSTokenLogitsProcessor.
 */
export function forceTokens(logits: Float32Array, ids: readonly number[]): void {
  logits.fill(-Infinity);
  for (const id of ids) logits[id] = 0;
}
