/**
 * The two halves of a model output with twice the channels of the sample: for each image its mean, then its variance.
 * Without a second half the variance is empty.
 */
export function splitVariance(
  output: Float32Array,
  length: number,
  batchSize: number,
): { mean: Float32Array; variance: Float32Array } {
  if (output.length === length) return { mean: output, variance: new Float32Array() };
  const mean = new Float32Array(length);
  const variance = new Float32Array(length);
  const image = length / batchSize;
  for (let i = 0; i < batchSize; i++) {
    const start = 2 * i * image;
    mean.set(output.subarray(start, start + image), i * image);
    variance.set(output.subarray(start + image, start + 2 * image), i * image);
  }
  return { mean, variance };
}
