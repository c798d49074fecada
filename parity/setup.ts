import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { vi } from 'vitest';
import { opaque } from '../workers/diffusion/image/raster';
import type { FileStore } from '../workers/runtime/file-store';
import { fileOf } from './model-hosts';
import { decodePng } from './png';

// transformers.js looks here for Node, where it would want onnxruntime-node instead of the WebAssembly of browsers.
Object.defineProperty(process, 'release', { value: { ...process.release, name: 'browser' } });

// `?url` imports are the build's; here ONNX Runtime's files are read from the disk.
vi.mock('../workers/runtime/ort-files', () => {
  const folder = path.dirname(createRequire(import.meta.url).resolve('onnxruntime-web'));
  const file = (name: string) => pathToFileURL(path.join(folder, name)).href;
  return {
    hasJspi: () => false,
    ortWasmPaths: () => ({ mjs: file('ort-wasm-simd-threaded.mjs'), wasm: file('ort-wasm-simd-threaded.wasm') }),
    wasmThreads: () => 1,
  };
});

// Browsers decode pictures; here the PNG files of the goldens are enough.
vi.mock('../workers/runtime/decode-picture', () => ({
  decodePicture: async (blob: Blob) => opaque(decodePng(new Uint8Array(await blob.arrayBuffer()))),
}));

vi.stubGlobal('fetch', readModelFile);
vi.stubGlobal('caches', { open: async () => store });

const REPOSITORY = path.join(import.meta.dirname, '..');

/** Answers the app's downloads from the folders of the models. */
async function readModelFile(address: string | URL): Promise<Response> {
  const file = fileOf(String(address));
  if (!file) throw new TypeError(`a test must not reach ${address}`);
  try {
    const bytes = await readFile(path.join(REPOSITORY, file));
    return new Response(new Uint8Array(bytes), { headers: { 'content-length': String(bytes.length) } });
  } catch {
    return new Response(null, { status: 404 });
  }
}

/** Cache Storage as far as the app uses it. Node's own `Response.clone()` sometimes never ends, so bodies are kept. */
const kept = new Map<string, { body: ArrayBuffer; status: number; headers: Headers }>();
const store: FileStore = {
  async match(key) {
    const entry = kept.get(key);
    return entry && new Response(entry.body, { status: entry.status, headers: entry.headers });
  },
  async put(key, response) {
    kept.set(key, { body: await response.arrayBuffer(), status: response.status, headers: response.headers });
  },
  delete: async (key) => kept.delete(key),
};
