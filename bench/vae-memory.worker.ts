/// <reference types="vite/client" />
import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import { rasterOf } from '../workers/diffusion/image/picture-tensor';
import { TorchGenerator } from '../workers/diffusion/random/torch-generator';
import type { FloatTensor } from '../workers/diffusion/tensor';
import { inTiles } from '../workers/diffusion/vae/tiles';
import { ortWasmPaths } from '../workers/runtime/ort-files';

export type VaeMemoryReply = { bytes: number; pixels: Uint8Array } | { error: string };

const MODEL = '/models/loupe/scenes/vae_decoder/model.onnx';
const SIDE = 128;

// ONNX Runtime makes its memory itself: what it makes is kept an eye on.
const memories: WebAssembly.Memory[] = [];
const Original = WebAssembly.Memory;
WebAssembly.Memory = new Proxy(Original, {
  construct(target, args: ConstructorParameters<typeof Original>) {
    const memory = new target(...args);
    memories.push(memory);
    return memory;
  },
});
const used = (): number => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

async function decode(mode: 'whole' | 'tiled'): Promise<VaeMemoryReply> {
  env.wasm.wasmPaths = ortWasmPaths();
  env.wasm.numThreads = 1;
  const bytes = new Uint8Array(await (await fetch(MODEL)).arrayBuffer());
  const session = await InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  const before = used();
  const latents = { data: new TorchGenerator(0).normal(4 * SIDE * SIDE), dims: [1, 4, SIDE, SIDE] };
  const run = async ({ data, dims }: FloatTensor): Promise<FloatTensor> => {
    const { sample } = await session.run({ latent_sample: new Tensor('float32', data, [...dims]) });
    if (!sample) throw new Error('the decoder gave no sample');
    const picture = { data: Float32Array.from(sample.data as Float32Array), dims: sample.dims };
    sample.dispose();
    return picture;
  };
  const picture =
    mode === 'whole' ? await run(latents) : await inTiles(latents, { tile: 64, overlap: 16, scale: 8 }, run);
  return { bytes: used() - before, pixels: Uint8Array.from(rasterOf(picture).data) };
}

self.addEventListener('message', async ({ data }: MessageEvent<'whole' | 'tiled'>) => {
  const reply = await decode(data).catch((error): VaeMemoryReply => ({ error: String(error) }));
  self.postMessage(reply);
});
