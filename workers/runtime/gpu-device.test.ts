import { describe, expect, it, vi } from 'vitest';
import { deviceDescriptor, type GpuSource, openGpuDevice } from './gpu-device';
import { GpuFaults } from './gpu-faults';

const ADAPTER = {
  limits: { maxBufferSize: 2 ** 31, maxStorageBufferBindingSize: 2 ** 30, maxTextureDimension2D: 8192 },
  features: new Set(['shader-f16', 'texture-compression-bc']),
};

/** A GPU that gives this device. */
const gpuWith = (requestDevice: (descriptor: unknown) => Promise<unknown>): GpuSource =>
  ({ requestAdapter: async () => ({ ...ADAPTER, requestDevice }) }) as unknown as GpuSource;

function fakeDevice() {
  let lose: (info: { reason: string; message: string }) => void = () => {};
  const device = Object.assign(new EventTarget(), {
    lost: new Promise<{ reason: string; message: string }>((resolve) => {
      lose = resolve;
    }),
  });
  return { device, lose };
}

describe('openGpuDevice', () => {
  it('asks for what the adapter has and the runtime uses', async () => {
    expect(deviceDescriptor(ADAPTER)).toEqual({
      requiredLimits: { maxBufferSize: 2 ** 31, maxStorageBufferBindingSize: 2 ** 30 },
      requiredFeatures: ['shader-f16'],
    });
    const requestDevice = vi.fn(async () => fakeDevice().device);
    await openGpuDevice(gpuWith(requestDevice), new GpuFaults());
    expect(requestDevice).toHaveBeenCalledWith({ label: 'Loupe', ...deviceDescriptor(ADAPTER) });
  });

  it.each([
    ['no WebGPU', undefined, 'no WebGPU'],
    ['no adapter', { requestAdapter: async () => null }, 'no GPU adapter'],
    ['an adapter that fails', { requestAdapter: () => Promise.reject(new Error('driver')) }, 'gave no adapter'],
    ['no device', gpuWith(() => Promise.reject(new Error('limits'))), 'gave no device'],
  ])('names %s', async (_, gpu, words) => {
    const opened = openGpuDevice(gpu as GpuSource | undefined, new GpuFaults());
    await expect(opened).rejects.toMatchObject({
      failure: { code: 'webgpu-unavailable', message: expect.stringContaining(words) },
    });
  });

  it('takes a driver that never answers for none', async () => {
    vi.useFakeTimers();
    try {
      const opened = openGpuDevice(
        gpuWith(() => new Promise(() => {})),
        new GpuFaults(),
      );
      const refused = expect(opened).rejects.toMatchObject({
        failure: { detail: expect.stringContaining('not answer') },
      });
      await vi.advanceTimersByTimeAsync(11_000);
      await refused;
    } finally {
      vi.useRealTimers();
    }
  });

  it('hears a loss, and errors that nobody caught', async () => {
    const { device, lose } = fakeDevice();
    const faults = new GpuFaults();
    await openGpuDevice(
      gpuWith(async () => device),
      faults,
    );
    const run = faults.guard(() => new Promise(() => {}));
    lose({ reason: 'unknown', message: 'driver reset' });
    await expect(run).rejects.toMatchObject({
      failure: { code: 'webgpu-device-lost', detail: 'unknown: driver reset' },
    });

    const other = fakeDevice();
    const errors = new GpuFaults();
    await openGpuDevice(
      gpuWith(async () => other.device),
      errors,
    );
    class GPUOutOfMemoryError extends Error {}
    const event = Object.assign(new Event('uncapturederror', { cancelable: true }), {
      error: new GPUOutOfMemoryError(''),
    });
    other.device.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
    expect(() => errors.check()).toThrow('not enough free memory');
  });
});
