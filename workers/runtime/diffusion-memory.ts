import { type Failure, FailureError } from '../../src/contract/failure';
import type { Device } from '../../src/contract/model';
import { estimateMemory, WASM_BYTES } from '../diffusion/memory/estimate';
import { latentFacts } from './diffusion-config';
import { type DiffusionModel, weightBytes } from './diffusion-model';

export interface PictureNeeds {
  width: number;
  height: number;
  /** Images, doubled by guidance. */
  rows: number;
  lowMemory: boolean;
}

/** Bytes that a run needs at its peak, roughly. */
export function memoryFor(model: Pick<DiffusionModel, 'files' | 'config'>, needs: PictureNeeds): number {
  const { unet, vae } = model.config;
  const { attention_head_dim: heads } = unet as { attention_head_dim?: number | readonly number[] };
  return estimateMemory({
    ...needs,
    weights: weightBytes(model),
    factor: latentFacts(model.config).factor,
    unetChannels: unet.block_out_channels?.[0] ?? 320,
    vaeChannels: vae.block_out_channels?.[0] ?? 128,
    heads: (typeof heads === 'number' ? heads : heads?.[0]) ?? 8,
  });
}

/**
 * Says before anything is loaded that it cannot fit.
 * @throws FailureError out-of-memory
 */
export function checkMemory(
  model: Pick<DiffusionModel, 'files' | 'config' | 'id'>,
  needs: PictureNeeds,
  device: Device,
): number {
  const bytes = memoryFor(model, needs);
  if (device === 'wasm' && bytes > WASM_BYTES) throw new FailureError(tooMuch(model, needs, bytes));
  return bytes;
}

export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

function tooMuch(model: Pick<DiffusionModel, 'files' | 'config' | 'id'>, needs: PictureNeeds, bytes: number): Failure {
  const less = memoryFor(model, { ...needs, lowMemory: true });
  const helps = !needs.lowMemory && less <= WASM_BYTES;
  return {
    code: 'out-of-memory',
    message: `${model.id} needs about ${gigabytes(bytes)} for ${needs.width}x${needs.height}; WebAssembly has 4.3 GB at most.`,
    action: helps
      ? `Switch \`low_memory\` on (about ${gigabytes(less)}), or use WebGPU.`
      : 'Choose a smaller picture or a smaller model, or use WebGPU.',
    field: helps ? 'low_memory' : 'model',
  };
}
