import { AutoModelForSeq2SeqLM, AutoTokenizer, type Tensor } from '@huggingface/transformers';
import type { DecoderSession, DecodingModel } from '../text/decoding/language-model';
import type { GenerationDefaults } from '../text/generation-defaults';
import { gatherRows } from './cache-reorder';
import { idList } from './config';
import { int64Rows, KeyValueCache, lastPositions } from './decoder-cache';
import type { Loaded, ModelLoader } from './loader';
import { PROBE_TEXT, probeDecoder } from './probes';
import { type Languages, languageChoiceOf, pairsOf } from './translation-languages';

export interface EncodedSources {
  /** Token ids of each text, the special tokens included, without padding. */
  ids: number[][];
  /** Whether a text was longer than the model reads. */
  truncated: boolean[];
  /** The token that the target language forces at the beginning, where there is one. */
  forcedBosTokenId: number | null;
}

/** An encoder-decoder with its tokenizer; the decoding loop is ours. `contextLength` is the decoder's. */
export interface SequenceToSequenceModel extends DecodingModel, Loaded {
  /** The most tokens that the encoder reads. */
  maxSourceTokens: number;
  decoderStartTokenId: number;
  /** What the model's generation_config.json sets. */
  generation: GenerationDefaults;
  /** What its config.json sets for one task. */
  taskDefaults(task: string): GenerationDefaults;
  /** Codes that `src_lang` and `tgt_lang` can be; empty for a model that has no choice. */
  languages: string[];
  /** What the model wants before each text of a task ("summarize: "), or nothing. */
  prefixOf(task: string): string;
  /** @throws FailureError parameter-invalid for a language that the model does not know */
  encode(texts: string[], languages: Languages): EncodedSources;
  /** The number of tokens of a text, the special ones not counted. */
  countTokens(text: string): number;
  /** Reads the sources, padded to the longest, and opens a decoder over them: one row for each source. */
  openSession(sources: number[][]): Promise<DecoderSession>;
}

interface Seq2SeqConfig {
  max_position_embeddings?: number;
  n_positions?: number;
  decoder_start_token_id?: number;
  eos_token_id?: unknown;
  pad_token_id?: number;
  prefix?: string;
  task_specific_params?: Record<string, { prefix?: string } & GenerationDefaults>;
}

type Network = Awaited<ReturnType<typeof AutoModelForSeq2SeqLM.from_pretrained>>;
/** Relative positions have no end; so much is read and written at most. */
const POSITIONS_WITHOUT_END = 512;

export const loadSequenceToSequenceModel: ModelLoader<SequenceToSequenceModel> = async (model, rung) => {
  const tokenizer = await AutoTokenizer.from_pretrained(model.id);
  const network = await AutoModelForSeq2SeqLM.from_pretrained(model.id, rung);
  const config = network.config as Seq2SeqConfig;
  const generation = (network.generation_config ?? {}) as GenerationDefaults & { [name: string]: unknown };
  const endTokenIds = new Set(idList(generation.eos_token_id ?? config.eos_token_id));
  const padTokenId = Number(generation.pad_token_id ?? config.pad_token_id ?? tokenizer.pad_token_id ?? 0);
  const positions = config.max_position_embeddings ?? config.n_positions ?? POSITIONS_WITHOUT_END;
  const maxSourceTokens = Math.min(Number(tokenizer.model_max_length) || positions, positions);
  const choice = languageChoiceOf(tokenizer, model.id, pairsOf(Object.keys(config.task_specific_params ?? {})));
  const tokenize = (texts: string[], options: object = {}): number[][] => {
    const encoded = tokenizer(texts, { return_tensor: false, truncation: false, ...options });
    return (encoded as { input_ids: ArrayLike<number | bigint>[] }).input_ids.map((ids) => Array.from(ids, Number));
  };
  const decoderStartTokenId = Number(
    generation.decoder_start_token_id ?? config.decoder_start_token_id ?? generation.bos_token_id ?? padTokenId,
  );
  const loaded: SequenceToSequenceModel = {
    contextLength: positions,
    maxSourceTokens,
    decoderStartTokenId,
    endTokenIds,
    padTokenId,
    generation,
    taskDefaults: (task) => settingsOf(config, task) ?? {},
    languages: choice.codes,
    prefixOf: (task) => settingsOf(config, task)?.prefix ?? config.prefix ?? '',
    encode(texts, languages) {
      const { ids, forcedBosTokenId } = choice.encode(texts, languages, tokenize);
      return {
        ids: ids.map((row) => (row.length > maxSourceTokens ? shorten(row, maxSourceTokens, endTokenIds) : row)),
        truncated: ids.map((row) => row.length > maxSourceTokens),
        forcedBosTokenId,
      };
    },
    countTokens: (text) => tokenize([text], { add_special_tokens: false })[0]?.length ?? 0,
    decode: (ids) => tokenizer.decode(ids, { skip_special_tokens: true, clean_up_tokenization_spaces: false }),
    async openSession(sources) {
      const width = Math.max(...sources.map((ids) => ids.length));
      const padding = (ids: number[], value: number) => Array<number>(width - ids.length).fill(value);
      const mask = sources.map((ids) => [...ids.map(() => 1), ...padding(ids, 0)]);
      const inputs = {
        input_ids: int64Rows(sources.map((ids) => [...ids, ...padding(ids, padTokenId)])),
        attention_mask: int64Rows(mask),
      };
      const encoded = await network._prepare_encoder_decoder_kwargs_for_generation({
        inputs_tensor: inputs.input_ids,
        model_inputs: inputs,
        model_input_name: 'input_ids',
        generation_config: { guidance_scale: null },
      });
      return new TransformersSequenceToSequenceSession(network, encoded.encoder_outputs as Tensor, mask);
    },
    async probe() {
      const session = await loaded.openSession(tokenize([PROBE_TEXT]));
      return probeDecoder(session, [decoderStartTokenId]);
    },
    async dispose() {
      await network.dispose();
    },
  };
  return loaded;
};

