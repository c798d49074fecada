import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { vi } from 'vitest';
import { opaque } from '../workers/diffusion/image/raster';
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
    ortWasmBinary: async () => null,
    wasmThreads: () => 1,
  };
});

// Browsers decode pictures; here the PNG files of the goldens are enough.
vi.mock('../workers/runtime/decode-picture', () => ({
  decodePicture: async (blob: Blob) => opaque(decodePng(new Uint8Array(await blob.arrayBuffer()))),
}));
