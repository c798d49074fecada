import { describe, expect, it } from 'vitest';
import { deviceLost, GpuFaults, uncaptured } from './gpu-faults';

class GPUOutOfMemoryError extends Error {}
class GPUValidationError extends Error {}

describe('GpuFaults', () => {
  it('lets work through while there is none', async () => {
    const faults = new GpuFaults();
    expect(await faults.guard(async () => 7)).toBe(7);
    await expect(faults.guard(() => Promise.reject(new Error('own')))).rejects.toThrow('own');
  });

  it('fails work that would never end', async () => {
    const faults = new GpuFaults();
    const work = faults.guard(() => new Promise(() => {}));
    faults.raise(deviceLost('destroyed', 'Device was destroyed.'));
    await expect(work).rejects.toMatchObject({
      failure: { code: 'webgpu-device-lost', detail: 'destroyed: Device was destroyed.' },
    });
  });

  it('stays, names the cause instead of the effect, and keeps the first', async () => {
    const faults = new GpuFaults();
    const effect = faults.guard(async () => {
      faults.raise(deviceLost('unknown', ''));
      faults.raise(uncaptured(new GPUValidationError('device is lost')));
      throw new Error('mapAsync failed');
    });
    await expect(effect).rejects.toMatchObject({ failure: { code: 'webgpu-device-lost' } });
    await expect(faults.guard(async () => 'late')).rejects.toMatchObject({ failure: { code: 'webgpu-device-lost' } });
    expect(() => faults.check()).toThrow('took the GPU away');
  });

  it('names a loss that is told after its effects', async () => {
    const faults = new GpuFaults();
    faults.raise(uncaptured(new GPUValidationError('Buffer was destroyed')));
    const cause = faults.causeOf(new Error('mapAsync failed'));
    setTimeout(() => faults.raise(deviceLost('destroyed', '')), 20);
    expect(await cause).toMatchObject({ failure: { code: 'webgpu-device-lost' } });
  });

  it('names an uncaptured error before the error that it led to, and that one before nothing', async () => {
    const faults = new GpuFaults();
    const error = new Error('own');
    expect(await faults.causeOf(error)).toBe(error);
    faults.raise(uncaptured(new GPUValidationError('binding too large')));
    expect(await faults.causeOf(error)).toMatchObject({ failure: { code: 'session-failed' } });
  });

  it('gives no result that was computed beside a fault', async () => {
    const faults = new GpuFaults();
    const work = faults.guard(async () => {
      faults.raise(uncaptured(new GPUValidationError('binding too large')));
      return 'zeros';
    });
    await expect(work).rejects.toMatchObject({ failure: { code: 'session-failed' } });
  });

  it('tells memory from mistakes', () => {
    expect(uncaptured(new GPUOutOfMemoryError('')).code).toBe('out-of-memory');
    expect(uncaptured(new GPUValidationError('too large'))).toMatchObject({
      code: 'session-failed',
      detail: 'GPUValidationError: too large',
    });
  });
});
