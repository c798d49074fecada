import { env, LogLevel } from '@huggingface/transformers';
import { FailureError } from '../../src/contract/failure';
import type { ModelFiles } from './model-files';
import { ortWasmBinary, ortWasmPaths, wasmThreads } from './ort-files';

/** A host that cannot exist: every file that transformers.js asks for goes through {@link answer}. */
const HOST = 'https://model.invalid/';

interface Served {
  files: ModelFiles;
  /** Ends a load that waits for weights that are not there. */
  onMissing(error: FailureError): void;
}

const served = new Map<string, Served>();
let configured = false;

/**
 * Points transformers.js at our own files. It never touches the network: downloads, checks and storage belong to
 * the model store, and the library is handed what has been verified.
 * @throws what fetching ONNX Runtime's own file throws; another call tries again
 */
export async function configureTransformers(): Promise<void> {
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
    try {
      const binary = await ortWasmBinary();
      if (binary) wasm.wasmBinary = binary;
    } catch (error) {
      configured = false;
      throw error;
    }
  }
}

/**
 * Makes these the files that the library reads of a model.
 * @returns rejects when it asks for weights beside a graph that the model does not have: the library itself then waits
 *   for them for ever
 */
export function serveModelFiles(modelId: string, files: ModelFiles): Promise<never> {
  const missing = new Promise<never>((_, reject) => {
    served.set(modelId, { files, onMissing: reject });
  });
  // Nobody may be listening any more.
  missing.catch(() => {});
  return missing;
}

/** The text of one of a model's files; null where it has no such file. */
export async function readModelText(modelId: string, path: string): Promise<string | null> {
  return (await (await served.get(modelId)?.files.read(path))?.text()) ?? null;
}

export const libraryVersions = (): { transformers: string; onnxruntime: string } => ({
  transformers: env.version,
  onnxruntime: env.backends.onnx.versions?.web ?? env.backends.onnx.versions?.common ?? 'unknown',
});

async function answer(input: string | URL): Promise<Response> {
  const path = String(input).slice(HOST.length);
  const [owner, name, ...rest] = path.split('/');
  const model = served.get(`${owner}/${name}`);
  const file = rest.join('/');
  const response = await model?.files.read(file);
  if (!response && model && EXTERNAL_DATA.test(file)) {
    model.onMissing(noWeights(`${owner}/${name}`, file));
    // An answer would become an error that nobody catches; the worker ends with the load.
    return new Promise(() => {});
  }
  return response ?? new Response(null, { status: 404, statusText: 'Not Found' });
}

/** Weights beside a graph, in one file or in several. */
const EXTERNAL_DATA = /\.onnx[._]data(_\d+)?$/;

const noWeights = (modelId: string, path: string): FailureError =>
  new FailureError({
    code: 'model-incompatible',
    message: `The weights of ${modelId} should lie in ${path}, which it does not have.`,
    action: 'Choose another dtype or model; whoever uploaded this one left a file out.',
    remedy: 'use-starter-model',
    field: 'model',
    detail: `${path} is missing`,
  });
