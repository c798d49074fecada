/** Probabilities of logits, which may hold -Infinity; the sum is 1 unless no logit is finite. */
export function softmax(logits: Float32Array): Float64Array {
  const maximum = highest(logits);
  const probabilities = new Float64Array(logits.length);
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const weight = Math.exp((logits[i] ?? 0) - maximum);
    probabilities[i] = weight;
    sum += weight;
  }
  for (let i = 0; i < probabilities.length; i++) probabilities[i] = (probabilities[i] ?? 0) / sum;
  return probabilities;
}

/** The logarithm of the sum of exponentials, which turns logits into log-probabilities. */
export function logSumExp(logits: Float32Array): number {
  const maximum = highest(logits);
  if (maximum === -Infinity) return -Infinity;
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += Math.exp((logits[i] ?? 0) - maximum);
  return maximum + Math.log(sum);
}

function highest(logits: Float32Array): number {
  let maximum = -Infinity;
  for (let i = 0; i < logits.length; i++) if ((logits[i] ?? 0) > maximum) maximum = logits[i] ?? 0;
  return maximum;
}
