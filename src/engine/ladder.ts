import type { Capabilities } from '../contract/capabilities';
import type { Rung } from '../contract/events';
import type { Failure } from '../contract/failure';
import {
  type Device,
  type DeviceChoice,
  type Dtype,
  type DtypeChoice,
  type ModelRef,
  NEEDS_SHADER_F16,
} from '../contract/model';
import { failed, type Outcome, success } from '../contract/outcome';

/** Best first: speed at equal quality on the GPU, size on the CPU. */
const PREFERENCE: Record<Device, readonly Dtype[]> = {
  webgpu: ['fp16', 'q4f16', 'fp32', 'q8', 'q4', 'int8', 'uint8', 'bnb4'],
  wasm: ['q8', 'int8', 'uint8', 'q4', 'fp32', 'bnb4', 'fp16', 'q4f16'],
};

export interface LadderRequest {
  model: Pick<ModelRef, 'id' | 'weights'>;
  device: DeviceChoice;
  dtype: DtypeChoice;
  capabilities: Capabilities;
  /** Rungs that failed before in this session, as {@link rungKey} writes them. */
  blocked?: ReadonlySet<string>;
}

export const rungKey = (modelId: string, rung: Rung): string => `${modelId} ${rung.device} ${rung.dtype}`;

/**
 * The rungs to try, best first; never empty. WebGPU comes before WASM, except on a software adapter, which is correct
 * but slower than WASM. A pinned device or dtype leaves only what was asked for.
 */
export function planLadder(request: LadderRequest): Outcome<Rung[]> {
  const { model, device, dtype, capabilities } = request;
  if (device === 'webgpu' && !capabilities.webgpu) return failed(noWebgpu(capabilities));
  const offered = model.weights.map((entry) => entry.dtype);
  if (offered.length === 0) return failed(noWeights(model.id));
  if (dtype !== 'auto' && !offered.includes(dtype)) return failed(noDtype(model.id, dtype, offered));
  const f16 = capabilities.webgpu?.features.includes('shader-f16') ?? false;
  const runs = (on: Device, candidate: Dtype) => on === 'wasm' || f16 || !NEEDS_SHADER_F16.includes(candidate);
  if (device === 'webgpu' && dtype !== 'auto' && !runs('webgpu', dtype)) return failed(noShaderF16(dtype));
  const rungs = devicesFor(device, capabilities).flatMap((on) =>
    PREFERENCE[on]
      .filter(
        (candidate) => offered.includes(candidate) && (dtype === 'auto' || candidate === dtype) && runs(on, candidate),
      )
      .map((candidate) => ({ device: on, dtype: candidate })),
  );
  if (rungs.length === 0) return failed(noDtype(model.id, dtype === 'auto' ? 'fp32' : dtype, offered));
  const open = rungs.filter((rung) => !request.blocked?.has(rungKey(model.id, rung)));
  return success(open.length > 0 ? open : rungs);
}

function devicesFor(device: DeviceChoice, { webgpu }: Capabilities): Device[] {
  if (device !== 'auto') return [device];
  if (!webgpu) return ['wasm'];
  return webgpu.software ? ['wasm', 'webgpu'] : ['webgpu', 'wasm'];
}

const noWebgpu = (capabilities: Capabilities): Failure => ({
  code: 'webgpu-unavailable',
  message: `WebGPU was asked for, but it is not there. ${capabilities.webgpuReason ?? ''}`.trim(),
  action: 'Set device to automatic: the model then runs on the CPU.',
  remedy: 'use-automatic-device',
  field: 'device',
});

const noWeights = (modelId: string): Failure => ({
  code: 'model-incompatible',
  message: `${modelId} has no ONNX weights that this task could run.`,
  action: 'Choose a model that was exported to ONNX: on the Hub, onnx-community has many.',
  remedy: 'use-starter-model',
  field: 'model',
});

const noDtype = (modelId: string, dtype: Dtype, offered: Dtype[]): Failure => ({
  code: 'dtype-unavailable',
  message: `${modelId} has no ${dtype} weights; it has ${offered.join(', ')}.`,
  action: 'Set dtype to automatic.',
  remedy: 'use-automatic-device',
  field: 'dtype',
});

const noShaderF16 = (dtype: Dtype): Failure => ({
  code: 'webgpu-feature-missing',
  message: `This GPU cannot compute in float16 (no shader-f16), which ${dtype} needs.`,
  action: 'Set dtype to automatic.',
  remedy: 'use-automatic-device',
  field: 'dtype',
});
