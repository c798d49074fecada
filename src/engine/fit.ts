import type { Capabilities } from '../contract/capabilities';
import type { Rung } from '../contract/events';
import { DEVICE_NAMES, type DeviceChoice, type Dtype, type DtypeChoice, type ModelFile } from '../contract/model';
import type { DtypeFit, Fit, Verdict } from '../contract/model-fit';
import type { ModelDescription, Space } from '../contract/model-store';
import { formatBytes } from '../lib/format';
import { planLadder } from './ladder';

export interface FitRequest {
  description: ModelDescription;
  device: DeviceChoice;
  dtype: DtypeChoice;
  capabilities: Capabilities;
  space: Space;
  /** GiB, as `navigator.deviceMemory` has it; null where the browser does not say. */
  deviceMemory: number | null;
}

const GIB = 2 ** 30;
/** What a 32-bit WASM heap can grow to. */
const WASM_HEAP = 4 * GIB;
/** A protobuf message, and with it an ONNX graph that holds its own weights, ends here. */
const LARGEST_GRAPH = 2 * GIB;
/** ONNX Runtime itself, activations and input of a usual run. */
const OVERHEAD = 150e6;
/** Many browsers report no more than this, however much there is. */
const DEVICE_MEMORY_CAP = 8;

/**
 * Judges before any byte is fetched whether a model will run here, and names what would be chosen: the first rung of
 * the ladder, as the engine will try it. Sizes are the host's; memory is an estimate (weights on WASM count twice: the
 * bytes of the file, and the tensors that are made of them).
 */
export function judgeFit(request: FitRequest): Fit {
  const { description, device, dtype, capabilities } = request;
  const dtypes = description.dtypes.map((entry) => judgeDtype(request, entry.dtype));
  const plan = planLadder({ model: description.model, device, dtype, capabilities });
  const rung = plan.ok ? (plan.value[0] ?? null) : null;
  const chosen = rung && { rung, ...judgeRung(request, rung) };
  const verdict = chosen?.verdict ?? 'fails';
  return {
    chosen: rung,
    verdict,
    reasons: plan.ok ? (chosen?.reasons ?? []) : [plan.failure.message],
    dtypes,
    smaller: verdict === 'runs' ? null : smallerThan(dtypes, rung?.dtype ?? null, verdict),
    spaceShort: chosen ? shortage(request, chosen.rung.dtype) : 0,
  };
}

/** The best rung of one dtype: the first that does not fail. */
function judgeDtype(request: FitRequest, dtype: Dtype): DtypeFit {
  const { description, device, capabilities } = request;
  const { bytes, missing } = sizesOf(description, dtype);
  const plan = planLadder({ model: description.model, device, dtype, capabilities });
  if (!plan.ok) {
    return { dtype, bytes, missing, memory: null, rung: null, verdict: 'fails', reasons: [plan.failure.message] };
  }
  const judged = plan.value.map((rung) => ({ rung, ...judgeRung(request, rung) }));
  const best = judged.find(({ verdict }) => verdict !== 'fails') ?? judged[0];
  if (!best) return { dtype, bytes, missing, memory: null, rung: null, verdict: 'fails', reasons: [] };
  return { dtype, bytes, missing, ...best };
}

function judgeRung(
  request: FitRequest,
  { device, dtype }: Rung,
): { verdict: Verdict; reasons: string[]; memory: number | null } {
  const { description, capabilities, space, deviceMemory } = request;
  const files = weightsOf(description, dtype);
  const weights = sum(files);
  const largest = Math.max(0, ...files.map((file) => file.bytes ?? 0));
  const graph = Math.max(0, ...files.filter(({ path }) => path.endsWith('.onnx')).map((file) => file.bytes ?? 0));
  const memory = weights === null ? null : weights * (device === 'wasm' ? 2 : 1) + OVERHEAD;
  const fails: string[] = [];
  const risks: string[] = [];
  if (graph >= LARGEST_GRAPH)
    fails.push(`A graph of ${formatBytes(graph)} is over the 2 GB that ONNX can read at once.`);
  if (device === 'wasm' && memory !== null && memory > WASM_HEAP) {
    fails.push(`It needs about ${formatBytes(memory)} of memory, and WASM has 4 GB at most.`);
  }
  const buffer = device === 'webgpu' ? largestBuffer(capabilities) : null;
  if (buffer !== null && largest > buffer) {
    risks.push(`This GPU takes tensors of up to ${formatBytes(buffer)}; the largest file has ${formatBytes(largest)}.`);
  }
  if (deviceMemory !== null && deviceMemory < DEVICE_MEMORY_CAP && memory !== null && memory > deviceMemory * GIB) {
    risks.push(`It needs about ${formatBytes(memory)} of memory; this machine has ${deviceMemory} GB.`);
  }
  const short = shortage(request, dtype);
  if (short > 0) fails.push(`Storage is short: ${formatBytes(short)} more must be free.`);
  else if (space.kind === 'memory') risks.push('Nothing can be stored here: it is fetched again with each visit.');
  return {
    verdict: fails.length > 0 ? 'fails' : risks.length > 0 ? 'risky' : 'runs',
    reasons: [...fails, ...risks],
    memory,
  };
}

/** Bytes; null where the adapter does not say. */
function largestBuffer({ webgpu }: Capabilities): number | null {
  const { maxBufferSize, maxStorageBufferBindingSize } = webgpu?.limits ?? {};
  const known = [maxBufferSize, maxStorageBufferBindingSize].filter((limit) => limit !== undefined);
  return known.length > 0 ? Math.min(...known) : null;
}

/** Bytes that are missing beyond what is free; 0 where it fits or nobody knows. */
function shortage({ description, space }: FitRequest, dtype: Dtype): number {
  const { missing } = sizesOf(description, dtype);
  if (missing === null || space.quota === null || space.usage === null) return 0;
  return Math.max(0, missing - (space.quota - space.usage));
}

const sizesOf = ({ dtypes }: ModelDescription, dtype: Dtype) =>
  dtypes.find((entry) => entry.dtype === dtype) ?? { bytes: null, missing: null };

const weightsOf = ({ model }: ModelDescription, dtype: Dtype): readonly ModelFile[] =>
  model.weights.find((entry) => entry.dtype === dtype)?.files ?? [];

/** Null where the size of a file is not known. */
const sum = (files: readonly ModelFile[]): number | null =>
  files.length > 0 && files.every(({ bytes }) => bytes !== undefined)
    ? files.reduce((total, { bytes = 0 }) => total + bytes, 0)
    : null;

/** The largest of the dtypes that do better and weigh less. */
function smallerThan(dtypes: readonly DtypeFit[], chosen: Dtype | null, verdict: Verdict): Dtype | null {
  const limit = dtypes.find((fit) => fit.dtype === chosen)?.bytes ?? Number.POSITIVE_INFINITY;
  const better: readonly Verdict[] = verdict === 'fails' ? ['runs', 'risky'] : ['runs'];
  for (const wanted of better) {
    const candidates = dtypes
      .filter((fit) => fit.verdict === wanted && fit.bytes !== null && fit.bytes < limit)
      .sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
    if (candidates[0]) return candidates[0].dtype;
  }
  return null;
}

/** 'q8 on WASM'. */
export const rungWords = ({ device, dtype }: Rung): string => `${dtype} on ${DEVICE_NAMES[device]}`;
