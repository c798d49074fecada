import type { Rung } from '../../src/contract/events';
import { type Failure, FailureError } from '../../src/contract/failure';
import type { Device } from '../../src/contract/model';

export type Stage = 'load' | 'run';

interface Pattern {
  test: RegExp;
  /** Only where the run was on this device. */
  on?: Device;
  failure: Pick<Failure, 'code' | 'message' | 'action' | 'remedy'>;
}

/** What ONNX Runtime, Dawn and transformers.js say, and what it means. First match wins. */
const PATTERNS: Pattern[] = [
  {
    test: /Failed to fetch|dynamically imported module|importing a module script failed|NetworkError|Load failed/i,
    failure: {
      code: 'network-unreachable',
      message: 'A part of Loupe itself could not be loaded: the network or the server does not answer.',
      action: 'Check the connection and try again; once everything was loaded, Loupe works offline.',
      remedy: 'retry',
    },
  },
  {
    test: /device (is |was )?lost|device\.lost|GPUDevice.*(lost|destroyed)|external Instance reference no longer exists/i,
    failure: {
      code: 'webgpu-device-lost',
      message: 'The browser took the GPU away while the model was using it.',
      action: 'Run again; choose the WASM device if it happens often.',
      remedy: 'retry',
    },
  },
  {
    test: /shader-f16|does not support fp16|float16 is not supported/i,
    failure: {
      code: 'webgpu-feature-missing',
      message: 'This GPU cannot compute in float16 (no shader-f16), which these weights need.',
      action: 'Set dtype to automatic, or choose the WASM device.',
      remedy: 'use-automatic-device',
    },
  },
  {
    on: 'webgpu',
    test: /(failed|unable) to (get|request|create).*(adapter|device)|webgpu.*(not available|not supported|unavailable)|no available backend/i,
    failure: {
      code: 'webgpu-unavailable',
      message: 'WebGPU cannot be used in this browser.',
      action: 'Set device to automatic: the model then runs on the CPU.',
      remedy: 'use-automatic-device',
    },
  },
  {
    test: /protobuf parsing failed|INVALID_PROTOBUF|ERROR_CODE: 7\b|model.*(truncated|corrupt)|deserialize tensor/i,
    failure: {
      code: 'model-file-corrupt',
      message: 'The model file is damaged or is no ONNX model.',
      action: 'Try again to download it afresh; nothing damaged was kept.',
      remedy: 'retry',
    },
  },
  {
    test: /NOT_IMPLEMENTED|ERROR_CODE: 9\b|could not find an implementation|is not a registered function|unsupported operator/i,
    failure: {
      code: 'operator-unsupported',
      message: 'The model uses an operator that this device cannot compute.',
      action: 'Set device to automatic, or choose another model.',
      remedy: 'use-automatic-device',
    },
  },
  {
    test: /bad_alloc|out of memory|\bOOM\b|allocation failed|invalid (array buffer|typed array) length|failed to allocate|memory access out of bounds/i,
    failure: {
      code: 'out-of-memory',
      message: 'The model needs more memory than this browser gives.',
      action: 'Choose a smaller model or dtype, or close other tabs, and run again.',
      remedy: 'retry',
    },
  },
  {
    test: /unsupported model type|unknown (model|tokenizer) class|could not locate|not found in the model|missing the following inputs|tokenizer\.json|unknown tokenizer/i,
    failure: {
      code: 'model-incompatible',
      message: 'This model does not fit the task.',
      action: 'Choose a model that was made for this task.',
      remedy: 'use-starter-model',
    },
  },
];

/** Turns whatever was thrown into a failure. ONNX Runtime throws strings, numbers and errors alike. */
export function toFailure(error: unknown, stage: Stage, rung: Rung): Failure {
  if (error instanceof FailureError) return error.failure;
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const known = PATTERNS.find(({ test, on }) => (on === undefined || on === rung.device) && test.test(detail));
  if (known) return { ...known.failure, detail };
  if (stage === 'load' || rung.device === 'webgpu') {
    return {
      code: 'session-failed',
      message: `The model could not be ${stage === 'load' ? 'started' : 'run'} on ${rung.device} in ${rung.dtype}.`,
      action: 'Set device and dtype to automatic, or choose another model.',
      remedy: 'use-automatic-device',
      detail,
    };
  }
  return {
    code: 'internal',
    message: 'Something went wrong inside the model run.',
    action: 'Run again. If it happens again, please report it with the detail below.',
    remedy: 'retry',
    detail,
  };
}
