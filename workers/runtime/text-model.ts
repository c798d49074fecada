import { AutoConfig, AutoModel, AutoTokenizer, Tensor } from '@huggingface/transformers';
import type { Rung } from '../../src/contract/events';
import { FailureError } from '../../src/contract/failure';
import { PASS_TOKENS, padRows } from '../text/encoding/passes';
import type { Row } from '../text/encoding/rows';
import type { RowModel, RowOutputs } from '../text/encoding/run-rows';
import type { Loaded } from './loader';
import { probeRows } from './probes';
import { createTextTokenizer, type TextTokenizer } from './text-tokenizer';

/** The part of an encoder's configuration that is read here. */
export interface TextModelConfig {
  model_type?: string;
  id2label?: Record<string, string>;
  label2id?: Record<string, number>;
  problem_type?: string;
  max_position_embeddings?: number;
  pad_token_id?: number | null;
  vocab_size?: number;
}

/** An encoder with some head, and its tokenizer. */
export interface TextModel extends Loaded, RowModel {
  probe(): Promise<Float32Array>;
  tokenizer: TextTokenizer;
  config: TextModelConfig;
  /** The most tokens that the model reads at once, special ones counted. */
  maxTokens: number;
}

type Network = { (inputs: Record<string, Tensor>): Promise<unknown>; config: unknown; dispose(): Promise<unknown> };
interface AutoClass {
  supports(modelType: string): boolean;
  from_pretrained(id: string, options: Rung): Promise<unknown>;
}

interface Head {
  /** Outputs that are read. */
  outputs: readonly string[];
  /** What some exports call the first output; the first name that a graph has is taken. */
  otherNames?: readonly string[];
  /** Whether there are numbers for each token, or for each text. */
  perToken: boolean;
}

/** Numbers in one output, at most: the logits over a vocabulary of 30,000 words take much room. */
const OUTPUT_NUMBERS = 16e6;

/** Loads an encoder through transformers.js. */
export async function loadTextModel(id: string, rung: Rung, auto: AutoClass, head: Head): Promise<TextModel> {
  const tokenizer = createTextTokenizer(await AutoTokenizer.from_pretrained(id));
  // The library has no class for some kinds with this head (ALBERT for tokens…). Their graphs run all the same.
  const { model_type: type = '' } = (await AutoConfig.from_pretrained(id)) as TextModelConfig;
  const network = (await (auto.supports(type) ? auto : AutoModel).from_pretrained(id, rung)) as Network;
  const config = network.config as TextModelConfig;
  const wide = head.perToken && !config.id2label ? (config.vocab_size ?? 0) : 0;
  const loaded: TextModel = {
    tokenizer,
    config,
    maxTokens: maxTokensOf(tokenizer, config),
    passTokens: wide > 0 ? Math.min(PASS_TOKENS, Math.ceil(OUTPUT_NUMBERS / wide)) : PASS_TOKENS,
    async forward(rows) {
      const { rows: count, length, ids, types, mask } = padRows(rows, tokenizer.padId);
      const tensor = (data: BigInt64Array) => new Tensor('int64', data, [count, length]);
      const inputs = { input_ids: tensor(ids), attention_mask: tensor(mask), token_type_ids: tensor(types) };
      const given = (await network(inputs)) as Record<string, Tensor | undefined>;
      const outputs = head.outputs.map((name) => ({
        name,
        tensor: outputNamed(given, [name, ...(head.otherNames ?? [])], id),
      }));
      return rows.map((row, index) =>
        Object.fromEntries(outputs.map(({ name, tensor }) => [name, numbersOf(tensor, index, row, head.perToken)])),
      );
    },
    probe: () => probeRows(loaded),
    async dispose() {
      await network.dispose();
    },
  };
  return loaded;
}

function outputNamed(outputs: Record<string, Tensor | undefined>, names: readonly string[], id: string): Tensor {
  const tensor = names.map((name) => outputs[name]).find((found) => found !== undefined);
  if (!tensor) throw incompatible(`The graph of ${id} has no output ${names[0]}.`);
  return tensor.type === 'float32' ? tensor : tensor.to('float32');
}

function numbersOf({ data, dims }: Tensor, index: number, row: Row, perToken: boolean): RowOutputs[string] {
  const size = dims.slice(1).reduce((product, dim) => product * dim, 1);
  const kept = perToken ? (size / (dims[1] ?? 1)) * row.ids.length : size;
  return (data as Float32Array).subarray(index * size, index * size + kept);
}

/** Model types that number positions from behind the padding id, and so have fewer than their configuration says. */
const OFFSET_POSITIONS = new Set([
  'roberta',
  'xlm-roberta',
  'xlm-roberta-xl',
  'camembert',
  'mpnet',
  'longformer',
  'ibert',
  'data2vec-text',
  'esm',
  'mega',
]);

function maxTokensOf({ maxLength }: TextTokenizer, config: TextModelConfig): number {
  const { max_position_embeddings: positions, model_type: type = '', pad_token_id: pad } = config;
  const readable = positions === undefined || positions <= 0 ? Number.POSITIVE_INFINITY : positions;
  const limit = Math.min(maxLength, OFFSET_POSITIONS.has(type) ? readable - (pad ?? 1) - 1 : readable);
  // Tokenizers that know no limit write an enormous number.
  return limit < 1e6 ? limit : 512;
}

/** Label names by index. @throws FailureError where the configuration names none */
export function labelsOf({ id2label }: TextModelConfig, id: string, task: string): string[] {
  if (!id2label) throw incompatible(`${id} is no model for ${task}: its configuration names no labels.`);
  return Object.keys(id2label)
    .sort((a, b) => Number(a) - Number(b))
    .map((index) => id2label[index] ?? index);
}

export const incompatible = (message: string): FailureError =>
  new FailureError({
    code: 'model-incompatible',
    message,
    action: 'Choose a model that was made for this task.',
    remedy: 'use-starter-model',
    field: 'model',
  });
