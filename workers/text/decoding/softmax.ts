/** Probabilities of logits, which may hold -Infinity; the sum is 1 unless no logit is finite. */
export function softmax(logits: Float32Array): Float64Array {
  let maximum = -Infinity;
  for (const logit of logits) if (logit > maximum) maximum = logit;
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
