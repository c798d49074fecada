import { expect, it } from 'vitest';
import { attentionMaps } from './attention-maps';

/** Softmaxes by hand: `rows` rows, `heads` heads, each pixel's own distribution over `tokens` tokens. */
function layer(rows: number, heads: number, pixels: number, tokens: number, weight: (...at: number[]) => number) {
  const data = new Float32Array(rows * heads * pixels * tokens);
  let place = 0;
  for (let row = 0; row < rows; row++)
    for (let head = 0; head < heads; head++)
      for (let pixel = 0; pixel < pixels; pixel++) {
        const weights = Array.from({ length: tokens }, (_, token) => weight(row, head, pixel, token));
        const sum = weights.reduce((total, value) => total + value, 0);
        for (const value of weights) data[place++] = value / sum;
      }
  return { data, dims: [rows, heads, pixels, tokens] };
}

const wanted = { row: 1, rows: 2, latents: [4, 8] as const, tokens: 3 };

it('takes the mean over heads and layers of the row with the prompt', () => {
  const fine = layer(2, 2, 32, 3, (row, head, pixel, token) => 1 + row * ((token * (pixel + 1) + head) % 5));
  const coarse = layer(2, 4, 8, 3, (row, head, pixel, token) => 1 + row * (token + pixel + head));
  const maps = attentionMaps([fine, coarse], wanted);
  expect(maps).toMatchObject({ width: 8, height: 4 });
  const at = (index: number) => maps?.data[index] ?? Number.NaN;
  // Every place still looks at all tokens together with weight 1.
  for (let place = 0; place < 32; place++) expect(at(place) + at(32 + place) + at(64 + place)).toBeCloseTo(1, 5);
  const meanOf = ({ data, dims }: typeof fine, heads: number, pixel: number, token: number) => {
    let sum = 0;
    for (let head = 0; head < heads; head++) {
      sum += data[((heads + head) * (dims[2] ?? 0) + pixel) * 3 + token] ?? 0;
    }
    return sum / heads;
  };
  const [y, x, token] = [3, 5, 2];
  const expected = (meanOf(fine, 2, y * 8 + x, token) + meanOf(coarse, 4, 1 * 4 + 2, token)) / 2;
  expect(at((token * 4 + y) * 8 + x)).toBeCloseTo(expected, 6);
});

it('reads heads that were laid into the batch, and averages what is finer than a map may be', () => {
  const flat = layer(2, 1, 64 * 64, 2, (_row, _head, pixel, token) => 1 + token * (pixel % 7));
  const maps = attentionMaps([{ data: flat.data, dims: [2, 64 * 64, 2] }], {
    row: 0,
    rows: 2,
    latents: [64, 64],
    tokens: 2,
  });
  expect(maps).toMatchObject({ width: 32, height: 32 });
  const whole = (data: Float32Array, from: number, to: number) => data.slice(from, to).reduce((sum, v) => sum + v, 0);
  expect(whole(maps?.data ?? new Float32Array(), 0, 2048)).toBeCloseTo(1024, 2);
});

it('passes over what has not the shape of the picture', () => {
  expect(attentionMaps([layer(2, 1, 7, 3, () => 1)], wanted)).toBeNull();
  expect(attentionMaps([layer(2, 1, 32, 2, () => 1)], wanted)).toBeNull();
});
