import type { FloatTensor } from '../../diffusion/tensor';

/** For each token of the prompt, how much each region of the picture looks at it. */
export interface AttentionMaps {
  width: number;
  height: number;
  /** [tokens, height, width]; over all tokens each place sums to 1. */
  data: Float32Array;
}

/** Finer maps than this are averaged down to it: a map is looked at, not measured. */
const FINEST = 32;

/**
 * The mean of cross-attentions over heads and layers, as regions of the picture (Hertz et al. 2022, Tang et al. 2022).
 * @param layers [rows, heads, pixels, tokens] or [rows * heads, pixels, tokens] each, with pixels row by row
 * @param row the one that has the prompt
 * @param rows how many rows there were
 * @param latents height and width of the latents: their shape tells that of each layer's pixels
 * @param tokens how many of the first tokens are wanted
 * @returns null where no layer has the shape of a picture
 */
export function attentionMaps(
  layers: readonly FloatTensor[],
  { row, rows, latents, tokens }: { row: number; rows: number; latents: readonly [number, number]; tokens: number },
): AttentionMaps | null {
  const read = layers.flatMap((layer) => meanOverHeads(layer, row, rows, latents, tokens) ?? []);
  if (read.length === 0) return null;
  const height = Math.min(FINEST, Math.max(...read.map((map) => map.height)));
  const width = Math.min(FINEST, Math.max(...read.map((map) => map.width)));
  const data = new Float32Array(tokens * height * width);
  for (const map of read) {
    for (let token = 0; token < tokens; token++) addResized(data, map, token, height, width, 1 / read.length);
  }
  return { width, height, data };
}

function meanOverHeads(
  { data, dims }: FloatTensor,
  row: number,
  rows: number,
  [latentHeight, latentWidth]: readonly [number, number],
  tokens: number,
): AttentionMaps | null {
  const [pixels = 0, all = 0] = dims.slice(-2);
  const heads = data.length / (rows * pixels * all);
  const shrunk = Math.sqrt((latentHeight * latentWidth) / pixels);
  const [height, width] = [Math.ceil(latentHeight / shrunk), Math.ceil(latentWidth / shrunk)];
  if (!Number.isInteger(heads) || height * width !== pixels || all < tokens) return null;
  const mean = new Float32Array(tokens * pixels);
  for (let head = 0; head < heads; head++) {
    const from = (row * heads + head) * pixels * all;
    for (let pixel = 0; pixel < pixels; pixel++) {
      for (let token = 0; token < tokens; token++) {
        const place = token * pixels + pixel;
        mean[place] = (mean[place] ?? 0) + (data[from + pixel * all + token] ?? 0) / heads;
      }
    }
  }
  return { width, height, data: mean };
}

/** Adds one token's map in another size: each new place is the mean of the area that it covers. */
function addResized(
  sum: Float32Array,
  map: AttentionMaps,
  token: number,
  height: number,
  width: number,
  share: number,
): void {
  const own = token * map.height * map.width;
  for (let y = 0; y < height; y++) {
    const [top, bottom] = covered(y, height, map.height);
    for (let x = 0; x < width; x++) {
      const [left, right] = covered(x, width, map.width);
      let total = 0;
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) total += map.data[own + row * map.width + column] ?? 0;
      }
      const place = (token * height + y) * width + x;
      sum[place] = (sum[place] ?? 0) + (share * total) / ((bottom - top) * (right - left));
    }
  }
}

const covered = (index: number, count: number, size: number): [number, number] => {
  const from = Math.floor((index * size) / count);
  return [from, Math.max(from + 1, Math.floor(((index + 1) * size) / count))];
};
