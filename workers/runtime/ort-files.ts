// ONNX Runtime's own files, served by us. `?url` copies each into the build with a hash; nothing comes from a CDN.
import asyncifyMjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import asyncifyWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import jspiMjs from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import jspiWasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import plainMjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';

const FILES = {
  /** JavaScript Promise Integration: the smallest and fastest build with WebGPU. */
  jspi: { mjs: jspiMjs, wasm: jspiWasm },
  /** WebGPU without JSPI: ten megabytes larger. */
  asyncify: { mjs: asyncifyMjs, wasm: asyncifyWasm },
  /** No WebGPU at all. */
  plain: { mjs: plainMjs, wasm: plainWasm },
} as const;

export const hasJspi = (): boolean => 'Suspending' in WebAssembly;

/** Absolute addresses of the build that this browser wants. Both must be set: threads load the `.mjs` again. */
export function ortWasmPaths(): { mjs: string; wasm: string } {
  const variant = hasJspi() ? 'jspi' : 'gpu' in navigator ? 'asyncify' : 'plain';
  const absolute = (url: string) => new URL(url, self.location.href).href;
  return { mjs: absolute(FILES[variant].mjs), wasm: absolute(FILES[variant].wasm) };
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
