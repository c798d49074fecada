import { softmax } from './softmax';

/** The id of the highest logit; the lowest id among equals, as torch.argmax. */
export function argmax(logits: Float32Array): number {
  let best = 0;
  for (let i = 1; i < logits.length; i++) if ((logits[i] ?? 0) > (logits[best] ?? 0)) best = i;
  return best;
}

/**
 * Draws an id by its probability: the first whose cumulative probability exceeds the random number. Where everything
 * was ruled out it is the first, as argmax has it.
 * @param random uniform numbers in [0, 1)
 */
export function draw(logits: Float32Array, random: () => number): number {
  return walk(softmax(logits), random());
}

/**
 * Draws up to `count` different ids, one after the other, each by its probability among those that are left. There are
 * fewer where fewer are possible. As torch.multinomial without replacement, in the order drawn.
 */
export function drawSeveral(logits: Float32Array, count: number, random: () => number): number[] {
  const probabilities = softmax(logits);
  const drawn: number[] = [];
  let left = 1;
  while (drawn.length < count) {
    const id = walk(probabilities, random() * left);
    const probability = probabilities[id] ?? 0;
    if (!(probability > 0)) break;
    drawn.push(id);
    left -= probability;
    probabilities[id] = 0;
  }
  return drawn;
}

function walk(probabilities: Float64Array, target: number): number {
  let cumulative = 0;
  let last = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const probability = probabilities[i] ?? 0;
    if (!(probability > 0)) continue;
    cumulative += probability;
    last = i;
    if (target < cumulative) return i;
  }
  // Rounding left the sum a hair under the target.
  return last;
}
