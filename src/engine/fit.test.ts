import { describe, expect, it } from 'vitest';
import type { Capabilities } from '../contract/capabilities';
import type { Dtype } from '../contract/model';
import type { ModelDescription } from '../contract/model-store';
import { type FitRequest, judgeFit } from './fit';

const gpu = (features: string[], limits: Record<string, number> = {}): Capabilities => ({
  webgpu: {
    adapter: { vendor: 'acme', architecture: '', device: '', description: '' },
    software: false,
    features,
    limits,
  },
  webgpuReason: null,
  wasm: { simd: true, threads: 4, jspi: true },
  crossOriginIsolated: true,
  storage: { usage: 0, quota: 1e12, persisted: false },
});
const CPU: Capabilities = { ...gpu([]), webgpu: null, webgpuReason: 'The browser has none.' };
const F16 = gpu(['shader-f16'], { maxBufferSize: 4e9, maxStorageBufferBindingSize: 4e9 });

/** A model with one graph per dtype, or a small graph with the rest beside it. */
function model(sizes: Partial<Record<Dtype, number>>, { external = false } = {}): ModelDescription {
  const dtypes = Object.entries(sizes) as [Dtype, number][];
  return {
    model: {
      id: 'a/b',
      source: 'hub',
      revision: 'main',
      baseUrl: 'https://hub.test/a/b/resolve/main/',
      files: [{ path: 'config.json', bytes: 1000 }],
      weights: dtypes.map(([dtype, bytes]) => ({
        dtype,
        files: external
          ? [
              { path: `onnx/model_${dtype}.onnx`, bytes: 1e6 },
              { path: `onnx/model_${dtype}.onnx_data`, bytes: bytes - 1e6 },
            ]
          : [{ path: `onnx/model_${dtype}.onnx`, bytes }],
      })),
    },
    about: { pipelineTag: null, library: null, licence: null, architecture: null, gated: false },
    dtypes: dtypes.map(([dtype, bytes]) => ({ dtype, bytes: bytes + 1000, missing: bytes + 1000 })),
  };
}

const judge = (description: ModelDescription, rest: Partial<FitRequest> = {}) =>
  judgeFit({
    description,
    device: 'auto',
    dtype: 'auto',
    capabilities: CPU,
    space: { usage: 0, quota: 1e12, persisted: false, kind: 'opfs' },
    deviceMemory: 8,
    ...rest,
  });

