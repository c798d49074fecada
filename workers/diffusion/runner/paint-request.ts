import type { FailureError } from '../../../src/contract/failure';
import { inputFailure } from '../../input-failure';
import type { ResizeMode } from '../image/fit-picture';
import type { Raster } from '../image/raster';
import type { GeneratorDevice } from '../latents/batch-generator';
import type { SchedulerConfig } from '../schedulers/scheduler';

/** The parameters that text-to-image and image-to-image have in common, as their definitions spell them. */
export interface PaintParameters {
  negative_prompt: string;
  num_inference_steps: number;
  guidance_scale: number;
  eta: number;
  guidance_rescale: number;
  seed: number | null;
  generator_device: GeneratorDevice;
  prompt_syntax: 'plain' | 'weighted';
  clip_skip: number | null;
  low_memory: boolean;
  preview: 'latent' | 'vae' | 'none';
  width: number | null;
  height: number | null;
  num_images: number;
}

/** What a run is to paint. */
export interface PaintRequest {
  prompt: string;
  parameters: PaintParameters;
  /** A class, and what it changes of the model's scheduler_config.json; null for the model's own. */
  scheduler: { className: string; options: SchedulerConfig } | null;
  initial: { image: Raster; mask: Raster | null; strength: number; resizeMode: ResizeMode } | null;
}

/** Fails for a parameter, with a sentence that goes on after its name. */
export const refuse = (name: string, problem: string): FailureError =>
  inputFailure('parameter-invalid', name, `\`${name}\` ${problem}.`, `Change \`${name}\` and run again.`);

/** Of image i: each can be made again alone. Seeds begin anew behind the largest. */
export const seedsOf = ({ seed, num_images: count }: PaintParameters): number[] =>
  Array.from({ length: count }, (_, image) => ((seed ?? 0) + image) % 2 ** 32);

/** The whole config of the scheduler that is asked for, as `from_config` of diffusers makes it. */
export const schedulerConfig = (
  own: SchedulerConfig,
  { scheduler }: Pick<PaintRequest, 'scheduler'>,
): SchedulerConfig =>
  scheduler
    ? { ...own, ...scheduler.options, _class_name: scheduler.className }
    : { _class_name: 'PNDMScheduler', ...own };
