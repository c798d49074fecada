import { FailureError } from '../../src/contract/failure';
import type { ModelFile, ModelRef } from '../../src/contract/model';
import type { AttentionBlock } from '../inside/attention/attention-blocks';
import type { DecoderSession, DecodingModel } from '../text/decoding/language-model';
import type { GenerationDefaults } from '../text/generation-defaults';
import { type AttentionGraph, openAttentionGraph } from './attention-graph';
import { type AttentionTokenizer, loadAttentionTokenizer } from './attention-tokenizer';
import { idList } from './config';
import type { GraphFiles } from './graph-session';
import type { Loaded, ModelLoader } from './loader';
import type { ModelFiles } from './model-files';
import { readModelText } from './transformers-env';

/** A model whose attentions can be read. */
export interface AttentionModel extends Loaded {
  tokenizer: AttentionTokenizer;
  config: AttentionConfig;
  /** The most tokens of one text, special ones counted. */
  maxTokens: number;
  /** An encoder or a decoder alone. Null for an encoder-decoder. */
  single: AttentionGraph | null;
  /** Null for an encoder or a decoder alone. */
  halves: EncoderDecoder | null;
}

/** Encoder and decoder; the decoder reads all that it has written again at each step, so that every row is seen. */
export interface EncoderDecoder extends DecodingModel {
  encoder: AttentionGraph;
  decoder: AttentionGraph;
  decoderStartTokenId: number;
  generation: GenerationDefaults;
  /** A decoder over one source, for decoding. */
  openSession(source: readonly number[]): Promise<DecoderSession>;
  /** What both halves look at, for a source and what the decoder reads. */
  read(source: readonly number[], target: readonly number[]): Promise<AttentionBlock[]>;
}

export interface AttentionConfig {
  model_type?: string;
  max_position_embeddings?: number;
  n_positions?: number;
  n_ctx?: number;
  pad_token_id?: number;
  eos_token_id?: unknown;
  decoder_start_token_id?: number;
}

/** Tokens that are read where nothing says how many may be. */
const UNSAID_LENGTH = 512;

export const loadAttentionModel: ModelLoader<AttentionModel> = async (model, rung, { files }) => {
  const tokenizer = await loadAttentionTokenizer(model.id);
  const config = JSON.parse((await readModelText(model.id, 'config.json')) ?? '{}') as AttentionConfig;
  const parts = partsOf(model.weights.find(({ dtype }) => dtype === rung.dtype)?.files ?? []);
  const open = async (part: Part, kinds: Parameters<typeof openAttentionGraph>[4]) => {
    const graph = await graphFiles(files, parts[part]);
    return graph && openAttentionGraph(model, part, graph, rung, kinds);
  };
  const single = await open('model', { own: 'self', cross: 'cross' });
  const encoder = single ? null : await open('encoder', { own: 'encoder', cross: 'encoder' });
  const decoder = encoder && (await open('decoder', { own: 'decoder', cross: 'cross' }));
  const halves = encoder && decoder ? await encoderDecoder(model, config, tokenizer, encoder, decoder) : null;
  if (!single && !halves) throw new FailureError(noGraphs(model, rung.dtype));
  const positions = config.max_position_embeddings ?? config.n_positions ?? config.n_ctx ?? UNSAID_LENGTH;
  return {
    tokenizer,
    config,
    maxTokens: Math.min(tokenizer.maxLength, positions > 0 ? positions : UNSAID_LENGTH),
    single,
    halves,
    async dispose() {
      for (const graph of [single, encoder, decoder]) await graph?.release();
    },
  };
};

type Part = 'model' | 'encoder' | 'decoder';
interface PartFiles {
  graph: string;
  /** Weights beside it, by path. */
  external: string[];
}

/** Which files make which part; a graph that was written with attention outputs goes before the plain one. */
function partsOf(files: readonly ModelFile[]): Partial<Record<Part, PartFiles>> {
  const parts: Partial<Record<Part, PartFiles>> = {};
  const paths = files.map(({ path }) => path);
  const graphs = paths.filter((path) => path.endsWith('.onnx'));
  for (const path of graphs) {
    const name = nameOf(path);
    const part: Part = name.startsWith('encoder') ? 'encoder' : name.startsWith('decoder') ? 'decoder' : 'model';
    if (parts[part] && !name.includes(ATTENTIONS)) continue;
    const owner = path.replace(ATTENTIONS, '');
    const beside = paths.filter((other) => !other.endsWith('.onnx') && other.startsWith(owner));
    parts[part] = { graph: path, external: owner === path ? beside : [owner, ...beside] };
  }
  return parts;
}

