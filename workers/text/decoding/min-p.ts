import { topCandidates } from './top-candidates';

/**
 * Keeps the tokens that are at least `minP` times as likely as the likeliest one and sets the other logits to
 * -Infinity, in place: few where the model is sure, many where it is not. Follows transformers' MinPLogitsWarper
 * (Nguyen et al. 2024).
 * @param minP from 0 to 1; null keeps all
 * @param keep how many stay at least
 */
export function applyMinP(logits: Float32Array, minP: number | null, keep = 1): void {
  if (minP === null || minP <= 0) return;
  const best = topCandidates(logits, keep);
  // A ratio of probabilities is a difference of logits.
  const edge = (logits[best[0] ?? 0] ?? 0) + Math.log(minP);
  for (let i = 0; i < logits.length; i++) {
    if ((logits[i] ?? 0) < edge && !best.includes(i)) logits[i] = -Infinity;
  }
}
