/**
 * Rules out the given tokens, in place. Follows transformers' SuppressTokensLogitsProcessor; with the end tokens, its
 * MinLengthLogitsProcessor and MinNewTokensLengthLogitsProcessor.
 */
export function suppressTokens(logits: Float32Array, ids: Iterable<number>): void {
  for (const id of ids) if (id < logits.length) logits[id] = -Infinity;
}
