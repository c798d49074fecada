import { rasterOf } from '../image/picture-tensor';
import { decoderInput } from '../pipeline/generate';
import type { DiffusionFacts, DiffusionNetworks } from '../pipeline/networks';
import { TorchGenerator } from '../random/torch-generator';
import type { FloatTensor } from '../tensor';
import { type ColourProjection, fitColours, projectColours } from './latent-colours';

export interface PreviewPicture {
  width: number;
  height: number;
  /** RGBA. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** What the latents of Stable Diffusion 1 and 2 look like: red, green and blue of each of the four, and what is added. */
const STABLE_DIFFUSION: ColourProjection = [
  [0.3512, 0.325, -0.2829, -0.212, 0],
  [0.2297, 0.4974, 0.1762, -0.2616, 0],
  [0.3227, 0.235, 0.2721, -0.7177, 0],
];
const STABLE_DIFFUSION_SCALE = 0.18215;

const isStableDiffusion = ({ scalingFactor, latentChannels }: DiffusionFacts): boolean =>
  scalingFactor === STABLE_DIFFUSION_SCALE && latentChannels === 4;

/** One pixel for each latent, coloured by a linear projection. */
export function latentPreview(latents: FloatTensor, image: number, colours: ColourProjection): PreviewPicture {
  const [, , height = 0, width = 0] = latents.dims;
  return { width, height, pixels: projectColours(latents, image, colours) };
}

/** What the decoder makes of it. */
export async function decodedPreview(
  networks: DiffusionNetworks,
  latents: FloatTensor,
  image: number,
  checkpoint: () => Promise<void>,
): Promise<PreviewPicture> {
  const { width, height, data } = rasterOf(await networks.decode(decoderInput(networks, latents, image), checkpoint));
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    pixels.set(data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
  }
  return { width, height, pixels };
}

/** Sides of the patches and of the whole, in latents, that a projection is fitted to. */
const PATCH = 4;
const SIDE = 16;

/**
 * The projection of a model: known for Stable Diffusion's latents; else fitted to what its decoder makes of patches of
 * random latents.
 */
export async function coloursOf(
  networks: DiffusionNetworks,
  checkpoint: () => Promise<void>,
): Promise<ColourProjection> {
  const { facts } = networks;
  if (isStableDiffusion(facts)) return STABLE_DIFFUSION;
  const { latentChannels: channels } = facts;
  const patches = SIDE / PATCH;
  const random = new TorchGenerator(0).normal(channels * patches * patches);
  const data = new Float32Array(channels * SIDE * SIDE).map((_, index) => {
    const [channel, y, x] = [Math.floor(index / SIDE ** 2), Math.floor(index / SIDE) % SIDE, index % SIDE];
    return random[(channel * patches + Math.floor(y / PATCH)) * patches + Math.floor(x / PATCH)] ?? 0;
  });
  const latents = { data, dims: [1, channels, SIDE, SIDE] };
  const picture = await networks.decode(decoderInput(networks, latents, 0), checkpoint);
  return fitColours([{ latents, picture }]);
}
