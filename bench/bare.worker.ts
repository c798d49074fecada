/// <reference types="vite/client" />
import { env, LogLevel, pipeline } from '@huggingface/transformers';
import { ortWasmPaths, wasmThreads } from '../workers/runtime/ort-files';
import type { BareReply, BareRequest, PipelineRequest } from './bare';
import { runUnet } from './bare-unet';

// The baseline: a worker with nothing but transformers.js, set up as its manual says, on the app's wasm and threads.
env.allowLocalModels = false;
env.remoteHost = `${self.location.origin}/models/`;
env.remotePathTemplate = '{model}/';
env.useWasmCache = false;
env.logLevel = LogLevel.ERROR;
const wasm = env.backends.onnx.wasm;
if (wasm) {
  wasm.wasmPaths = ortWasmPaths();
  wasm.numThreads = wasmThreads();
}

type Pipe = (...args: readonly unknown[]) => Promise<unknown>;

/** The one cast: which pipeline it is, and what it takes, is the case's affair. */
const open = ({ task, model, device, dtype }: PipelineRequest) =>
  pipeline(task as 'text-generation', model, { device, dtype: dtype as 'q8' }) as unknown as Promise<Pipe>;

const pipes = new Map<string, Promise<Pipe>>();

async function answer(request: BareRequest): Promise<BareReply> {
  try {
    if (request.kind === 'unet') return { value: await runUnet(request) };
    const { task, model, device, dtype, args } = request;
    const key = [task, model, device, dtype].join(' ');
    const opening = pipes.get(key) ?? open(request);
    pipes.set(key, opening);
    const pipe = await opening;
    return { value: await pipe(...args) };
  } catch (error) {
    return { error: String(error) };
  }
}

self.addEventListener('message', async ({ data }: MessageEvent<BareRequest>) => {
  self.postMessage(await answer(data));
});
