import { Tensor } from '@huggingface/transformers';
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web/webgpu';
import { dataName, type GatherType, gatherGraph, INDICES, isGatherType, rowsName } from './gather-graph';

type Tensors = Record<string, Tensor>;

/**
 * Picks rows (the first axis) of tensors where they lie: on the GPU through a graph of Gather nodes, whose outputs stay
 * there, else by copying memory. The given tensors are left as they are. To be awaited before anything else runs.
 */
export async function gatherRows(tensors: Tensors, sources: readonly number[]): Promise<Tensors> {
  const onGpu = Object.entries(tensors).filter(([, tensor]) => tensor.location === 'gpu-buffer');
  const gathered: Tensors = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    if (tensor.location !== 'gpu-buffer') gathered[name] = copyRows(tensor, sources);
  }
  for (const type of new Set(onGpu.map(([, tensor]) => tensor.type))) {
    const part = onGpu.filter(([, tensor]) => tensor.type === type);
    Object.assign(gathered, await gatherOnGpu(Object.fromEntries(part), type, sources));
  }
  return gathered;
}

function copyRows(tensor: Tensor, sources: readonly number[]): Tensor {
  const data = tensor.data as Float32Array;
  const size = data.length / (tensor.dims[0] ?? 1);
  const rows = new (data.constructor as Float32ArrayConstructor)(size * sources.length);
  for (const [row, source] of sources.entries())
    rows.set(data.subarray(source * size, (source + 1) * size), row * size);
  return new Tensor(tensor.type, rows, [sources.length, ...tensor.dims.slice(1)]);
}

async function gatherOnGpu(tensors: Tensors, type: string, sources: readonly number[]): Promise<Tensors> {
  if (!isGatherType(type)) throw new Error(`A cache of ${type} cannot be reordered on the GPU.`);
  const names = Object.keys(tensors);
  const session = await gatherSession(names.length, type);
  const feeds: Record<string, OrtTensor> = {
    [INDICES]: new OrtTensor('int32', Int32Array.from(sources), [sources.length]),
  };
  for (const [index, name] of names.entries()) {
    const tensor = tensors[name]?.ort_tensor;
    if (tensor) feeds[dataName(index)] = tensor as OrtTensor;
  }
  const rows = await session.run(feeds);
  return Object.fromEntries(
    names.map((name, index) => {
      const tensor = rows[rowsName(index)];
      if (!tensor) throw new Error(`The graph of Gather nodes gave no ${rowsName(index)}.`);
      return [name, new Tensor(tensor as never)];
    }),
  );
}

/** One small session for each number and type of tensors; they stay, since they hold no weights. */
const sessions = new Map<string, Promise<InferenceSession>>();

function gatherSession(count: number, type: GatherType): Promise<InferenceSession> {
  const key = `${count} ${type}`;
  const known = sessions.get(key);
  if (known) return known;
  const session = InferenceSession.create(gatherGraph(count, type), {
    executionProviders: ['webgpu'],
    preferredOutputLocation: 'gpu-buffer',
    // Without this a kernel that is missing would be made up for by the CPU, without a word.
    extra: { session: { disable_cpu_ep_fallback: '1' } },
  });
  sessions.set(key, session);
  return session;
}
