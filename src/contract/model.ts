/** Where a session can run. `webgpu` uses the GPU through WebGPU; `wasm` the CPU through WebAssembly. */
export type Device = 'webgpu' | 'wasm';

/** How a device is called in the interface. */
export const DEVICE_NAMES: Record<Device, string> = { webgpu: 'WebGPU', wasm: 'WASM' };

/** What a person can ask for: a device by name, or the ladder (`auto`). */
export const DEVICE_CHOICES = ['auto', 'webgpu', 'wasm'] as const satisfies readonly (Device | 'auto')[];
export type DeviceChoice = (typeof DEVICE_CHOICES)[number];

/** Numeric formats of weights, named as transformers.js names its files (`onnx/model_<suffix>.onnx`). */
export const DTYPES = ['fp32', 'fp16', 'q8', 'int8', 'uint8', 'q4', 'q4f16', 'bnb4'] as const;
export type Dtype = (typeof DTYPES)[number];
export const DTYPE_CHOICES = ['auto', ...DTYPES] as const;
export type DtypeChoice = (typeof DTYPE_CHOICES)[number];

export const isDeviceChoice = (value: unknown): value is DeviceChoice =>
  (DEVICE_CHOICES as readonly unknown[]).includes(value);
export const isDtypeChoice = (value: unknown): value is DtypeChoice =>
  (DTYPE_CHOICES as readonly unknown[]).includes(value);

/** The file name suffix that transformers.js gives each dtype. */
export const DTYPE_SUFFIX: Record<Dtype, string> = {
  fp32: '',
  fp16: '_fp16',
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
  q4: '_q4',
  q4f16: '_q4f16',
  bnb4: '_bnb4',
};

/** Dtypes whose graphs compute in float16: they need an adapter with `shader-f16`. */
export const NEEDS_SHADER_F16: readonly Dtype[] = ['fp16', 'q4f16'];

/** One file of a model. `bytes` and `sha256` (hex) are what the file must be; absent where nobody knows yet. */
export interface ModelFile {
  path: string;
  bytes?: number;
  sha256?: string;
  /** A file the model can do without (a 404 is fine). */
  optional?: boolean;
}

/** The ONNX files of one dtype. */
export interface ModelWeights {
  dtype: Dtype;
  files: readonly ModelFile[];
  /** The graphs of `files` with attention outputs. They hold no weights but read them from `files`. */
  attentions?: readonly ModelFile[];
}

/** One model of the catalogue. Data only. */
export interface ModelEntry {
  /** Hugging Face style id, `owner/name`. */
  id: string;
  /** Task ids (as in the Hub's `pipeline_tag`) that the model can serve. */
  tasks: readonly string[];
  source: 'starter' | 'hub';
  title: string;
  /** One sentence: what it is and what to expect. */
  summary: string;
  /** Commit hash or tag; `main` for the newest. */
  revision: string;
  /** Files common to every dtype (configuration, tokenizer). */
  files: readonly ModelFile[];
  /** ONNX files by dtype, best first. */
  weights: readonly ModelWeights[];
  /** What a Hub model's weights weigh, roughly, where somebody has said; exact sizes stand with the files. */
  download?: { dtype: Dtype; megabytes: number };
  /** The Hub model with PyTorch weights that a Hub model was converted from; its own id where it has both. */
  convertedFrom?: string;
  /** For a starter: a Hub model with PyTorch weights that does the same, for its runs as Python. */
  standIn?: string;
  /** Peak memory in MB that one session needs, roughly. */
  memoryMb: number;
  licence: string;
  languages: readonly string[];
  /** Whether this project has run it. */
  verified: boolean;
}

/** A model made concrete for one run: everything the worker needs to find its files. */
export interface ModelRef {
  id: string;
  source: 'starter' | 'hub' | 'local';
  /** As it was asked for: a branch, a tag or a commit; empty for local models. */
  revision: string;
  /** The commit that `revision` means, where its host says. */
  commit?: string;
  /** Absolute URL of the folder that holds config.json, ending in a slash; `local:` and the id for local models. */
  baseUrl: string;
  files: readonly ModelFile[];
  weights: readonly ModelWeights[];
}

/** The files that one dtype of a model consists of; null when the model does not come in that dtype. */
export function filesOf(model: ModelRef, dtype: Dtype): readonly ModelFile[] | null {
  const weights = model.weights.find((entry) => entry.dtype === dtype);
  return weights ? [...model.files, ...weights.files] : null;
}
