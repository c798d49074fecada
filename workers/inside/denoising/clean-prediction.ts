import { originalOf, type PredictionType } from '../../diffusion/schedulers/prediction';
import type { NoiseLevel, SchedulerConfig } from '../../diffusion/schedulers/scheduler';

/**
 * The latents without their noise, as far as one output of the U-Net tells. Any scheduler's samples will do: they are
 * brought to variance 1 first, for which v is meant.
 * @param latents signal * picture + noise * random
 * @param output of the U-Net, as long as `latents`
 */
export function cleanPrediction(
  latents: Float32Array,
  output: Float32Array,
  level: NoiseLevel,
  type: PredictionType,
): Float32Array {
  if (type === 'flow_prediction') return originalOf(type, level, output, latents);
  const norm = Math.hypot(level.signal, level.noise);
  const scaled = { signal: level.signal / norm, noise: level.noise / norm };
  return originalOf(
    type,
    scaled,
    output,
    latents.map((value) => value / norm),
  );
}

/** What a scheduler's config says of the model's outputs; epsilon where it says nothing. */
export function predictionType(config: SchedulerConfig): PredictionType {
  if (String(config._class_name).startsWith('FlowMatch')) return 'flow_prediction';
  const { prediction_type: type } = config;
  return type === 'sample' || type === 'v_prediction' || type === 'flow_prediction' ? type : 'epsilon';
}

/**
 * Where the prompt changed what the U-Net says: the root mean square over the channels of the difference of two outputs.
 * @param size height * width
 * @returns [height, width]
 */
export function differenceMap(a: Float32Array, b: Float32Array, size: number): Float32Array {
  const channels = a.length / size;
  return Float32Array.from({ length: size }, (_, place) => {
    let squares = 0;
    for (let channel = 0; channel < channels; channel++) {
      const index = channel * size + place;
      squares += ((a[index] ?? 0) - (b[index] ?? 0)) ** 2;
    }
    return Math.sqrt(squares / channels);
  });
}
