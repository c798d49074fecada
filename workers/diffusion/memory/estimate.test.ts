import { expect, it } from 'vitest';
import { estimateMemory, type MemoryNeeds, WASM_BYTES } from './estimate';

/** Stable Diffusion 1.x with half the U-Net, in float32. */
const needs: MemoryNeeds = {
  weights: { text_encoder: 492e6, unet: 1719e6, vae_decoder: 198e6, vae_encoder: 0 },
  width: 512,
  height: 512,
  factor: 8,
  rows: 2,
  unetChannels: 320,
  vaeChannels: 128,
  heads: 8,
  lowMemory: false,
};

it('does not fit into WebAssembly, unless parts and rows take turns', () => {
  expect(estimateMemory(needs)).toBeGreaterThan(WASM_BYTES);
  expect(estimateMemory({ ...needs, lowMemory: true })).toBeLessThan(WASM_BYTES);
});

it('grows with the picture, and in low-memory mode only as the U-Net does', () => {
  const large = { ...needs, width: 1024, height: 1024 };
  const decoder = { unet: 0, text_encoder: 0, vae_encoder: 0, vae_decoder: 198e6 };
  expect(estimateMemory(large)).toBeGreaterThan(1.5 * estimateMemory(needs));
  const only = (from: MemoryNeeds) =>
    estimateMemory({ ...from, weights: decoder, unetChannels: 0, heads: 0, lowMemory: true });
  expect(only(large)).toBe(only(needs));
});
