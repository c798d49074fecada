/**
 * Keeps the `topK` highest logits and sets the others to -Infinity, in place. Equal values at the edge all stay.
 * Follows transformers' TopKLogitsWarper (Fan et al. 2018).
 * @param topK 0 keeps all
 * @param keep how many stay at least
 */
export function applyTopK(logits: Float32Array, topK: number, keep = 1): void {
  if (topK <= 0) return;
  const count = Math.max(topK, keep);
  if (count >= logits.length) return;
  const edge = Float32Array.from(logits).sort()[logits.length - count] ?? -Infinity;
  for (let i = 0; i < logits.length; i++) if ((logits[i] ?? 0) < edge) logits[i] = -Infinity;
}
