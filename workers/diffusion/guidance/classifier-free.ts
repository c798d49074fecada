/**
 * Whether a run asks the U-Net with and without the prompt: above scale 1, unless the model was distilled with its
 * guidance and takes the scale as an input.
 * @param condition of the model's facts
 */
export const isGuided = (scale: number, condition: unknown): boolean => scale > 1 && condition === null;

/**
 * Classifier-free guidance (Ho and Salimans 2022): away from what the model says without the prompt, towards what it says
 * with it.
 * @param scale 1 is the prediction with the prompt
 * @param rescale from 0 to 1, see {@link rescaleNoise}
 * @param images how many images the predictions hold
 */
export function guide(
  unconditional: Float32Array,
  conditional: Float32Array,
  { scale, rescale, images }: { scale: number; rescale: number; images: number },
): Float32Array {
  const guided = unconditional.map((value, index) => value + scale * ((conditional[index] ?? 0) - value));
  if (rescale > 0) rescaleNoise(guided, conditional, rescale, images);
  return guided;
}

/**
 * Brings the standard deviation of each guided image back to that of the unguided one, as far as `rescale` says (Lin et al.
 * 2023, section 3.4; diffusers' `rescale_noise_cfg`). Changes `guided` in place.
 */
function rescaleNoise(guided: Float32Array, conditional: Float32Array, rescale: number, images: number): void {
  const size = guided.length / images;
  for (let image = 0; image < images; image++) {
    const part = guided.subarray(image * size, (image + 1) * size);
    const ratio = deviation(conditional.subarray(image * size, (image + 1) * size)) / deviation(part);
    const factor = rescale * ratio + (1 - rescale);
    for (let index = 0; index < part.length; index++) part[index] = (part[index] ?? 0) * factor;
  }
}

/** Standard deviation of a sample (n - 1), as torch computes it by default. */
function deviation(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}