const ATTENTIONS = '_attentions';
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

async function graphFiles(files: ModelFiles, part: PartFiles | undefined): Promise<GraphFiles | null> {
  const graph = part && (await files.read(part.graph));
  if (!part || !graph) return null;
  const external = new Map<string, Blob>();
  for (const path of part.external) {
    const blob = await (await files.read(path))?.blob();
    if (blob) external.set(nameOf(path), blob);
  }
  return { graph: await graph.blob(), external };
}

async function encoderDecoder(
  { id }: ModelRef,
  config: AttentionConfig,
  tokenizer: AttentionTokenizer,
  encoder: AttentionGraph,
  decoder: AttentionGraph,
): Promise<EncoderDecoder> {
  const text = await readModelText(id, 'generation_config.json');
  const generation = (text ? JSON.parse(text) : {}) as GenerationDefaults & AttentionConfig & { bos_token_id?: number };
  const padTokenId = Number(generation.pad_token_id ?? config.pad_token_id ?? 0);
  const start = generation.decoder_start_token_id ?? config.decoder_start_token_id ?? generation.bos_token_id;
  const encode = async (source: readonly number[], withAttentions: boolean) => {
    const ids = { integers: [...source], dims: [1, source.length] };
    const { outputs, blocks } = await encoder.run({ input_ids: ids }, ['last_hidden_state'], withAttentions);
    const states = outputs.last_hidden_state;
    if (!states) throw new Error('The encoder has no output named last_hidden_state.');
    const mask = { integers: source.map(() => 1), dims: [1, source.length] };
    return { blocks, feeds: { encoder_hidden_states: states, encoder_attention_mask: mask } };
  };
  const decode = (ids: readonly number[], feeds: Awaited<ReturnType<typeof encode>>['feeds'], attentions: boolean) =>
    decoder.run({ input_ids: { integers: [...ids], dims: [1, ids.length] }, ...feeds }, ['logits'], attentions);
  return {
    encoder,
    decoder,
    decoderStartTokenId: Number(start ?? padTokenId),
    generation,
    padTokenId,
    endTokenIds: new Set(idList(generation.eos_token_id ?? config.eos_token_id)),
    contextLength: config.max_position_embeddings ?? config.n_positions ?? UNSAID_LENGTH,
    decode: (ids) => tokenizer.decode(ids),
    async openSession(source) {
      const { feeds } = await encode(source, false);
      return rereadingSession(async (ids) => {
        const { outputs } = await decode(ids, feeds, false);
        const { data, dims } = outputs.logits ?? { data: new Float32Array(), dims: [1, 1, 0] };
        return data.slice(((dims[1] ?? 1) - 1) * (dims[2] ?? 0));
      });
    },
    async read(source, target) {
      const encoded = await encode(source, true);
      const decoded = await decode(target, encoded.feeds, true);
      return [...encoded.blocks, ...decoded.blocks];
    },
  };
}

/** Decoding without a cache: sentences are short, and one graph less has to be understood. */
function rereadingSession(logitsAfter: (ids: readonly number[]) => Promise<Float32Array>): DecoderSession {
  let rows: number[][] = [];
  const all = async () => {
    const logits: Float32Array[] = [];
    for (const row of rows) logits.push(await logitsAfter(row));
    return logits;
  };
  return {
    async prefill(prompts) {
      rows = prompts.map((prompt) => [...prompt]);
      return all();
    },
    async step(tokens) {
      for (const [index, token] of tokens.entries()) rows[index]?.push(token);
      return all();
    },
    async reorder(sources) {
      rows = sources.map((source) => [...(rows[source] ?? [])]);
    },
    async dispose() {
      rows = [];
    },
  };
}

const noGraphs = ({ id }: ModelRef, dtype: string) =>
  ({
    code: 'model-file-missing',
    message: `${id} has no ${dtype} graph that Loupe knows: neither onnx/model nor onnx/encoder_model with onnx/decoder_model_merged.`,
    action: 'Set dtype to automatic, or choose another model.',
    remedy: 'use-automatic-device',
    field: 'dtype',
  }) as const;
