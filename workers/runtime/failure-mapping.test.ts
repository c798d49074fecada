import { describe, expect, it } from 'vitest';
import { FailureError } from '../../src/contract/failure';
import { toFailure } from './failure-mapping';

const wasm = { device: 'wasm', dtype: 'q8' } as const;
const webgpu = { device: 'webgpu', dtype: 'q8' } as const;

describe('toFailure', () => {
  it.each([
    [
      "Can't create a session. ERROR_CODE: 7, ERROR_MESSAGE: Failed to load model because protobuf parsing failed.",
      'model-file-corrupt',
    ],
    ['ERROR_CODE: 9, ERROR_MESSAGE: Could not find an implementation for LSTM(14) node', 'operator-unsupported'],
    ['The device (webgpu) does not support fp16.', 'webgpu-feature-missing'],
    ['Failed to fetch dynamically imported module: https://x/ort.mjs', 'network-unreachable'],
    ['OrtRun failed: Device is lost.', 'webgpu-device-lost'],
    ['std::bad_alloc', 'out-of-memory'],
    ['Array buffer allocation failed', 'out-of-memory'],
    ['Unsupported model type: mamba9', 'model-incompatible'],
  ])('names %j', (message, code) => {
    expect(toFailure(new Error(message), 'load', wasm).code).toBe(code);
  });

  it('speaks of WebGPU only where the run was on it', () => {
    const error = new Error('no available backend found. ERR: [webgpu] backend not found');
    expect(toFailure(error, 'load', webgpu).code).toBe('webgpu-unavailable');
    expect(toFailure(error, 'load', wasm).code).toBe('session-failed');
  });

  it('keeps a failure that was thrown on purpose', () => {
    const failure = { code: 'cancelled', message: 'm', action: 'a' } as const;
    expect(toFailure(new FailureError(failure), 'run', wasm)).toBe(failure);
  });

  it('takes a bare number, as a C++ exception arrives', () => {
    expect(toFailure(5_243_392, 'load', wasm)).toMatchObject({ code: 'session-failed', detail: '5243392' });
  });

  it('lets an unknown failure on the GPU step down, and one on the CPU not', () => {
    expect(toFailure(new Error('odd'), 'run', webgpu).code).toBe('session-failed');
    expect(toFailure(new Error('odd'), 'run', wasm).code).toBe('internal');
  });
});
