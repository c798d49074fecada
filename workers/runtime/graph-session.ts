import { InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import type { Rung } from '../../src/contract/events';
import { FailureError } from '../../src/contract/failure';
import type { ModelFile, ModelRef } from '../../src/contract/model';
import type { Port, Signature } from '../diffusion/contract/signature';
import type { FloatTensor } from '../diffusion/tensor';
import { type ByteSource, bytesOfBlob } from '../onnx/byte-source';
import { float16ToFloat32, float32ToFloat16 } from '../onnx/float16';
import { readInitializers, readNumbers } from '../onnx/initializers';
import { narrowDoubles } from '../onnx/narrow-doubles';
import type { ModelFiles } from './model-files';

/** The files of one graph: itself, and its weights where they lie beside it. */
export interface GraphFiles {
  graph: Blob;
  /** By the names that the graph has for them. */
  external: ReadonlyMap<string, Blob>;
}

/** A feed before it is cast to what the graph wants: float32 numbers, or whole ones. */
export type Feed = FloatTensor | { integers: readonly number[]; dims: readonly number[] };

/** A graph in memory. */
export interface GraphSession {
  signature: Signature;
  /** Casts feeds to the types of the inputs, runs, and gives the outputs asked for in float32. */
  run(feeds: Readonly<Record<string, Feed>>, outputs: readonly string[]): Promise<Record<string, FloatTensor>>;
  release(): Promise<void>;
}

/** The graph of a component in diffusers' layout; null where the model has none. */
export async function openGraph(
  model: ModelRef,
  { dtype }: Pick<Rung, 'dtype'>,
  component: string,
  files: ModelFiles,
): Promise<GraphFiles | null> {
  const all = model.weights.find((entry) => entry.dtype === dtype)?.files ?? [];
  const own = all.filter(({ path }) => path.startsWith(`${component}/`));
  const isGraph = ({ path }: ModelFile) => path.endsWith('.onnx');
  const graph = await blobOf(files, own.find(isGraph)?.path);
  if (!graph) return null;
  const external = new Map<string, Blob>();
  for (const { path } of own.filter((file) => !isGraph(file))) {
    const blob = await blobOf(files, path);
    if (blob) external.set(path.slice(component.length + 1), blob);
  }
  return { graph, external };
}

const blobOf = async (files: ModelFiles, path: string | undefined): Promise<Blob | null> =>
  path === undefined ? null : ((await (await files.read(path))?.blob()) ?? null);

export const bytesOf = ({ graph, external }: GraphFiles): number =>
  [...external.values()].reduce((sum, { size }) => sum + size, graph.size);

/** A session asked for weights in a file that is not there would wait for ever. */
async function missingFiles({ graph, external }: GraphFiles): Promise<string[]> {
  const initializers = await readInitializers(bytesOfBlob(graph));
  const named = new Set(initializers.flatMap(({ place }) => place.file ?? []));
  return [...named].filter((name) => !external.has(name));
}

/**
 * Makes a session of a graph.
 * @throws FailureError model-file-missing, or whatever ONNX Runtime throws
 */
export async function createGraphSession(
  model: ModelRef,
  component: string,
  files: GraphFiles,
  { device }: Pick<Rung, 'device'>,
): Promise<GraphSession> {
  const [missing] = await missingFiles(files);
  if (missing !== undefined) throw new FailureError(weightsMissing(model, `${component}/${missing}`));
  const bytes = new Uint8Array(await files.graph.arrayBuffer());
  narrowDoubles(bytes);
  const externalData = await Promise.all(
    [...files.external].map(async ([path, blob]) => ({ path, data: new Uint8Array(await blob.arrayBuffer()) })),
  );
  const session = await InferenceSession.create(bytes, {
    executionProviders: [device],
    ...(externalData.length > 0 ? { externalData } : {}),
    // Loading holds the weights twice or three times without these.
    ...(device === 'webgpu' ? { enableMemPattern: false, enableCpuMemArena: false } : {}),
    logSeverityLevel: 3,
  });
  const signature = { inputs: session.inputMetadata.map(portOf), outputs: session.outputMetadata.map(portOf) };
  const types = new Map(signature.inputs.map(({ name, type }) => [name, type]));
  return {
    signature,
    async run(feeds, outputs) {
      const tensors = Object.fromEntries(
        Object.entries(feeds).map(([name, feed]) => [name, cast(feed, types.get(name) ?? 'float32')]),
      );
      const results = await session.run(tensors, [...outputs]);
      const read = Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, toFloats(tensor)]));
      for (const tensor of [...Object.values(tensors), ...Object.values(results)]) tensor.dispose();
      return read;
    },
    release: () => session.release(),
  };
}

const portOf = (value: InferenceSession.ValueMetadata): Port =>
  value.isTensor
    ? { name: value.name, type: value.type, shape: value.shape }
    : { name: value.name, type: 'no tensor', shape: [] };

function cast(feed: Feed, type: string): Tensor {
  const dims = [...feed.dims];
  const numbers = 'integers' in feed ? feed.integers : feed.data;
  switch (type) {
    case 'int64':
      return new Tensor(
        'int64',
        BigInt64Array.from(numbers, (value) => BigInt(Math.trunc(value))),
        dims,
      );
    case 'int32':
      return new Tensor('int32', Int32Array.from(numbers, Math.trunc), dims);
    case 'bool':
      return new Tensor('bool', Uint8Array.from(numbers), dims);
    case 'float16':
      return new Tensor('float16', float32ToFloat16(Float32Array.from(numbers)), dims);
    default:
      return new Tensor('float32', numbers instanceof Float32Array ? numbers : Float32Array.from(numbers), dims);
  }
}

/** A copy: the tensor's own memory is given back. */
function toFloats({ type, data, dims }: Tensor): FloatTensor {
  if (type === 'float16') {
    const { buffer, byteOffset, length } = data as Uint16Array;
    return { data: float16ToFloat32(new Uint16Array(buffer, byteOffset, length)), dims };
  }
  return { data: Float32Array.from(data as Float32Array), dims };
}

/** The numbers of an initializer whose name ends so; null where there is none, or of another type than float. */
export async function readInitializer({ graph, external }: GraphFiles, ending: string): Promise<Float32Array | null> {
  const source = bytesOfBlob(graph);
  const found = (await readInitializers(source)).find(({ name }) => name.endsWith(ending));
  const open = async (file: string | null): Promise<ByteSource | null> => {
    const blob = file === null ? graph : external.get(file);
    return blob ? bytesOfBlob(blob) : null;
  };
  return found ? readNumbers(found, open) : null;
}

const weightsMissing = (model: ModelRef, path: string) =>
  ({
    code: 'model-incompatible',
    message: `${model.id} keeps weights in ${path}, which is not where Loupe looks for them.`,
    action: 'Choose an export with its weights in the graph, or in a file ending in .onnx_data.',
    remedy: 'use-starter-model',
    field: 'model',
  }) as const;
