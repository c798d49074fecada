import { logSumExp } from './softmax';

/**
 * Locally typical sampling: keeps the tokens whose information content is closest to the expected one (the entropy),
 * until their probabilities add up to `typicalP`, and sets the other logits to -Infinity, in place. Follows
 * transformers' TypicalLogitsWarper (Meister et al. 2022).
 * @param typicalP above 0; 1 keeps all
 * @param keep how many stay at least
 */
export function applyTypicalP(logits: Float32Array, typicalP: number, keep = 1): void {
  if (typicalP >= 1) return;
  const total = logSumExp(logits);
  let entropy = 0;
  for (let i = 0; i < logits.length; i++) {
    const logprob = (logits[i] ?? 0) - total;
    if (logprob > -Infinity) entropy -= logprob * Math.exp(logprob);
  }
  const distance = Float32Array.from(logits, (logit) => Math.abs(total - logit - entropy));
  const order = Uint32Array.from(logits.keys()).sort((a, b) => (distance[a] ?? 0) - (distance[b] ?? 0));
  let cumulative = 0;
  let last = 0;
  while (last < order.length - 1) {
    cumulative += Math.exp((logits[order[last] ?? 0] ?? 0) - total);
    if (cumulative >= typicalP) break;
    last += 1;
  }
  const edge = distance[order[last] ?? 0] ?? 0;
  for (const id of order.subarray(keep)) if ((distance[id] ?? 0) > edge) logits[id] = -Infinity;
}
