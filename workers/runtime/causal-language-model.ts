import { AutoModelForCausalLM, AutoTokenizer, DynamicCache, Tensor } from '@huggingface/transformers';
import type { DecoderSession, LanguageModel } from '../text/decoding/language-model';
import { firstIds, idList } from './config';
import type { Loaded, ModelLoader } from './loader';

interface DecoderConfig {
  max_position_embeddings?: number;
  n_positions?: number;
  n_ctx?: number;
  vocab_size?: number;
  eos_token_id?: unknown;
}

type Network = Awaited<ReturnType<typeof AutoModelForCausalLM.from_pretrained>>;

/** A decoder with its tokenizer, over the transformers.js forward pass; the decoding loop is ours. */
export const loadCausalLanguageModel: ModelLoader<LanguageModel & Loaded> = async (model, rung) => {
  const tokenizer = await AutoTokenizer.from_pretrained(model.id);
  const network = await AutoModelForCausalLM.from_pretrained(model.id, rung);
  const config = network.config as DecoderConfig;
  const generationEos = (network.generation_config as { eos_token_id?: unknown } | null)?.eos_token_id;
  const endTokenIds = new Set([...idList(generationEos), ...idList(config.eos_token_id)]);
  // As the text-generation pipeline: special tokens only where the tokenizer asks for them.
  const addSpecialTokens = Boolean(tokenizer.add_bos_token || tokenizer.add_eos_token);
  return {
    contextLength: config.max_position_embeddings ?? config.n_positions ?? config.n_ctx ?? 1024,
    endTokenIds,
    padTokenId: tokenizer.pad_token_id ?? [...endTokenIds][0] ?? 0,
    encode: (text) =>
      firstIds(tokenizer(text, { add_special_tokens: addSpecialTokens, return_tensor: false, truncation: false })),
    decode: (ids) => tokenizer.decode(ids, { skip_special_tokens: true, clean_up_tokenization_spaces: false }),
    openSession: () => new TransformersDecoderSession(network),
    async dispose() {
      await network.dispose();
    },
  };
};

/** Keeps the attention mask and the key/value cache of a batch between forward passes. */
class TransformersDecoderSession implements DecoderSession {
  private cache: DynamicCache | null = null;
  private mask: number[][] = [];

  constructor(private readonly network: Network) {}

  async prefill(rows: number[][]): Promise<Float32Array[]> {
    this.mask = rows.map((row) => row.map(() => 1));
    return this.forward(rows);
  }

  async step(tokens: number[]): Promise<Float32Array[]> {
    for (const row of this.mask) row.push(1);
    return this.forward(tokens.map((token) => [token]));
  }

  async dispose(): Promise<void> {
    await this.cache?.dispose();
    this.cache = null;
  }

  /** Takes over the new keys and values; the cache gives back the GPU memory of those they replace. */
  private keep(outputs: Record<string, Tensor>): void {
    const entries: Record<string, Tensor> = {};
    for (const [name, tensor] of Object.entries(outputs)) {
      if (name.startsWith('present')) entries[name.replace('present', 'past_key_values')] = tensor;
    }
    if (this.cache) this.cache.update(entries);
    else this.cache = new DynamicCache(entries);
  }

  private async forward(rows: number[][]): Promise<Float32Array[]> {
    const feeds = { input_ids: int64(rows), attention_mask: int64(this.mask), past_key_values: this.cache };
    const outputs = (await this.network.forward(feeds)) as Record<string, Tensor>;
    const { logits } = outputs;
    if (!logits) throw new Error('The model has no output named logits.');
    this.keep(outputs);
    return lastPositions(logits);
  }
}

const int64 = (rows: number[][]): Tensor =>
  new Tensor('int64', BigInt64Array.from(rows.flat(), BigInt), [rows.length, rows[0]?.length ?? 0]);

/** The logits of each row's last position; [batch, length, vocabulary] → batch views of float32. */
function lastPositions(logits: Tensor): Float32Array[] {
  const [batch = 0, length = 0, vocabulary = 0] = logits.dims;
  const data = (logits.type === 'float32' ? logits : logits.to('float32')).data as Float32Array;
  return Array.from({ length: batch }, (_, row) => {
    const start = (row * length + length - 1) * vocabulary;
    return data.subarray(start, start + vocabulary);
  });
}
