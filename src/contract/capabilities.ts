/** What this browser can do, probed once in the worker, where models run. Plain JSON. */
export interface Capabilities {
  webgpu: {
    /** As much as the browser tells: vendor, architecture, device, description. */
    adapter: { vendor: string; architecture: string; device: string; description: string };
    /** A software adapter: correct, but slower than WASM. */
    software: boolean;
    features: string[];
    limits: Record<string, number>;
  } | null;
  /** Why `webgpu` is null, in one sentence. */
  webgpuReason: string | null;
  wasm: { simd: boolean; threads: number; jspi: boolean };
  crossOriginIsolated: boolean;
  /** Bytes, where the browser tells. */
  storage: { usage: number | null; quota: number | null; persisted: boolean };
}
