import { maskedPicture, nearest } from '../image/picture-tensor';
import type { BatchGenerator } from '../latents/batch-generator';
import type { NoiseSource, Scheduler } from '../schedulers/scheduler';
import { concatRows, type FloatTensor, repeatRow, sizeOf } from '../tensor';
import { sampleLatents } from '../vae/latent-distribution';
import type { DiffusionNetworks } from './networks';

/** A picture to begin with. */
export interface InitialPicture {
  /** [1, 3, height, width], -1 to 1. */
  picture: FloatTensor;
  /** [1, 1, height, width] of zeros and ones, where only a part is painted anew. */
  mask: FloatTensor | null;
  strength: number;
}

export interface Inpainting {
  /** Whether latents are blended after each step; a U-Net with nine channels sees mask and picture instead. */
  blends: boolean;
  /** Latents of the picture; null where nothing needs them. */
  image: FloatTensor | null;
  noise: Float32Array;
  /** [1, 1, height, width] of latents. */
  mask: FloatTensor;
  /** Latents of the picture without the masked part. */
  masked: FloatTensor;
}

/** The latents that the loop begins with, and what inpainting needs on the way. */
export interface Start {
  /** [images, channels, height, width]. */
  latents: FloatTensor;
  inpainting: Inpainting | null;
  /** The latents of the picture before noise. */
  encoded: FloatTensor | null;
}

interface StartRequest {
  networks: DiffusionNetworks;
  scheduler: Scheduler;
  random: BatchGenerator;
  /** Of the latents. */
  dims: readonly [number, number, number, number];
  checkpoint(): Promise<void>;
}

/** Noise alone, as much as the schedule begins with. */
export function startFromNoise({ scheduler, random, dims }: StartRequest): Start {
  const latents = scaled(random.normal(sizeOf(dims)), scheduler.initNoiseSigma);
  return { latents: { data: latents, dims }, inpainting: null, encoded: null };
}

/** The picture with noise for `timestep`, as StableDiffusionImg2ImgPipeline draws it. */
export async function startFromPicture(
  request: StartRequest,
  { picture }: InitialPicture,
  timestep: number,
): Promise<Start> {
  const { networks, scheduler, random, dims, checkpoint } = request;
  const encoded = await networks.encode(picture, checkpoint);
  // One generator draws once for all images; of a list each draws for its own.
  const rows = Array.from({ length: random.count }, (_, image) => drawn(networks, encoded, random.of(image)));
  const image = rows.length === 1 && rows[0] ? repeatRow(rows[0], dims[0]) : concatRows(rows);
  const noise = random.normal(sizeOf(dims));
  return { latents: { data: scheduler.addNoise(image.data, noise, timestep), dims }, inpainting: null, encoded: image };
}

/** Noise, the picture and the picture without the masked part, in the order of StableDiffusionInpaintPipeline. */
export async function startInpainting(
  request: StartRequest,
  { picture, strength }: InitialPicture,
  mask: FloatTensor,
  timestep: number,
): Promise<Start> {
  const { networks, scheduler, random, dims, checkpoint } = request;
  const blends = networks.facts.unetChannels === networks.facts.latentChannels;
  const [images, , height, width] = dims;
  const draw = async (tensor: FloatTensor) => {
    const row = drawn(networks, await networks.encode(tensor, checkpoint), random.first);
    return repeatRow(row, images);
  };
  const image = blends || strength < 1 ? await draw(picture) : null;
  const noise = random.normal(sizeOf(dims));
  const latents =
    strength < 1 && image ? scheduler.addNoise(image.data, noise, timestep) : scaled(noise, scheduler.initNoiseSigma);
  const masked = await draw(maskedPicture(picture, mask));
  return {
    latents: { data: latents, dims },
    inpainting: { blends, image, noise, mask: nearest(mask, height, width), masked },
    encoded: image,
  };
}

/** The latents of an encoded picture, as the U-Net knows them. */
function drawn(
  { facts }: DiffusionNetworks,
  { gives, tensor }: { gives: string; tensor: FloatTensor },
  random: NoiseSource,
) {
  const latents = gives === 'distribution' ? sampleLatents(tensor, random) : tensor;
  const { scalingFactor, shiftFactor } = facts;
  return { ...latents, data: latents.data.map((value) => (value - shiftFactor) * scalingFactor) };
}

const scaled = (values: Float32Array, factor: number): Float32Array => values.map((value) => value * factor);
