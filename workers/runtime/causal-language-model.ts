import { AutoModelForCausalLM, AutoTokenizer, Tensor } from '@huggingface/transformers';
import { FailureError } from '../../src/contract/failure';
import type { DecoderSession, LanguageModel } from '../text/decoding/language-model';
import { firstIds, idList } from './config';
import { fullMask, int64Rows, KeyValueCache, lastPositions } from './decoder-cache';
import type { Loaded, ModelLoader } from './loader';
import { PROBE_TEXT, probeDecoder } from './probes';
import { readModelText } from './transformers-env';

interface DecoderConfig {
  max_position_embeddings?: number;
  n_positions?: number;
  n_ctx?: number;
  eos_token_id?: unknown;
}

type Network = Awaited<ReturnType<typeof AutoModelForCausalLM.from_pretrained>>;

/** A decoder with its tokenizer, over the transformers.js forward pass; the decoding loop is ours. */
export const loadCausalLanguageModel: ModelLoader<LanguageModel & Loaded> = async (model, rung) => {
  const tokenizer = await AutoTokenizer.from_pretrained(model.id);
  // As in transformers the file goes before tokenizer_config.json; the library reads the latter alone.
  tokenizer.chat_template = (await readModelText(model.id, 'chat_template.jinja')) ?? tokenizer.chat_template;
  const network = await AutoModelForCausalLM.from_pretrained(model.id, rung);
  const config = network.config as DecoderConfig;
  // generation_config.json outranks config.json, as in generate().
  const generationEos = (network.generation_config as { eos_token_id?: unknown } | null)?.eos_token_id;
  const endTokenIds = new Set(idList(generationEos ?? config.eos_token_id));
  const encode = (text: string, add_special_tokens: boolean): number[] =>
    firstIds(tokenizer(text, { add_special_tokens, return_tensor: false, truncation: false }));
  return {
    contextLength: config.max_position_embeddings ?? config.n_positions ?? config.n_ctx ?? 1024,
    endTokenIds,
    padTokenId: tokenizer.pad_token_id ?? [...endTokenIds][0] ?? 0,
    hasChatTemplate: Boolean(tokenizer.chat_template),
    // As Python's pipeline: a beginning token wherever the tokenizer's template has one, as that of Llama 3.
    encode: (text) => encode(text, true),
    encodeChat(messages) {
      // The template writes the special tokens itself.
      const options = { add_generation_prompt: true, tokenize: false };
      try {
        return encode(String(tokenizer.apply_chat_template([...messages], options)), false);
      } catch (error) {
        throw refusedChat(error);
      }
    },
    decode: (ids) => tokenizer.decode(ids, { skip_special_tokens: true, clean_up_tokenization_spaces: false }),
    openSession: () => new TransformersDecoderSession(network),
    probe: () => probeDecoder(new TransformersDecoderSession(network), encode(PROBE_TEXT, true)),
    async dispose() {
      await network.dispose();
    },
  };
};

/** Templates refuse what their model never saw, such as two questions in a row or a system prompt. */
const refusedChat = (error: unknown): FailureError =>
  new FailureError({
    code: 'input-invalid',
    message: "The model's chat template does not take this conversation.",
    action: 'Let user and assistant take turns, beginning with the user, and try without a system prompt.',
    remedy: 'edit-input',
    field: 'text',
    detail: String(error),
  });

/** Keeps the key/value cache of a batch between forward passes. All rows have been read to the same length. */
class TransformersDecoderSession implements DecoderSession {
  private readonly cache = new KeyValueCache();
  private length = 0;

  constructor(private readonly network: Network) {}

  async prefill(rows: readonly (readonly number[])[]): Promise<Float32Array[]> {
    return this.forward(rows);
  }

  async step(tokens: readonly number[]): Promise<Float32Array[]> {
    return this.forward(tokens.map((token) => [token]));
  }

  async reorder(sources: readonly number[]): Promise<void> {
    await this.cache.reorder(sources);
  }

  async dispose(): Promise<void> {
    await this.cache.dispose();
  }

  private async forward(rows: readonly (readonly number[])[]): Promise<Float32Array[]> {
    this.length += rows[0]?.length ?? 0;
    const feeds = {
      input_ids: int64Rows(rows),
      attention_mask: fullMask(rows.length, this.length),
      past_key_values: this.cache.entries,
      // Only graphs that can leave out the logits of earlier positions take it.
      num_logits_to_keep: new Tensor('int64', BigInt64Array.of(1n), []),
    };
    const outputs = (await this.network.forward(feeds)) as Record<string, Tensor>;
    const { logits } = outputs;
    if (!logits) throw new Error('The model has no output named logits.');
    this.cache.keep(outputs);
    return lastPositions(logits);
  }
}
