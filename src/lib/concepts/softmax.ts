/**
 * Logits as probabilities: exp(z_i / T) over the sum of all. The largest logit is taken off first, which changes nothing
 * but keeps the exponentials finite.
 * @param temperature above 0; 1 leaves the logits as they are
 */
export function softmax(logits: readonly number[], temperature = 1): number[] {
  const scaled = logits.map((logit) => logit / temperature);
  const highest = Math.max(...scaled);
  const exponentials = scaled.map((logit) => Math.exp(logit - highest));
  const sum = exponentials.reduce((all, one) => all + one, 0);
  return exponentials.map((one) => one / sum);
}

/** Bits needed on average to say which one was drawn: 0 where one is certain, log2 of their number where all are equal. */
export const entropyBits = (probabilities: readonly number[]): number =>
  probabilities.reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0);
