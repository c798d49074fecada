import type { FloatTensor } from '../tensor';

export interface Tiling {
  /** Side of a tile, in numbers of the input. */
  tile: number;
  /** How far tiles reach into one another. */
  overlap: number;
  /** How much larger (above 1) or smaller the output is than the input. */
  scale: number;
}

/** Where the tiles of one axis begin: as few as cover it, spread evenly. */
export function tileStarts(size: number, { tile, overlap }: Pick<Tiling, 'tile' | 'overlap'>, step = 1): number[] {
  if (size <= tile) return [0];
  const count = Math.ceil((size - overlap) / (tile - overlap));
  return Array.from({ length: count }, (_, index) =>
    index === count - 1 ? size - tile : Math.floor((index * (size - tile)) / (count - 1) / step) * step,
  );
}

/**
 * Runs a network over a picture [1, channels, height, width] in overlapping tiles. Where tiles overlap, the weight of each
 * falls off linearly towards its edge, so that no seam is left: of a network without normalization over the whole picture
 * (AutoencoderTiny) nothing changes that is further from an edge than it can see, and the differences of GroupNorm from
 * tile to tile (AutoencoderKL) are spread out, as in diffusers' `tiled_decode`.
 * @param run the network; called for one tile after the other
 */
export async function inTiles(
  input: FloatTensor,
  tiling: Tiling,
  run: (tile: FloatTensor) => Promise<FloatTensor>,
): Promise<FloatTensor> {
  const [, , height = 0, width = 0] = input.dims;
  if (height <= tiling.tile && width <= tiling.tile) return run(input);
  const { scale } = tiling;
  // Encoders shrink: tiles must begin where a number of the output begins.
  const step = scale < 1 ? Math.round(1 / scale) : 1;
  const size = { height: Math.round(height * scale), width: Math.round(width * scale) };
  let sum: Float32Array | null = null;
  let channels = 0;
  const weights = new Float32Array(size.height * size.width);
  for (const top of tileStarts(height, tiling, step)) {
    for (const left of tileStarts(width, tiling, step)) {
      const bottom = Math.min(height, top + tiling.tile);
      const right = Math.min(width, left + tiling.tile);
      const tile = await run(cut(input, top, left, bottom, right));
      channels = tile.dims[1] ?? 0;
      sum ??= new Float32Array(channels * size.height * size.width);
      const down = ramp(top, bottom, height, tiling);
      const across = ramp(left, right, width, tiling);
      addTile(sum, weights, size, tile, Math.round(top * scale), Math.round(left * scale), down, across);
    }
  }
  const plane = weights.length;
  const data = (sum ?? new Float32Array(0)).map((value, index) => value / (weights[index % plane] ?? 1));
  return { data, dims: [1, channels, size.height, size.width] };
}

function cut({ data, dims }: FloatTensor, top: number, left: number, bottom: number, right: number): FloatTensor {
  const [, channels = 0, height = 0, width = 0] = dims;
  const rows = bottom - top;
  const columns = right - left;
  const part = new Float32Array(channels * rows * columns);
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < rows; y++) {
      const from = (channel * height + top + y) * width + left;
      part.set(data.subarray(from, from + columns), (channel * rows + y) * columns);
    }
  }
  return { data: part, dims: [1, channels, rows, columns] };
}

/** The weight of each number of a tile's output along one axis: 1 inside, falling towards edges that another tile covers. */
function ramp(from: number, to: number, size: number, { overlap, scale }: Tiling): Float32Array {
  const length = Math.round((to - from) * scale);
  const reach = overlap * scale;
  return Float32Array.from({ length }, (_, index) => {
    const rising = from === 0 ? 1 : (index + 0.5) / reach;
    const falling = to === size ? 1 : (length - index - 0.5) / reach;
    return Math.min(1, rising, falling);
  });
}

function addTile(
  sum: Float32Array,
  weights: Float32Array,
  size: { height: number; width: number },
  tile: FloatTensor,
  top: number,
  left: number,
  down: Float32Array,
  across: Float32Array,
): void {
  const channels = tile.dims[1] ?? 0;
  for (let y = 0; y < down.length; y++) {
    for (let x = 0; x < across.length; x++) {
      const weight = (down[y] ?? 0) * (across[x] ?? 0);
      const place = (top + y) * size.width + left + x;
      weights[place] = (weights[place] ?? 0) + weight;
      for (let channel = 0; channel < channels; channel++) {
        const at = channel * weights.length + place;
        sum[at] = (sum[at] ?? 0) + weight * (tile.data[(channel * down.length + y) * across.length + x] ?? 0);
      }
    }
  }
}
