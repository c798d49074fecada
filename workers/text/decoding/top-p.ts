import { softmax } from './softmax';

/**
 * Nucleus filter: keeps the smallest set of likeliest tokens whose probabilities add up to at least `topP` and sets
 * the other logits to -Infinity, in place. Follows transformers' TopPLogitsWarper (Holtzman et al. 2019): from the
 * least likely up, a token goes while the running sum is at most 1 - topP; the likeliest always stays.
 * @param topP above 0; 1 keeps all
 */
export function applyTopP(logits: Float32Array, topP: number): void {
  if (topP >= 1) return;
  const probabilities = softmax(logits);
  const ascending = Uint32Array.from(logits.keys()).sort((a, b) => (logits[a] ?? 0) - (logits[b] ?? 0));
  let cumulative = 0;
  for (const id of ascending.subarray(0, -1)) {
    cumulative += probabilities[id] ?? 0;
    if (cumulative > 1 - topP) return;
    logits[id] = -Infinity;
  }
}
