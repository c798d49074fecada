import { env, LogLevel } from '@huggingface/transformers';
import type { ModelFiles } from './model-files';
import { ortWasmPaths, wasmThreads } from './ort-files';

/** A host that cannot exist: every file that transformers.js asks for goes through {@link answer}. */
const HOST = 'https://model.invalid/';

const served = new Map<string, ModelFiles>();
let configured = false;

/**
 * Points transformers.js at our own files. It never touches the network: downloads, checks and storage belong to
 * model-files.ts, and the library is handed what has been verified.
 */
export function configureTransformers(): void {
  if (configured) return;
  configured = true;
  env.allowLocalModels = false;
  env.allowRemoteModels = true;
  env.remoteHost = HOST;
  env.remotePathTemplate = '{model}/';
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.logLevel = LogLevel.ERROR;
  env.fetch = answer;
  const wasm = env.backends.onnx.wasm;
  if (wasm) {
    wasm.wasmPaths = ortWasmPaths();
    wasm.numThreads = wasmThreads();
  }
}

export function serveModelFiles(modelId: string, files: ModelFiles): void {
  served.set(modelId, files);
}

/** The text of one of a model's files; null where it has no such file. */
export async function readModelText(modelId: string, path: string): Promise<string | null> {
  return (await (await served.get(modelId)?.read(path))?.text()) ?? null;
}

export const libraryVersions = (): { transformers: string; onnxruntime: string } => ({
  transformers: env.version,
  onnxruntime: env.backends.onnx.versions?.web ?? env.backends.onnx.versions?.common ?? 'unknown',
});

async function answer(input: string | URL): Promise<Response> {
  const path = String(input).slice(HOST.length);
  const [owner, name, ...rest] = path.split('/');
  const response = await served.get(`${owner}/${name}`)?.read(rest.join('/'));
  return response ?? new Response(null, { status: 404, statusText: 'Not Found' });
}
