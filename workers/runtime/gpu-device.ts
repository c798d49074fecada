import { FailureError } from '../../src/contract/failure';
import { deviceLost, type GpuFaults, uncaptured } from './gpu-faults';

/** What ONNX Runtime sizes its kernels by. A device has the least of each unless it is asked for more. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxBindGroups',
  'maxBindingsPerBindGroup',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const;

/** What its kernels use where it is there. */
const FEATURES = ['shader-f16', 'subgroups', 'chromium-experimental-subgroup-matrix'] as const;

/** A driver that does not answer in this time is taken for one that is not there. */
const ANSWER_LIMIT_MS = 10_000;

/** The part of `navigator.gpu` that is asked. */
export type GpuSource = Pick<GPU, 'requestAdapter'>;

/** What to ask of an adapter: all the limits and features that it has and ONNX Runtime has a use for. */
export function deviceDescriptor(adapter: {
  limits: { readonly [name: string]: unknown };
  features: { has(name: string): boolean };
}): { requiredLimits: Record<string, number>; requiredFeatures: GPUFeatureName[] } {
  const requiredLimits: Record<string, number> = {};
  for (const name of LIMITS) {
    const limit = adapter.limits[name];
    if (typeof limit === 'number') requiredLimits[name] = limit;
  }
  return {
    requiredLimits,
    requiredFeatures: FEATURES.filter((name) => adapter.features.has(name)) as GPUFeatureName[],
  };
}

/**
 * Makes the device that all sessions of this worker share, and hears what happens to it.
 * @param faults told of a loss, and of errors that nothing else catches
 * @throws FailureError webgpu-unavailable, with the reason, where there is no adapter or it gives no device
 */
export async function openGpuDevice(gpu: GpuSource | undefined, faults: GpuFaults): Promise<GPUDevice> {
  if (!gpu) throw unavailable('This browser has no WebGPU.');
  const adapter = await answered(gpu.requestAdapter({ powerPreference: 'high-performance' }), 'adapter');
  if (!adapter) throw unavailable('The browser offers no GPU adapter.');
  const descriptor = deviceDescriptor(adapter as unknown as Parameters<typeof deviceDescriptor>[0]);
  const device = await answered(adapter.requestDevice({ label: 'Loupe', ...descriptor }), 'device');
  void device.lost.then(({ reason, message }) => faults.raise(deviceLost(reason ?? 'unknown', message)));
  device.addEventListener('uncapturederror', (event) => {
    event.preventDefault();
    faults.raise(uncaptured(event.error));
  });
  return device;
}

async function answered<T>(asked: Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the driver does not answer')), ANSWER_LIMIT_MS);
  });
  try {
    return await Promise.race([asked, silence]);
  } catch (error) {
    throw unavailable(`The GPU gave no ${what}.`, String(error));
  } finally {
    clearTimeout(timer);
  }
}

const unavailable = (reason: string, detail?: string): FailureError =>
  new FailureError({
    code: 'webgpu-unavailable',
    message: `WebGPU cannot be used here. ${reason}`,
    action: 'Set device to automatic: the model then runs on the CPU.',
    remedy: 'use-automatic-device',
    field: 'device',
    ...(detail === undefined ? {} : { detail }),
  });
