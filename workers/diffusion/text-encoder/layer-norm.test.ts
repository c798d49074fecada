import { expect, it } from 'vitest';
import { layerNorm } from './layer-norm';

it('normalizes each row, as torch.nn.LayerNorm', () => {
  const norm = { weight: Float32Array.of(1, 2, 1), bias: Float32Array.of(0, 0, 1), epsilon: 1e-5 };
  // torch.nn.functional.layer_norm(torch.tensor([[1., 2., 6.], [1., 5., 0.]]), (3,), weight, bias)
  const { data, dims } = layerNorm({ data: Float32Array.of(1, 2, 6, 1, 5, 0), dims: [1, 2, 3] }, norm);
  expect(dims).toEqual([1, 2, 3]);
  const expected = [-0.9258, -0.9258, 2.3887, -0.4629, 2.7775, 0.0742];
  for (const [index, value] of expected.entries()) expect(data[index]).toBeCloseTo(value, 3);
});