/** As Python's `pipeline()`: "translation" without languages means the first pair that the configuration has. */
function settingsOf({ task_specific_params: settings = {} }: Seq2SeqConfig, task: string) {
  const first = Object.keys(settings).find((name) => name.startsWith('translation'));
  return settings[task === 'translation' && first ? first : task];
}

/** As the tokenizers' truncation: the end token stays. */
function shorten(ids: number[], longest: number, endTokenIds: ReadonlySet<number>): number[] {
  const last = ids.at(-1) ?? 0;
  return endTokenIds.has(last) ? [...ids.slice(0, longest - 1), last] : ids.slice(0, longest);
}

/** Keeps what the encoder made of the sources, and the key/value cache, between forward passes of the decoder. */
class TransformersSequenceToSequenceSession implements DecoderSession {
  private readonly cache = new KeyValueCache();
  /** Which source each row writes for. */
  private sources: number[];
  /** `mask`, which is the same from step to step. */
  private maskTensor: Tensor;

  constructor(
    private readonly network: Network,
    private encoded: Tensor,
    private mask: number[][],
  ) {
    this.sources = mask.map((_, source) => source);
    this.maskTensor = int64Rows(mask);
  }

  prefill(rows: readonly (readonly number[])[]): Promise<Float32Array[]> {
    return this.forward(rows);
  }

  step(tokens: readonly number[]): Promise<Float32Array[]> {
    return this.forward(tokens.map((token) => [token]));
  }

  async reorder(rows: readonly number[]): Promise<void> {
    const sources = rows.map((row) => this.sources[row] ?? 0);
    const sameSources = sources.length === this.sources.length && sources.every((s, row) => s === this.sources[row]);
    // Beams of one source change places often; what the encoder made of it is the same for all of them.
    await this.cache.reorder(rows, sameSources);
    if (sameSources) return;
    const { encoded } = await gatherRows({ encoded: this.encoded }, rows);
    if (this.encoded.location === 'gpu-buffer') this.encoded.dispose();
    if (encoded) this.encoded = encoded;
    this.mask = rows.map((row) => this.mask[row] ?? []);
    this.maskTensor = int64Rows(this.mask);
    this.sources = sources;
  }

  async dispose(): Promise<void> {
    await this.cache.dispose();
    if (this.encoded.location === 'gpu-buffer') this.encoded.dispose();
  }

  private async forward(rows: readonly (readonly number[])[]): Promise<Float32Array[]> {
    const outputs = (await this.network.forward({
      encoder_outputs: this.encoded,
      attention_mask: this.maskTensor,
      decoder_input_ids: int64Rows(rows),
      past_key_values: this.cache.entries,
    })) as Record<string, Tensor>;
    const { logits } = outputs;
    if (!logits) throw new Error('The model has no output named logits.');
    this.cache.keep(outputs);
    return lastPositions(logits);
  }
}
