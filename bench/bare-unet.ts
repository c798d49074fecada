import { InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import type { UnetRequest } from './bare';

const sessions = new Map<string, Promise<InferenceSession>>();

/** Milliseconds of one run of a U-Net with both prompts, the first run left out: all that a denoising step must cost. */
export async function runUnet({ model, device, runs }: UnetRequest): Promise<number> {
  const folder = `/models/${model}/unet/`;
  const {
    sample_size: side,
    in_channels: channels,
    cross_attention_dim: width,
  } = await (await fetch(`${folder}config.json`)).json();
  const key = `${model} ${device}`;
  const opening = sessions.get(key) ?? open(`${folder}model.onnx`, device);
  sessions.set(key, opening);
  const session = await opening;
  const random = (length: number) => Float32Array.from({ length }, (_, index) => Math.sin(index * 12.9898) * 1.5);
  const words = session.inputMetadata.find(({ name }) => name === 'encoder_hidden_states');
  const length = words?.isTensor && typeof words.shape[1] === 'number' ? words.shape[1] : 32;
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const feeds = {
      sample: new Tensor('float32', random(2 * channels * side * side), [2, channels, side, side]),
      timestep: new Tensor('float32', [999 - run], [1]),
      encoder_hidden_states: new Tensor('float32', random(2 * length * width), [2, length, width]),
    };
    const start = performance.now();
    const { out_sample: output } = await session.run(feeds);
    await output?.getData();
    times.push(performance.now() - start);
  }
  return times.slice(1).reduce((sum, time) => sum + time, 0) / (times.length - 1);
}

async function open(url: string, device: string): Promise<InferenceSession> {
  return InferenceSession.create(new Uint8Array(await (await fetch(url)).arrayBuffer()), {
    executionProviders: [device],
  });
}
