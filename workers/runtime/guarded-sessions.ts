import { InferenceSession } from 'onnxruntime-web/webgpu';
import { NO_PULSE, type Pulse } from '../pulse';
import { openGpuDevice } from './gpu-device';
import { GpuFaults } from './gpu-faults';
import { SessionLedger } from './session-ledger';
import { watchWasmHeap } from './wasm-heap';

type Options = InferenceSession.SessionOptions;
type Run = InferenceSession['run'];

/** Who looks on while sessions are made and run; the host sets it for each run. */
interface Onlooker {
  pulse: Pulse;
  /** The first pass of a graph on WebGPU compiles its shaders. */
  onShaders(compiling: boolean): void;
}

export const gpuFaults = new GpuFaults();
export const ledger = new SessionLedger();
const NOBODY: Onlooker = { pulse: NO_PULSE, onShaders() {} };
let onlooker = NOBODY;
let device: Promise<GPUDevice> | null = null;
let guarded = false;

export function lookOn(next: Onlooker | null): void {
  onlooker = next ?? NOBODY;
}

/**
 * Puts every session of this worker under watch, those that transformers.js makes included: they share our GPU device,
 * fail when it does, show signs of life, and are entered in the ledger. ONNX Runtime's WebGPU build takes a device as an
 * option of the provider alone (setting `env.webgpu.device` is for the older JSEP build), and transformers.js builds its
 * list of providers itself: hence one wrapper around `InferenceSession.create` instead of an option at each call.
 */
export function guardSessions(): void {
  if (guarded) return;
  guarded = true;
  watchWasmHeap();
  const create = InferenceSession.create.bind(InferenceSession) as (
    model: Uint8Array,
    options: Options,
  ) => Promise<InferenceSession>;
  const guardedCreate = async (model: Uint8Array, options: Options = {}): Promise<InferenceSession> => {
    const onGpu = options.executionProviders?.some((provider) => nameOf(provider) === 'webgpu') ?? false;
    const given = onGpu ? await withDevice(options) : options;
    const before = onlooker.pulse.enter('session');
    try {
      const session = await (onGpu ? gpuFaults.guard(() => create(model, given)) : create(model, given));
      ledger.opened(session, weightBytes(model, given));
      watch(session, onGpu);
      return session;
    } finally {
      onlooker.pulse.enter(before);
    }
  };
  (InferenceSession as { create: unknown }).create = guardedCreate;
}

const nameOf = (provider: InferenceSession.ExecutionProviderConfig): string =>
  typeof provider === 'string' ? provider : provider.name;

async function withDevice(options: Options): Promise<Options> {
  device ??= openGpuDevice(navigator.gpu, gpuFaults);
  const own = await device;
  const executionProviders = (options.executionProviders ?? []).map((provider) => {
    if (nameOf(provider) !== 'webgpu') return provider;
    return { ...(typeof provider === 'string' ? {} : provider), name: 'webgpu' as const, device: own };
  });
  return { ...options, executionProviders };
}

const weightBytes = (model: Uint8Array, { externalData = [] }: Options): number =>
  externalData.reduce(
    (sum, file) => sum + (typeof file === 'object' && 'data' in file ? sizeOf(file.data) : 0),
    sizeOf(model),
  );

const sizeOf = (data: unknown): number => {
  if (data instanceof Blob) return data.size;
  return ArrayBuffer.isView(data) || data instanceof ArrayBuffer ? data.byteLength : 0;
};

function watch(session: InferenceSession, onGpu: boolean): void {
  const run = session.run.bind(session) as (...args: unknown[]) => ReturnType<Run>;
  const release = session.release.bind(session);
  let warm = !onGpu;
  session.run = (async (...args: unknown[]) => {
    const { pulse, onShaders } = onlooker;
    const before = pulse.enter('pass');
    const cold = !warm;
    if (cold) onShaders(true);
    try {
      const outputs = await (onGpu ? gpuFaults.guard(() => run(...args)) : run(...args));
      warm = true;
      return outputs;
    } finally {
      if (cold) onShaders(false);
      pulse.enter(before);
    }
  }) as Run;
  session.release = () => {
    ledger.released(session);
    return release();
  };
}
