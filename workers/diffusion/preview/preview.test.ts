import { expect, it } from 'vitest';
import { TorchGenerator } from '../random/torch-generator';
import { fitColours, projectColours } from './latent-colours';

it('finds the projection that a decoder is, and shows it', () => {
  const [channels, side, factor] = [4, 6, 2];
  const latents = { data: new TorchGenerator(0).normal(channels * side * side), dims: [1, channels, side, side] };
  const truth = [
    [0.3, -0.2, 0.1, 0, 0.05],
    [0, 0.4, 0, -0.1, 0],
    [-0.3, 0, 0.2, 0.1, -0.2],
  ];
  const colourAt = (colour: number, cell: number) =>
    (truth[colour] ?? []).reduce(
      (sum, weight, channel) =>
        sum + weight * (channel < channels ? (latents.data[channel * side * side + cell] ?? 0) : 1),
      0,
    );
  const size = side * factor;
  const data = Float32Array.from({ length: 3 * size * size }, (_, index) => {
    const [x, y] = [index % size, Math.floor(index / size) % size];
    return colourAt(Math.floor(index / size ** 2), Math.floor(y / factor) * side + Math.floor(x / factor));
  });
  const fitted = fitColours([{ latents, picture: { data, dims: [1, 3, size, size] } }]);
  for (const [row, weights] of truth.entries()) {
    for (const [column, weight] of weights.entries()) expect(fitted[row]?.[column]).toBeCloseTo(weight, 4);
  }
  const pixels = projectColours(latents, 0, fitted);
  expect(pixels).toHaveLength(4 * side * side);
  expect(pixels[3]).toBe(255);
  expect(Math.abs((pixels[0] ?? 0) - (colourAt(0, 0) / 2 + 0.5) * 255)).toBeLessThanOrEqual(1);
});

it('is not upset by a channel that is always the same', () => {
  const latents = { data: Float32Array.of(1, 2, 3, 4, 7, 7, 7, 7), dims: [1, 2, 2, 2] };
  const picture = { data: Float32Array.of(1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4), dims: [1, 3, 2, 2] };
  for (const weight of fitColours([{ latents, picture }]).flat()) expect(weight).toSatisfy(Number.isFinite);
});
