import type { FloatTensor } from '../../diffusion/tensor';
import type { AttentionSite } from '../../onnx/attention-sites';

/** What looks at what: a text at itself, or in an encoder-decoder each half at itself and the decoder at the source. */
export type AttentionKind = 'self' | 'encoder' | 'decoder' | 'cross';

/** Numbers of several layers, the last axis first to move. */
export interface LayerNumbers {
  dims: number[];
  data: Float32Array;
}

/** All attentions of one kind that one text went through. */
export interface AttentionBlock {
  kind: AttentionKind;
  /** [layers, heads, queries, keys]: each row sums to 1. */
  weights: LayerNumbers;
  /** Euclidean norms, [layers, heads, tokens]; null where the graph does not show the vectors. */
  norms: { query: LayerNumbers | null; key: LayerNumbers | null; value: LayerNumbers | null };
}

type Tensors = Readonly<Record<string, FloatTensor>>;

/**
 * Puts the tensors of attention layers of one kind together. A batch of one is expected: tensors of three axes are then
 * [heads, …] like those of four without their first.
 * @returns null where the layers differ in their shapes, or are no attention after all
 */
export function attentionBlock(
  kind: AttentionKind,
  sites: readonly AttentionSite[],
  tensors: Tensors,
): AttentionBlock | null {
  const layers = sites.map(({ probabilities }) => withoutBatch(tensors[probabilities]));
  const [first] = layers;
  if (first?.dims.length !== 3 || layers.some((layer) => !layer || !sameShape(layer, first))) return null;
  const [heads = 0, queries = 0, keys = 0] = first.dims;
  const weights = stack(layers, first.dims);
  const norms = (part: 'query' | 'key' | 'value', tokens: number): LayerNumbers | null => {
    const each = sites.map((site) => {
      const name = site[part];
      const tensor = name === null ? null : withoutBatch(tensors[name]);
      return tensor && vectorNorms(tensor, part === 'key' ? 'columns' : 'rows', heads, tokens);
    });
    return each.every((one) => one !== null) ? stack(each, [heads, tokens]) : null;
  };
  return {
    kind,
    weights,
    norms: { query: norms('query', queries), key: norms('key', keys), value: norms('value', keys) },
  };
}

/** How far the rows of all layers are from summing to 1, at most. */
export function largestRowError({ weights }: AttentionBlock): number {
  const keys = weights.dims[3] ?? 0;
  let worst = 0;
  for (let start = 0; start < weights.data.length; start += keys) {
    let sum = 0;
    for (let key = 0; key < keys; key++) sum += weights.data[start + key] ?? 0;
    worst = Math.max(worst, Math.abs(sum - 1));
  }
  return worst;
}

function withoutBatch(tensor: FloatTensor | undefined): LayerNumbers | null {
  if (!tensor) return null;
  const dims = tensor.dims.length === 4 && tensor.dims[0] === 1 ? tensor.dims.slice(1) : [...tensor.dims];
  return dims.length === 3 ? { dims, data: Float32Array.from(tensor.data) } : null;
}

const sameShape = (a: LayerNumbers, b: LayerNumbers): boolean => a.dims.every((size, axis) => size === b.dims[axis]);

function stack(layers: readonly (LayerNumbers | null)[], dims: readonly number[]): LayerNumbers {
  const size = dims.reduce((product, dim) => product * dim, 1);
  const data = new Float32Array(layers.length * size);
  for (const [index, layer] of layers.entries()) if (layer) data.set(layer.data.subarray(0, size), index * size);
  return { dims: [layers.length, ...dims], data };
}

/** The norms of vectors that lie as rows [heads, tokens, size] or as columns [heads, size, tokens]. */
function vectorNorms(
  { dims, data }: LayerNumbers,
  lie: 'rows' | 'columns',
  heads: number,
  tokens: number,
): LayerNumbers | null {
  const [own = 0, rows = 0, columns = 0] = dims;
  if (own !== heads || (lie === 'rows' ? rows : columns) !== tokens) return null;
  const norms = new Float32Array(heads * tokens);
  const size = lie === 'rows' ? columns : rows;
  for (let head = 0; head < heads; head++) {
    for (let token = 0; token < tokens; token++) {
      let sum = 0;
      for (let place = 0; place < size; place++) {
        const at = lie === 'rows' ? token * columns + place : place * columns + token;
        sum += (data[head * rows * columns + at] ?? 0) ** 2;
      }
      norms[head * tokens + token] = Math.sqrt(sum);
    }
  }
  return { dims: [heads, tokens], data: norms };
}
