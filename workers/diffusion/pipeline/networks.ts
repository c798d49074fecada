import type { ClipTokenizer } from '../prompt/clip-tokenizer';
import type { SchedulerConfig } from '../schedulers/scheduler';
import type { FloatTensor } from '../tensor';

/** What is known of a model before anything runs. */
export interface DiffusionFacts {
  /** scheduler_config.json. */
  scheduler: SchedulerConfig;
  /** Of the U-Net's input: 4, or 9 for inpainting. */
  unetChannels: number;
  latentChannels: number;
  /** How many pixels wide and high a latent is: 8. */
  factor: number;
  scalingFactor: number;
  shiftFactor: number;
  /** Width of `timestep_cond`; null where the U-Net has no such input, and takes guidance in the usual way. */
  condition: number | null;
}

/** What AutoencoderKL's encoder gives is drawn from; what others give are latents. */
export interface EncodedPicture {
  gives: 'distribution' | 'latents';
  tensor: FloatTensor;
}

export type DiffusionPart = 'text_encoder' | 'unet' | 'vae_decoder' | 'vae_encoder';

/** The networks of a diffusion model. `checkpoint` is awaited before each forward pass. */
export interface DiffusionNetworks {
  facts: DiffusionFacts;
  tokenizer: ClipTokenizer;
  /** @returns [rows, tokens, width] @param skip layers left out at the end, or null */
  encodeText(
    ids: readonly (readonly number[])[],
    skip: number | null,
    checkpoint: () => Promise<void>,
  ): Promise<FloatTensor>;
  /** @param words [rows, tokens, width] @param condition [rows, width] @returns as `sample`, with the latents' channels */
  predict(
    input: { sample: FloatTensor; timestep: number; words: FloatTensor; condition: FloatTensor | null },
    checkpoint: () => Promise<void>,
  ): Promise<FloatTensor>;
  /** @param latents of one image, unscaled @returns [1, 3, height, width], -1 to 1 */
  decode(latents: FloatTensor, checkpoint: () => Promise<void>): Promise<FloatTensor>;
  /** @param picture [1, 3, height, width], -1 to 1 */
  encode(picture: FloatTensor, checkpoint: () => Promise<void>): Promise<EncodedPicture>;
  /** Says that a part is not needed any more in this run. */
  done(part: DiffusionPart): Promise<void>;
}
