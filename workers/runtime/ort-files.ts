/// <reference path="./gzip-url.d.ts" />
// ONNX Runtime's own files, served by us. `?url` copies each into the build with a hash; nothing comes from a CDN.
import asyncifyMjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
// Uncompressed it has 26.9 MB, and some hosts take no file of more than 25 MiB.
import asyncifyGzip from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?gzip-url';
import jspiMjs from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import jspiWasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import plainMjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { fetchGzipped } from './fetch-gzipped';

const FILES = {
  /** JavaScript Promise Integration: the smallest and fastest build with WebGPU. */
  jspi: { mjs: jspiMjs, wasm: jspiWasm },
  /** WebGPU without JSPI: ten megabytes larger. */
  asyncify: { mjs: asyncifyMjs, wasm: asyncifyGzip },
  /** No WebGPU at all. */
  plain: { mjs: plainMjs, wasm: plainWasm },
} as const;

export const hasJspi = (): boolean => 'Suspending' in WebAssembly;

const variant = (): keyof typeof FILES => (hasJspi() ? 'jspi' : 'gpu' in navigator ? 'asyncify' : 'plain');

/** Absolute addresses of the build that this browser wants. Both must be set: threads load the `.mjs` again. */
export function ortWasmPaths(): { mjs: string; wasm: string } {
  const { mjs, wasm } = FILES[variant()];
  const absolute = (url: string) => new URL(url, self.location.href).href;
  return { mjs: absolute(mjs), wasm: absolute(wasm) };
}

/**
 * The WebAssembly itself where it comes compressed; null where ONNX Runtime fetches it.
 * @throws TypeError without a network, Error where the host does not have the file
 */
export async function ortWasmBinary(): Promise<ArrayBuffer | null> {
  return variant() === 'asyncify' ? fetchGzipped(ortWasmPaths().wasm) : null;
}

/**
 * Threads for the WASM device: one without cross-origin isolation (no SharedArrayBuffer), else all cores of a small
 * machine and half of a large one, where the other half are usually hyper-threads.
 */
export function wasmThreads(): number {
  if (!self.crossOriginIsolated) return 1;
  const cores = navigator.hardwareConcurrency || 1;
  return Math.min(8, cores <= 4 ? cores : Math.ceil(cores / 2));
}
