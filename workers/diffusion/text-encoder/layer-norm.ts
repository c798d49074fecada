import type { FloatTensor } from '../tensor';

export interface LayerNorm {
  weight: Float32Array;
  bias: Float32Array;
  epsilon: number;
}

/** Layer normalization over the last axis, as `torch.nn.LayerNorm`. */
export function layerNorm({ data, dims }: FloatTensor, { weight, bias, epsilon }: LayerNorm): FloatTensor {
  const width = weight.length;
  const result = new Float32Array(data.length);
  for (let row = 0; row < data.length; row += width) {
    let sum = 0;
    for (let index = 0; index < width; index++) sum += data[row + index] ?? 0;
    const mean = sum / width;
    let squares = 0;
    for (let index = 0; index < width; index++) squares += ((data[row + index] ?? 0) - mean) ** 2;
    const scale = 1 / Math.sqrt(squares / width + epsilon);
    for (let index = 0; index < width; index++) {
      result[row + index] = ((data[row + index] ?? 0) - mean) * scale * (weight[index] ?? 1) + (bias[index] ?? 0);
    }
  }
  return { data: result, dims };
}
