import { softmax } from './softmax';

/** The id of the highest logit; the lowest id among equals, as torch.argmax. */
export function argmax(logits: Float32Array): number {
  let best = 0;
  for (let i = 1; i < logits.length; i++) if ((logits[i] ?? 0) > (logits[best] ?? 0)) best = i;
  return best;
}

/**
 * Draws an id by its probability: the first whose cumulative probability exceeds the random number.
 * @param random uniform numbers in [0, 1)
 */
export function draw(logits: Float32Array, random: () => number): number {
  const probabilities = softmax(logits);
  const target = random();
  let cumulative = 0;
  let last = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const probability = probabilities[i] ?? 0;
    if (probability === 0) continue;
    cumulative += probability;
    last = i;
    if (target < cumulative) return i;
  }
  // Rounding left the sum a hair under 1.
  return last;
}
