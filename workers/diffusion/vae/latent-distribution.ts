import type { NoiseSource } from '../schedulers/scheduler';
import { type FloatTensor, sizeOf } from '../tensor';

/**
 * A sample of the normal distribution that AutoencoderKL's encoder describes.
 * @param parameters mean and logarithm of the variance, [1, 2 * channels, height, width]
 * @returns [1, channels, height, width]
 */
export function sampleLatents({ data, dims }: FloatTensor, random: NoiseSource): FloatTensor {
  const [rows = 1, channels = 2, ...size] = dims;
  const count = (channels / 2) * sizeOf(size);
  const noise = random.normal(rows * count);
  const sample = new Float32Array(rows * count);
  for (let row = 0; row < rows; row++) {
    for (let index = 0; index < count; index++) {
      const logVariance = Math.min(20, Math.max(-30, data[(2 * row + 1) * count + index] ?? 0));
      const deviation = Math.fround(Math.exp(Math.fround(0.5 * logVariance)));
      sample[row * count + index] =
        (data[2 * row * count + index] ?? 0) + deviation * (noise[row * count + index] ?? 0);
    }
  }
  return { data: sample, dims: [rows, channels / 2, ...size] };
}
