import type { ConfigReader } from './config-reader.ts';
import { clamp, divide } from './vector.ts';

const { fround } = Math;

/** What a class does with the picture that the model foresees, before it goes on from it. */
export interface OriginalLimits {
  /** Dynamic thresholding, or null. */
  threshold: { ratio: number; maximum: number } | null;
  /** Clipping to -range and range, or null. Thresholding comes first where both are on. */
  clip: number | null;
}

/** Reads `thresholding`, `dynamic_thresholding_ratio` and `sample_max_value`. */
export function readThreshold(reader: ConfigReader): OriginalLimits['threshold'] {
  const ratio = reader.number('dynamic_thresholding_ratio', 0.995);
  const maximum = reader.number('sample_max_value', 1);
  return reader.boolean('thresholding', false) ? { ratio, maximum } : null;
}

/** Reads `clip_sample` and `clip_sample_range`. */
export function readClip(reader: ConfigReader, missing: boolean): number | null {
  const range = reader.number('clip_sample_range', 1);
  return reader.boolean('clip_sample', missing) ? range : null;
}

/** @param batchSize how many images the sample holds; each is thresholded by itself */
export function limitOriginal(original: Float32Array, limits: OriginalLimits, batchSize: number): Float32Array {
  if (limits.threshold) return dynamicThreshold(original, limits.threshold, batchSize);
  return limits.clip === null ? original : clamp(original, limits.clip);
}

/**
 * Dynamic thresholding, Saharia et al. 2022 (Imagen): what is beyond a high quantile of an image's absolute values is cut
 * off, and the rest scaled back to -1 and 1.
 * @param ratio the quantile, from 0 to 1
 * @param maximum what the quantile is held below; at least 1
 */
export function dynamicThreshold(
  sample: Float32Array,
  { ratio, maximum }: { ratio: number; maximum: number },
  batchSize: number,
): Float32Array {
  const result = new Float32Array(sample.length);
  const length = sample.length / batchSize;
  for (let start = 0; start < sample.length; start += length) {
    const image = sample.subarray(start, start + length);
    const limit = Math.min(maximum, Math.max(1, quantile(image.map(Math.abs).sort(), ratio)));
    result.set(divide(clamp(image, fround(limit)), limit), start);
  }
  return result;
}

/** torch.quantile, linear, of sorted numbers. */
function quantile(sorted: Float32Array, ratio: number): number {
  const rank = fround(fround(ratio) * (sorted.length - 1));
  const low = sorted[Math.floor(rank)] ?? 0;
  const high = sorted[Math.ceil(rank)] ?? low;
  return fround(low + fround(rank - Math.floor(rank)) * fround(high - low));
}
