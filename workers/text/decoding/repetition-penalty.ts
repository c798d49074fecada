/**
 * Makes tokens that are already there less likely, in place: positive logits are divided by the penalty, negative ones
 * multiplied. Follows transformers' RepetitionPenaltyLogitsProcessor (Keskar et al. 2019, CTRL).
 * @param ids prompt and continuation of a decoder-only model, what was written of a sequence-to-sequence one
 * @param penalty above 0; 1 does nothing, below 1 invites repetition
 */
export function applyRepetitionPenalty(logits: Float32Array, ids: readonly number[], penalty: number): void {
  if (penalty === 1) return;
  for (const id of new Set(ids)) {
    const logit = logits[id];
    if (logit !== undefined) logits[id] = logit < 0 ? logit * penalty : logit / penalty;
  }
}
