import type { FloatTensor } from '../tensor';
import { solveLeastSquares } from './least-squares';

/** For each of red, green and blue: a weight for each latent channel, and what is added. From -1 to 1, as pictures. */
export type ColourProjection = readonly (readonly number[])[];

/**
 * The best linear guess of a picture from its latents, by least squares over pairs of both.
 * @param latents [1, channels, height, width]
 * @param picture [1, 3, height * factor, width * factor], -1 to 1
 */
export function fitColours(pairs: readonly { latents: FloatTensor; picture: FloatTensor }[]): ColourProjection {
  const rows: number[][] = [];
  const colours: number[][] = [[], [], []];
  for (const { latents, picture } of pairs) {
    const [, channels = 0, height = 0, width = 0] = latents.dims;
    const means = [0, 1, 2].map((channel) => cellMeans(picture, channel, height, width));
    for (let cell = 0; cell < height * width; cell++) {
      const row = Array.from({ length: channels }, (_, channel) => latents.data[channel * height * width + cell] ?? 0);
      rows.push([...row, 1]);
      for (const [channel, list] of colours.entries()) list.push(means[channel]?.[cell] ?? 0);
    }
  }
  return colours.map((target) => solveLeastSquares(rows, target));
}

/** Means of one channel over the pixels of each latent. */
function cellMeans({ data, dims }: FloatTensor, channel: number, rows: number, columns: number): Float32Array {
  const [, , height = 0, width = 0] = dims;
  const [down, across] = [height / rows, width / columns];
  const means = new Float32Array(rows * columns);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cell = Math.floor(y / down) * columns + Math.floor(x / across);
      means[cell] = (means[cell] ?? 0) + (data[(channel * height + y) * width + x] ?? 0) / (down * across);
    }
  }
  return means;
}

/** RGBA of one image of latents, one pixel for each latent. */
export function projectColours(
  { data, dims }: FloatTensor,
  image: number,
  colours: ColourProjection,
): Uint8ClampedArray<ArrayBuffer> {
  const [, channels = 0, height = 0, width = 0] = dims;
  const size = height * width;
  const pixels = new Uint8ClampedArray(size * 4);
  for (let cell = 0; cell < size; cell++) {
    for (const [colour, weights] of colours.entries()) {
      let value = weights[channels] ?? 0;
      for (let channel = 0; channel < channels; channel++) {
        value += (weights[channel] ?? 0) * (data[(image * channels + channel) * size + cell] ?? 0);
      }
      pixels[cell * 4 + colour] = (value / 2 + 0.5) * 255;
    }
    pixels[cell * 4 + 3] = 255;
  }
  return pixels;
}
