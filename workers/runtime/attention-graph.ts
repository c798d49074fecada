import { FailureError } from '../../src/contract/failure';
import type { ModelRef } from '../../src/contract/model';
import type { FloatTensor } from '../diffusion/tensor';
import { type AttentionBlock, type AttentionKind, attentionBlock } from '../inside/attention/attention-blocks';
import { openAttention } from '../onnx/add-outputs';
import type { AttentionSite } from '../onnx/attention-sites';
import { createGraphSession, type Feed, type GraphFiles, type GraphSession } from './graph-session';

/** A graph whose attentions can be read. */
export interface AttentionGraph {
  /** Runs the graph on one text: the outputs asked for, and its attentions by kind. */
  run(
    feeds: Readonly<Record<string, Feed>>,
    outputs: readonly string[],
    withAttentions?: boolean,
  ): Promise<AttentionRun>;
  /** The names of its outputs that are no attentions. */
  outputs: readonly string[];
  release(): Promise<void>;
}

export interface AttentionRun {
  outputs: Record<string, FloatTensor>;
  blocks: AttentionBlock[];
}

/**
 * Makes a session of a graph with its attentions as outputs; the file itself stays as it is.
 * @param kinds what to call attention of the graph's own tokens to each other, and to those of an encoder
 * @throws FailureError model-incompatible where the graph shows no attention
 */
export async function openAttentionGraph(
  model: ModelRef,
  name: string,
  files: GraphFiles,
  rung: Parameters<typeof createGraphSession>[3],
  kinds: { own: AttentionKind; cross: AttentionKind },
): Promise<AttentionGraph> {
  const { bytes, sites, fused } = openAttention(new Uint8Array(await files.graph.arrayBuffer()));
  if (sites.length === 0) throw new FailureError(nothingToSee(model, name, fused));
  const session = await createGraphSession(model, name, { ...files, graph: new Blob([bytes]) }, rung);
  const added = new Set(sites.flatMap(tensorsOf));
  const own = { kind: kinds.own, sites: sites.filter(({ cross }) => !cross) };
  const others = { kind: kinds.cross, sites: sites.filter(({ cross }) => cross) };
  const groups = [own, others].filter((group) => group.sites.length > 0);
  return {
    outputs: session.signature.outputs.map((port) => port.name).filter((output) => !added.has(output)),
    async run(feeds, outputs, withAttentions = true) {
      const wanted = withAttentions ? [...new Set([...outputs, ...added])] : outputs;
      const results = await session.run(withMissing(session, feeds), wanted);
      const blocks = withAttentions ? groups.map((group) => attentionBlock(group.kind, group.sites, results)) : [];
      if (blocks.includes(null)) throw new FailureError(oddShapes(model));
      return { outputs: results, blocks: blocks.filter((block) => block !== null) };
    },
    release: () => session.release(),
  };
}

const tensorsOf = ({ probabilities, query, key, value }: AttentionSite): string[] =>
  [probabilities, query, key, value].filter((name) => name !== null);

/** Masks of ones, positions from 0, first segments and empty caches for inputs that nobody has given. */
function withMissing({ signature }: GraphSession, given: Readonly<Record<string, Feed>>): Record<string, Feed> {
  const ids = given.input_ids ?? { integers: [], dims: [1, 0] };
  const length = ids.dims[1] ?? 0;
  const row = (value: (place: number) => number): Feed => ({
    integers: Array.from({ length }, (_, place) => value(place)),
    dims: [1, length],
  });
  const usual: Record<string, () => Feed> = {
    attention_mask: () => row(() => 1),
    position_ids: () => row((place) => place),
    token_type_ids: () => row(() => 0),
    use_cache_branch: () => ({ integers: [0], dims: [1] }),
    num_logits_to_keep: () => ({ integers: [0], dims: [] }),
  };
  const feeds: Record<string, Feed> = {};
  for (const { name, shape } of signature.inputs) {
    const known = given[name] ?? usual[name]?.();
    // Of a cache the heads and their size are numbers; the batch is first, and nothing has been read yet.
    const dims = shape.map((size, axis) => (typeof size === 'number' ? size : axis === 0 ? 1 : 0));
    feeds[name] = known ?? { data: new Float32Array(dims.reduce((product, size) => product * size, 1)), dims };
  }
  return feeds;
}

function nothingToSee({ id }: ModelRef, graph: string, fused: ReadonlyMap<string, number>) {
  const kernels = [...fused].map(([op, count]) => `${count} ${op}`).join(' and ');
  return {
    code: 'model-incompatible',
    message: kernels
      ? `The attention of ${id} is fused: its graph ${graph} has ${kernels} nodes, whose softmax never leaves them.`
      : `The graph ${graph} of ${id} has no attention that Loupe recognises: no softmax of queries and keys that weighs values.`,
    action:
      'Choose an export that was not optimised into fused attention, such as the model’s fp32 file, or a starter.',
    remedy: 'use-starter-model',
    field: 'model',
  } as const;
}

const oddShapes = ({ id }: ModelRef) =>
  ({
    code: 'model-incompatible',
    message: `The attentions of ${id} differ in shape from layer to layer, which cannot be drawn side by side.`,
    action: 'Choose a model whose layers all have the same number of heads.',
    remedy: 'use-starter-model',
    field: 'model',
  }) as const;
