import type { Capabilities } from '../../src/contract/capabilities';
import { hasJspi, wasmThreads } from './ort-files';

/** Limits that decide whether a model fits an adapter. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** A module with one SIMD instruction (i32x4.splat): it validates only where SIMD exists. */
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 17, 11,
]);

/** Asks the browser what models can run on. Never throws: what cannot be had is null, with the reason. */
export async function probeCapabilities(): Promise<Capabilities> {
  const [gpu, storage] = await Promise.all([probeWebgpu(), probeStorage()]);
  return {
    ...gpu,
    wasm: { simd: WebAssembly.validate(SIMD_MODULE), threads: wasmThreads(), jspi: hasJspi() },
    crossOriginIsolated: self.crossOriginIsolated,
    storage,
  };
}

async function probeWebgpu(): Promise<Pick<Capabilities, 'webgpu' | 'webgpuReason'>> {
  if (!('gpu' in navigator)) return { webgpu: null, webgpuReason: 'This browser has no WebGPU.' };
  try {
    const answer = navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    const adapter = await Promise.race([answer, silence(ADAPTER_LIMIT_MS)]);
    if (adapter === SILENT) return { webgpu: null, webgpuReason: 'The browser does not answer for its GPU.' };
    if (!adapter) return { webgpu: null, webgpuReason: 'The browser offers no GPU adapter.' };
    const { vendor, architecture, device, description } = adapter.info;
    return {
      webgpu: {
        adapter: { vendor, architecture, device, description },
        software: adapter.info.isFallbackAdapter || /swiftshader|llvmpipe|warp/i.test(`${architecture} ${description}`),
        features: [...adapter.features].sort(),
        limits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
      },
      webgpuReason: null,
    };
  } catch (error) {
    return { webgpu: null, webgpuReason: `The GPU adapter could not be had: ${String(error)}` };
  }
}

/** A driver that hangs must not hang the probe. */
const ADAPTER_LIMIT_MS = 4000;
const SILENT = Symbol('silent');
const silence = (ms: number): Promise<typeof SILENT> => new Promise((resolve) => setTimeout(resolve, ms, SILENT));

async function probeStorage(): Promise<Capabilities['storage']> {
  try {
    const [estimate, persisted] = await Promise.all([navigator.storage.estimate(), navigator.storage.persisted()]);
    return { usage: estimate.usage ?? null, quota: estimate.quota ?? null, persisted };
  } catch {
    return { usage: null, quota: null, persisted: false };
  }
}
