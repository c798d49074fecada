import type { TextEncoderConfig } from '../diffusion/contract/text-encoder-contract';
import type { UnetConfig } from '../diffusion/contract/unet-contract';
import type { VaeConfig } from '../diffusion/contract/vae-contract';
import type { SchedulerConfig } from '../diffusion/schedulers/scheduler';
import type { ModelFiles } from './model-files';

/** The configurations of a model in diffusers' layout; what is missing is empty. */
export interface DiffusionConfig {
  /** The class of the pipeline. */
  pipeline: string;
  scheduler: SchedulerConfig;
  textEncoder: TextEncoderConfig;
  unet: UnetConfig;
  vae: VaeConfig;
}

export async function readDiffusionConfig(files: ModelFiles): Promise<DiffusionConfig> {
  const read = async <T extends object>(component: string, name = 'config.json'): Promise<Partial<T>> =>
    ((await (await files.read(`${component}/${name}`))?.json()) ?? {}) as Partial<T>;
  const vae = { ...(await read<VaeConfig>('vae')), ...(await read<VaeConfig>('vae_decoder')) };
  const index = (await (await files.read('model_index.json'))?.json()) as { _class_name?: string } | undefined;
  return {
    pipeline: index?._class_name ?? '',
    scheduler: await read('scheduler', 'scheduler_config.json'),
    textEncoder: await read('text_encoder'),
    unet: await read('unet'),
    vae,
  };
}

/** Stable Diffusion's, where a configuration does not say. */
const DEFAULTS = { factor: 8, scalingFactor: 0.18215, sampleSize: 64 } as const;

/** What latents are multiplied by, and how many pixels wide one is. */
export function latentFacts({ vae }: DiffusionConfig): { factor: number; scalingFactor: number; shiftFactor: number } {
  const tiny = vae._class_name === 'AutoencoderTiny';
  const channels = vae.block_out_channels ?? vae.encoder_block_out_channels;
  return {
    factor: channels ? 2 ** (channels.length - 1) : DEFAULTS.factor,
    scalingFactor: vae.scaling_factor ?? (tiny ? 1 : DEFAULTS.scalingFactor),
    shiftFactor: vae.shift_factor ?? 0,
  };
}

/** The size that the model was made for, in latents. */
export function ownSize({ unet }: DiffusionConfig): { width: number; height: number } {
  const { sample_size: size = DEFAULTS.sampleSize } = unet;
  return typeof size === 'number' ? { width: size, height: size } : { height: size[0], width: size[1] };
}
