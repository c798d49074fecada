import type { DiffusionPart } from '../pipeline/networks';

/** What the memory of a run depends on. */
export interface MemoryNeeds {
  /** Bytes of the weights of each part; 0 for what is not used. */
  weights: Readonly<Record<DiffusionPart, number>>;
  /** Pixels. */
  width: number;
  height: number;
  factor: number;
  /** Rows that go through the U-Net at once: images, doubled by guidance. */
  rows: number;
  /** Channels of the U-Net's and the VAE's widest picture-sized layers. */
  unetChannels: number;
  vaeChannels: number;
  /** Attention heads at the highest resolution. */
  heads: number;
  /** Parts one after the other, rows one by one, tiles. */
  lowMemory: boolean;
}

const FLOAT_BYTES = 4;
/** Feature maps that are alive at once: skip connections of a U-Net, and input, output and one between in a decoder. */
const UNET_MAPS = 16;
const VAE_MAPS = 3;
const TILE = 64;

/** Bytes at the peak, roughly: weights, and the activations of the part that has the most. */
export function estimateMemory(needs: MemoryNeeds): number {
  const { weights, width, height, factor, lowMemory } = needs;
  const latents = (width / factor) * (height / factor);
  const rows = lowMemory ? 1 : needs.rows;
  const unet = FLOAT_BYTES * rows * latents * (UNET_MAPS * needs.unetChannels + 2 * needs.heads * latents);
  const seen = lowMemory ? Math.min(latents, TILE * TILE) : latents;
  const vae = FLOAT_BYTES * seen * (VAE_MAPS * needs.vaeChannels * factor * factor + seen);
  const parts = [
    weights.text_encoder,
    weights.unet + unet,
    weights.vae_decoder + vae,
    weights.vae_encoder > 0 ? weights.vae_encoder + vae : 0,
  ];
  if (lowMemory) return Math.max(...parts);
  const all = Object.values(weights).reduce((sum, bytes) => sum + bytes, 0);
  return all + Math.max(unet, vae);
}

/** The address space of WebAssembly with 32 bits. */
export const WASM_BYTES = 2 ** 32;
