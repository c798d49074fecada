import type { DenoisingStep } from '../contract/denoising-steps';
import type { DiffusionDetails } from './diffusion-result';

export interface DenoisingDetails extends DiffusionDetails {
  steps: DenoisingStep[];
  /** The tokens of the prompt as the U-Net hears them, begin and end included; padding is left out. */
  prompt_tokens: string[];
}
