import type { Raster } from './raster';
import { BICUBIC, type Box, LANCZOS, resample } from './resample';

/** How a picture of another shape is brought to a size, as diffusers' VaeImageProcessor calls it. */
export type ResizeMode = 'default' | 'crop' | 'fill';

/** A picture at a size, as `VaeImageProcessor.resize`: stretched, filled and cut, or shown whole with stretched edges. */
export function fitPicture(raster: Raster, width: number, height: number, mode: ResizeMode): Raster {
  if (mode === 'default') return resample(raster, width, height, LANCZOS);
  const ratio = width / height;
  const own = raster.width / raster.height;
  const keepsWidth = mode === 'crop' ? ratio > own : ratio < own;
  const keepsHeight = mode === 'crop' ? ratio <= own : ratio >= own;
  const scaled = resample(
    raster,
    keepsWidth ? width : Math.floor((raster.width * height) / raster.height),
    keepsHeight ? height : Math.floor((raster.height * width) / raster.width),
    LANCZOS,
  );
  const result: Raster = {
    width,
    height,
    channels: raster.channels,
    data: new Uint8Array(width * height * raster.channels),
  };
  const left = Math.floor(width / 2) - Math.floor(scaled.width / 2);
  const top = Math.floor(height / 2) - Math.floor(scaled.height / 2);
  paste(result, scaled, left, top);
  if (mode === 'fill' && ratio < own && top > 0) {
    paste(result, edge(scaled, width, top, [0, 0, width, 0]), 0, 0);
    paste(result, edge(scaled, width, top, [0, scaled.height, width, scaled.height]), 0, top + scaled.height);
  } else if (mode === 'fill' && ratio > own && left > 0) {
    paste(result, edge(scaled, left, height, [0, 0, 0, height]), 0, 0);
    paste(result, edge(scaled, left, height, [scaled.width, 0, scaled.width, height]), left + scaled.width, 0);
  }
  return result;
}

/** One edge of a picture, stretched: a box without width or height. */
const edge = (raster: Raster, width: number, height: number, box: Box): Raster =>
  resample(raster, width, height, BICUBIC, box);

function paste(onto: Raster, raster: Raster, left: number, top: number): void {
  const from = Math.max(0, -left);
  const to = Math.min(raster.width, onto.width - left);
  for (let y = Math.max(0, -top); y < Math.min(raster.height, onto.height - top); y++) {
    const row = raster.data.subarray(
      (y * raster.width + from) * raster.channels,
      (y * raster.width + to) * raster.channels,
    );
    onto.data.set(row, ((y + top) * onto.width + left + from) * onto.channels);
  }
}
