import type { Device } from '../src/contract/model';

/** A pipeline of transformers.js, or the U-Net of a diffusion model in ONNX Runtime itself. */
export type BareRequest = PipelineRequest | UnetRequest;

export interface UnetRequest {
  kind: 'unet';
  model: string;
  device: Device;
  runs: number;
}

export interface PipelineRequest {
  kind: 'pipeline';
  task: string;
  model: string;
  device: Device;
  dtype: string;
  /** What the transformers.js pipeline is called with. */
  args: readonly unknown[];
}

export type BareReply = { value: unknown } | { error: string };

const worker = new Worker(new URL('./bare.worker.ts', import.meta.url), { type: 'module' });

/** One message to the bare worker and one back. One call at a time. */
export function runBare(request: BareRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onMessage = ({ data }: MessageEvent<BareReply>) => {
      worker.removeEventListener('error', onError);
      if ('error' in data) reject(new Error(`bare transformers.js: ${data.error}`));
      else resolve(data.value);
    };
    const onError = (event: ErrorEvent) => {
      worker.removeEventListener('message', onMessage);
      reject(new Error(`the bare worker: ${event.message || 'its script could not be loaded'}`));
    };
    worker.addEventListener('message', onMessage, { once: true });
    worker.addEventListener('error', onError, { once: true });
    worker.postMessage(request);
  });
}
