import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SCHEDULER_CHOICES } from '../src/lib/infotext/samplers';
import { opaque, type Raster } from '../workers/diffusion/image/raster';
import type { SchedulerConfig } from '../workers/diffusion/schedulers/scheduler';
import { decodePng } from './png';

/** The first numbers of a tensor, and what all are like. */
export interface GoldenTensor {
  shape: number[];
  values: number[];
  mean: number;
  std: number;
}

/** One run of a pipeline of diffusers; parity/diffusion/README.md says what is in it. */
export interface DiffusionCase {
  name: string;
  model: string;
  pipeline: string;
  scheduler: SchedulerConfig | null;
  seeds: number[];
  arguments: {
    prompt: string | string[];
    negative_prompt?: string;
    num_inference_steps?: number;
    guidance_scale?: number;
    guidance_rescale?: number;
    strength?: number;
    eta?: number;
    clip_skip?: number;
    width?: number;
    height?: number;
    num_images_per_prompt?: number;
    original_inference_steps?: number;
    timesteps?: number[];
    sigmas?: number[];
  };
  image?: string;
  mask_image?: string;
  expected: {
    images: string[];
    timesteps: number[];
    input_ids: number[][];
    prompt_embeds: GoldenTensor;
    timestep_cond?: GoldenTensor;
    image_latents?: GoldenTensor;
    mask?: GoldenTensor;
    masked_image_latents?: GoldenTensor;
    /** Not of the pipelines of latent consistency models. */
    start?: GoldenTensor;
    steps: number[][];
    latents: GoldenTensor;
  };
}

const FOLDER = path.join(import.meta.dirname, 'diffusion/goldens');

/** The tiny models are as on the Hub; `scenes` is the starter. */
export const modelId = (model: string): string => (model === 'scenes' ? 'loupe/scenes' : `diffusion/${model}`);

/** None where there are no goldens. */
export function readCases(model: string): DiffusionCase[] {
  const file = path.join(FOLDER, `${model}.json`);
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: DiffusionCase[] }).cases;
}

export const readPicture = (file: string): Raster => decodePng(readFileSync(path.join(FOLDER, file)));

export function meanDifference(a: Raster, b: Raster): number {
  if (a.width !== b.width || a.height !== b.height) throw new Error('two sizes');
  const [x, y] = [opaque(a), opaque(b)];
  let sum = 0;
  for (const [index, value] of x.data.entries()) sum += Math.abs(value - (y.data[index] ?? 0));
  return sum / x.data.length;
}

/** The bytes of one of the goldens' files. */
export const readGoldenFile = (file: string): Buffer => readFileSync(path.join(FOLDER, file));

/** The choice of a form that makes this config; null where there is none. */
function choiceOf({ scheduler }: DiffusionCase): string | null {
  if (!scheduler) return 'default';
  const { _class_name, ...options } = scheduler;
  const sorted = (of: object) => JSON.stringify(Object.entries(of).sort());
  const same = SCHEDULER_CHOICES.filter((choice) => sorted(choice.options) === sorted(options));
  return same.find(({ className }) => className === _class_name)?.value ?? null;
}

/** A golden as a task is asked for it; pictures by their files. */
export interface TaskRequest {
  task: 'text-to-image' | 'image-to-image';
  input: Record<string, unknown>;
  files: { image?: string; mask_image?: string };
}

/**
 * What a form can ask for: one prompt, seeds that follow one another, no timesteps of one's own. Of its two pipelines for
 * pictures, a latent consistency model uses its own.
 * @returns null for what it cannot
 */
export function taskRequestOf(golden: DiffusionCase): TaskRequest | null {
  const { model, arguments: given, seeds, pipeline, image, mask_image } = golden;
  const { prompt, num_images_per_prompt = 1, timesteps, sigmas, original_inference_steps, ...parameters } = given;
  const scheduler = choiceOf(golden);
  const batch = num_images_per_prompt > 1 && (seeds.length === 1 || image !== undefined);
  const other = model === 'lcm' && pipeline === 'StableDiffusionImg2ImgPipeline';
  if (typeof prompt !== 'string' || timesteps || sigmas || original_inference_steps || batch || other || !scheduler)
    return null;
  const common = {
    prompt,
    ...parameters,
    num_images: num_images_per_prompt,
    seed: seeds[0],
    scheduler,
    prompt_syntax: 'plain',
  };
  if (image === undefined) return { task: 'text-to-image', input: common, files: {} };
  const { width, height } = readPicture(image);
  const size = mask_image ? {} : { width, height };
  const strength = given.strength ?? (mask_image ? 1 : 0.8);
  return {
    task: 'image-to-image',
    input: { ...size, ...common, strength, resize_mode: 'default' },
    files: { image, ...(mask_image ? { mask_image } : {}) },
  };
}
