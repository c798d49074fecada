/** A small picture: RGBA, `4 * width * height` bytes. */
export interface StepPixels {
  width: number;
  height: number;
  pixels: Uint8ClampedArray;
}

/** One number for each place of the latents, row by row. */
export interface StepMap {
  width: number;
  height: number;
  data: Float32Array;
}

/** What there is to see of one run of the U-Net. */
export interface DenoisingStep {
  /** From 1. */
  step: number;
  timestep: number;
  /** Noise over picture, before the step; Infinity where nothing is left of the picture. */
  sigma: number;
  /** The share of the variance that is picture, before the step. */
  alpha: number;
  /** The latents before the step: [channels, height, width], and as colours. */
  latents: StepMap;
  noisy: StepPixels;
  /** The finished picture, as far as this step tells: with guidance, and without it what each prompt alone tells. */
  predicted: StepPixels;
  /** With the prompt alone; null where there is no guidance, and `predicted` is this. */
  conditional: StepPixels | null;
  /** With the negative prompt alone. */
  unconditional: StepPixels | null;
  /** Where the prompt changed the U-Net's output: root mean square over the channels of the difference. */
  difference: StepMap | null;
  /** For each of `prompt_tokens`, how much each region looks at it: [tokens, height, width]; null where unseen. */
  attention: StepMap | null;
}

/** One scheduler's way from noise to picture; the numbers of {@link DenoisingStep} before each run of the model. */
export interface ScheduleCurve {
  scheduler: string;
  timesteps: number[];
  sigmas: number[];
  alphas: number[];
}
