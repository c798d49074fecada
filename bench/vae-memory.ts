import type { VaeMemoryReply } from './vae-memory.worker';

/** What the decoder takes for a picture of 1024x1024, whole and in tiles, and how far the two pictures are apart. */
export async function vaeMemory() {
  const whole = await decodeIn('whole');
  const tiled = await decodeIn('tiled');
  let sum = 0;
  for (const [index, value] of whole.pixels.entries()) sum += Math.abs(value - (tiled.pixels[index] ?? 0));
  return {
    whole: whole.bytes,
    tiled: tiled.bytes,
    ratio: tiled.bytes / whole.bytes,
    difference: sum / whole.pixels.length,
  };
}

/** In a worker of its own: memory of WebAssembly never shrinks. */
function decodeIn(mode: 'whole' | 'tiled'): Promise<Extract<VaeMemoryReply, { pixels: Uint8Array }>> {
  const worker = new Worker(new URL('./vae-memory.worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.addEventListener('message', ({ data }: MessageEvent<VaeMemoryReply>) => {
      worker.terminate();
      if ('error' in data) reject(new Error(`the VAE, ${mode}: ${data.error}`));
      else resolve(data);
    });
    worker.postMessage(mode);
  });
}