describe('judgeFit', () => {
  it('names what the ladder would choose', () => {
    const sizes = model({ fp32: 400e6, fp16: 200e6, q8: 100e6 });
    expect(judge(sizes)).toMatchObject({ chosen: { device: 'wasm', dtype: 'q8' }, verdict: 'runs', smaller: null });
    expect(judge(sizes, { capabilities: F16 }).chosen).toEqual({ device: 'webgpu', dtype: 'fp16' });
    expect(judge(sizes, { capabilities: gpu([]) }).chosen).toEqual({ device: 'webgpu', dtype: 'fp32' });
    expect(judge(sizes, { dtype: 'fp32' }).chosen).toEqual({ device: 'wasm', dtype: 'fp32' });
  });

  it('says why a pinned device or dtype cannot be', () => {
    expect(judge(model({ q8: 1e6 }), { device: 'webgpu' })).toMatchObject({
      chosen: null,
      verdict: 'fails',
      reasons: ['WebGPU was asked for, but it is not there. The browser has none.'],
    });
    const pinned = judge(model({ fp16: 2e6, q8: 1e6 }), { capabilities: gpu([]), device: 'webgpu', dtype: 'fp16' });
    expect(pinned.reasons[0]).toContain('shader-f16');
    expect(pinned).toMatchObject({ verdict: 'fails', smaller: 'q8' });
    expect(pinned.dtypes.map(({ dtype, verdict }) => [dtype, verdict])).toEqual([
      ['fp16', 'fails'],
      ['q8', 'runs'],
    ]);
  });

  it('knows that WASM ends at 4 GB, and offers what fits', () => {
    const fit = judge(model({ fp32: 8e9, q8: 2.2e9, q4: 1.2e9 }, { external: true }));
    expect(fit).toMatchObject({ chosen: { device: 'wasm', dtype: 'q8' }, verdict: 'fails', smaller: 'q4' });
    expect(fit.reasons).toEqual(['It needs about 4.5 GB of memory, and WASM has 4 GB at most.']);
    expect(fit.dtypes.find(({ dtype }) => dtype === 'q4')).toMatchObject({ verdict: 'runs', memory: 2.55e9 });
  });

  it('refuses a graph that protobuf cannot hold, unless its weights lie beside it', () => {
    expect(judge(model({ fp16: 2.5e9 }), { capabilities: F16 })).toMatchObject({ verdict: 'fails', smaller: null });
    expect(judge(model({ fp16: 2.5e9 }, { external: true }), { capabilities: F16 }).verdict).toBe('runs');
  });

  it('doubts a file that is larger than a buffer of the GPU', () => {
    const small = gpu(['shader-f16'], { maxBufferSize: 268435456, maxStorageBufferBindingSize: 134217728 });
    const fit = judge(model({ fp16: 200e6, q4f16: 60e6 }), { capabilities: small });
    expect(fit).toMatchObject({ chosen: { device: 'webgpu', dtype: 'fp16' }, verdict: 'risky', smaller: 'q4f16' });
    expect(fit.reasons).toEqual(['This GPU takes tensors of up to 134 MB; the largest file has 200 MB.']);
  });

  it('falls back to WASM in its words for a dtype that the GPU cannot hold', () => {
    const fit = judge(model({ fp16: 1e6, q8: 1e6 }), { capabilities: gpu([]) });
    expect(fit.dtypes.find(({ dtype }) => dtype === 'fp16')?.rung).toEqual({ device: 'wasm', dtype: 'fp16' });
  });

  it('believes small memories, not the cap', () => {
    const large = model({ q8: 1.5e9 });
    expect(judge(large, { deviceMemory: 2 }).verdict).toBe('risky');
    expect(judge(large, { deviceMemory: 8 }).verdict).toBe('runs');
    expect(judge(large, { deviceMemory: null }).verdict).toBe('runs');
  });

  it('counts the bytes that storage lacks, of what is not here yet', () => {
    const space = { usage: 900e6, quota: 1e9, persisted: false, kind: 'opfs' } as const;
    const fit = judge(model({ q8: 250e6, q4: 80e6 }), { space });
    expect(fit).toMatchObject({ verdict: 'fails', smaller: 'q4' });
    expect(fit.spaceShort).toBe(250e6 + 1000 - 100e6);
    const here = model({ q8: 250e6 });
    const stored = { ...here, dtypes: here.dtypes.map((entry) => ({ ...entry, missing: 0 })) };
    expect(judge(stored, { space })).toMatchObject({ verdict: 'runs', spaceShort: 0 });
  });

  it('says when nothing can be kept', () => {
    const fit = judge(model({ q8: 1e6 }), { space: { usage: null, quota: null, persisted: false, kind: 'memory' } });
    expect(fit).toMatchObject({ verdict: 'risky', smaller: null });
  });

  it('judges a model of unknown sizes by what is known', () => {
    const unknown = model({ q8: 1e6 });
    const [weights] = unknown.model.weights;
    const fit = judge({
      ...unknown,
      model: { ...unknown.model, weights: weights ? [{ dtype: 'q8', files: [{ path: 'onnx/model.onnx' }] }] : [] },
      dtypes: [{ dtype: 'q8', bytes: null, missing: null }],
    });
    expect(fit).toMatchObject({ verdict: 'runs', spaceShort: 0 });
    expect(fit.dtypes[0]?.memory).toBeNull();
  });
});
