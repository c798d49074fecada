import { describe, expect, it } from 'vitest';
import { TorchGenerator } from '../random/torch-generator';
import type { FloatTensor } from '../tensor';
import goldens from './goldens/distribution.json';
import { sampleLatents } from './latent-distribution';
import { inTiles, tileStarts } from './tiles';

it('draws latents as DiagonalGaussianDistribution does', () => {
  const parameters = { data: Float32Array.from(goldens.parameters), dims: [1, 8, 2, 3] };
  const { data, dims } = sampleLatents(parameters, new TorchGenerator(goldens.seed));
  expect(dims).toEqual(goldens.shape);
  for (const [index, value] of goldens.sample.entries()) expect((data[index] ?? 0) / value).toBeCloseTo(1, 4);
});

describe('tiles', () => {
  it('cover all there is and overlap as they should', () => {
    for (const size of [65, 100, 128, 300]) {
      const starts = tileStarts(size, { tile: 64, overlap: 16 });
      expect(starts[0]).toBe(0);
      expect((starts.at(-1) ?? 0) + 64).toBe(size);
      for (const [index, start] of starts.slice(1).entries())
        expect(start - (starts[index] ?? 0)).toBeLessThanOrEqual(48);
    }
  });
  it('are none where one is enough', () => expect(tileStarts(64, { tile: 64, overlap: 16 })).toEqual([0]));

  const input: FloatTensor = {
    data: Float32Array.from({ length: 2 * 40 * 56 }, (_, index) => Math.sin(index / 7) + Math.cos(index / 91)),
    dims: [1, 2, 40, 56],
  };
  /** A network that sees its neighbours, doubles the size and knows nothing beyond its edges. */
  const blurred = (reach: number) => async (tile: FloatTensor) => {
    const [, channels = 0, height = 0, width = 0] = tile.dims;
    const data = new Float32Array(channels * height * width * 4);
    for (let index = 0; index < data.length; index++) {
      const [x, y] = [Math.floor((index % (2 * width)) / 2), Math.floor(Math.floor(index / (2 * width)) / 2) % height];
      const plane = Math.floor(index / (4 * width * height)) * width * height;
      for (let d = -reach; d <= reach; d++) {
        const column = x + d;
        if (column >= 0 && column < width)
          data[index] = (data[index] ?? 0) + (tile.data[plane + y * width + column] ?? 0);
      }
    }
    return { data, dims: [1, channels, 2 * height, 2 * width] };
  };

  it('give what the whole gives where no tile sees an edge', async () => {
    const whole = await blurred(0)(input);
    const tiled = await inTiles(input, { tile: 16, overlap: 6, scale: 2 }, blurred(0));
    expect(tiled.dims).toEqual(whole.dims);
    for (const [index, value] of whole.data.entries()) expect(tiled.data[index]).toBeCloseTo(value, 5);
  });

  it('leave no seam: where edges are seen, they have next to no weight', async () => {
    const whole = await blurred(1)(input);
    const tiled = await inTiles(input, { tile: 16, overlap: 8, scale: 2 }, blurred(1));
    const worst = Math.max(...whole.data.map((value, index) => Math.abs(value - (tiled.data[index] ?? 0))));
    expect(worst).toBeGreaterThan(0);
    expect(worst).toBeLessThan(0.2);
  });

  it('shrink, too, beginning where a number of the output begins', async () => {
    const halved = async (tile: FloatTensor) => {
      const [, channels = 0, height = 0, width = 0] = tile.dims;
      const data = new Float32Array((channels * height * width) / 4);
      for (let index = 0; index < data.length; index++) {
        const [x, y] = [index % (width / 2), Math.floor(index / (width / 2))];
        data[index] = tile.data[2 * y * width + 2 * x] ?? 0;
      }
      return { data, dims: [1, channels, height / 2, width / 2] };
    };
    const whole = await halved(input);
    const tiled = await inTiles(input, { tile: 16, overlap: 6, scale: 0.5 }, halved);
    expect(tiled.dims).toEqual([1, 2, 20, 28]);
    for (const [index, value] of whole.data.entries()) expect(tiled.data[index]).toBeCloseTo(value, 5);
  });
});
