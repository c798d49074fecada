import { describe, expect, it } from 'vitest';
import type { Capabilities } from '../contract/capabilities';
import type { Dtype } from '../contract/model';
import { type LadderRequest, planLadder, rungKey } from './ladder';

const adapter = { vendor: '', architecture: '', device: '', description: '' };
const base: Capabilities = {
  webgpu: null,
  webgpuReason: 'This browser has no WebGPU.',
  wasm: { simd: true, threads: 2, jspi: true },
  crossOriginIsolated: true,
  storage: { usage: 0, quota: 0, persisted: false },
};
const gpu = (features: string[], software = false): Capabilities => ({
  ...base,
  webgpu: { adapter, software, features, limits: {} },
});
const model = (...dtypes: Dtype[]) => ({ id: 'o/m', weights: dtypes.map((dtype) => ({ dtype, files: [] })) });

const plan = (request: Partial<LadderRequest>) => {
  const result = planLadder({ model: model('q8'), device: 'auto', dtype: 'auto', capabilities: base, ...request });
  return result.ok ? result.value.map((rung) => `${rung.device} ${rung.dtype}`) : result.failure.code;
};

describe('planLadder', () => {
  it('stays on the CPU where there is no GPU', () => {
    expect(plan({ model: model('fp32', 'fp16', 'q8') })).toEqual(['wasm q8', 'wasm fp32', 'wasm fp16']);
  });

  it('says so when a model has no weights at all', () => {
    const result = planLadder({ model: model(), device: 'auto', dtype: 'auto', capabilities: base });
    expect(result).toMatchObject({ ok: false, failure: { code: 'model-incompatible', remedy: 'use-starter-model' } });
    expect(result.ok || result.failure.message).toBe('o/m has no ONNX weights that this task could run.');
  });

  it('starts on the GPU with the best dtype it can run and ends on the CPU', () => {
    const weights = model('fp32', 'fp16', 'q8');
    expect(plan({ model: weights, capabilities: gpu(['shader-f16']) })).toEqual([
      'webgpu fp16',
      'webgpu fp32',
      'webgpu q8',
      'wasm q8',
      'wasm fp32',
      'wasm fp16',
    ]);
    expect(plan({ model: weights, capabilities: gpu([]) })).toEqual([
      'webgpu fp32',
      'webgpu q8',
      'wasm q8',
      'wasm fp32',
      'wasm fp16',
    ]);
  });

  it('puts a software adapter last', () => {
    expect(plan({ capabilities: gpu([], true) })).toEqual(['wasm q8', 'webgpu q8']);
  });

  it('obeys a pinned device and dtype', () => {
    expect(plan({ device: 'wasm', capabilities: gpu([]) })).toEqual(['wasm q8']);
    expect(plan({ device: 'webgpu', capabilities: gpu([], true) })).toEqual(['webgpu q8']);
    expect(plan({ dtype: 'fp32', model: model('fp32', 'q8'), capabilities: gpu([]) })).toEqual([
      'webgpu fp32',
      'wasm fp32',
    ]);
  });

  it('refuses what cannot be had, by name', () => {
    expect(plan({ device: 'webgpu' })).toBe('webgpu-unavailable');
    expect(plan({ dtype: 'q4' })).toBe('dtype-unavailable');
    expect(plan({ device: 'webgpu', dtype: 'fp16', model: model('fp16'), capabilities: gpu([]) })).toBe(
      'webgpu-feature-missing',
    );
  });

  it('leaves out rungs that failed before, unless none is left', () => {
    const key = rungKey('o/m', { device: 'webgpu', dtype: 'q8' });
    expect(plan({ capabilities: gpu([]), blocked: new Set([key]) })).toEqual(['wasm q8']);
    expect(plan({ capabilities: gpu([]), device: 'webgpu', blocked: new Set([key]) })).toEqual(['webgpu q8']);
  });
});
