import type { Raster } from './raster';

/** Pillow's filters: value at x, and how far from 0 they reach. */
interface Filter {
  support: number;
  weight(x: number): number;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
export const LANCZOS: Filter = { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) };
export const BICUBIC: Filter = {
  support: 2,
  weight(x) {
    const a = -0.5;
    const d = Math.abs(x);
    if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
    return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
  },
};

/** The part of a picture that is read: left, top, right, bottom. It may have no width or height. */
export type Box = readonly [number, number, number, number];

interface Taps {
  from: number;
  weights: Int32Array;
}

/** Fixed-point bits of Pillow's weights. */
const BITS = 22;

/**
 * `Image.resize` of Pillow, bit for bit: weights in fixed point, first along rows, then along columns, 8 bits in between.
 * @param box the part of the picture to read, all of it by default
 */
export function resample(raster: Raster, width: number, height: number, filter: Filter, box?: Box): Raster {
  const [left, top, right, bottom] = box ?? [0, 0, raster.width, raster.height];
  let result = raster;
  if (width !== raster.width || left !== 0 || right !== width) {
    result = alongRows(result, width, tapsOf(raster.width, left, right, width, filter));
  }
  if (height !== raster.height || top !== 0 || bottom !== height) {
    result = alongColumns(result, height, tapsOf(raster.height, top, bottom, height, filter));
  }
  return result;
}

function tapsOf(size: number, from: number, to: number, count: number, { support, weight }: Filter): Taps[] {
  const scale = (to - from) / count;
  const filterScale = Math.max(1, scale);
  const reach = support * filterScale;
  return Array.from({ length: count }, (_, index) => {
    const center = from + (index + 0.5) * scale;
    const first = Math.max(0, Math.trunc(center - reach + 0.5));
    const end = Math.min(size, Math.trunc(center + reach + 0.5));
    const raw = Array.from({ length: end - first }, (_, tap) => weight((tap + first - center + 0.5) / filterScale));
    const sum = raw.reduce((total, value) => total + value, 0);
    const fixed = raw.map((value) => {
      const scaled = (sum === 0 ? value : value / sum) * 2 ** BITS;
      return Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    });
    return { from: first, weights: Int32Array.from(fixed) };
  });
}

const clip = (sum: number): number => Math.min(255, Math.max(0, Math.floor(sum / 2 ** BITS)));

function alongRows({ width, height, channels, data }: Raster, count: number, taps: readonly Taps[]): Raster {
  const result = new Uint8Array(count * height * channels);
  for (let y = 0; y < height; y++) {
    for (const [x, { from, weights }] of taps.entries()) {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 2 ** (BITS - 1);
        for (let tap = 0; tap < weights.length; tap++) {
          sum += (data[(y * width + from + tap) * channels + channel] ?? 0) * (weights[tap] ?? 0);
        }
        result[(y * count + x) * channels + channel] = clip(sum);
      }
    }
  }
  return { width: count, height, channels, data: result };
}

function alongColumns({ width, channels, data }: Raster, count: number, taps: readonly Taps[]): Raster {
  const stride = width * channels;
  const result = new Uint8Array(count * stride);
  for (const [y, { from, weights }] of taps.entries()) {
    for (let at = 0; at < stride; at++) {
      let sum = 2 ** (BITS - 1);
      for (let tap = 0; tap < weights.length; tap++)
        sum += (data[(from + tap) * stride + at] ?? 0) * (weights[tap] ?? 0);
      result[y * stride + at] = clip(sum);
    }
  }
  return { width, height: count, channels, data: result };
}
