/** How to decode: the fields and their meaning are those of transformers' GenerationConfig (4.56). */
export interface GenerationOptions {
  /** The most tokens to write; null leaves it to `max_length`. It outranks `max_length`. */
  max_new_tokens: number | null;
  /** The longest sequence, prompt (or decoder start) included; null for as much as the model's context takes. */
  max_length: number | null;
  /** No end token before so many were written; 0 leaves it to `min_length`. It outranks `min_length`. */
  min_new_tokens: number;
  /** No end token before the sequence, prompt included, is so long. */
  min_length: number;
  /** Text that ends a sequence as soon as a token completes it; it stays in the text. */
  stop_strings: readonly string[] | null;
  do_sample: boolean;
  temperature: number;
  /** 0 keeps all. */
  top_k: number;
  /** 1 keeps all. */
  top_p: number;
  /** null keeps all. */
  min_p: number | null;
  /** 1 keeps all. */
  typical_p: number;
  /** From 0 to 2^32 - 1. */
  seed: number;
  num_beams: number;
  length_penalty: number;
  early_stopping: boolean | 'never';
  num_return_sequences: number;
  repetition_penalty: number;
  /** 0 allows repetition. */
  no_repeat_ngram_size: number;
  /** Sequences of tokens that must not be written. */
  bad_words_ids: readonly (readonly number[])[] | null;
  suppress_tokens: readonly number[] | null;
  /** Not to be written as the first token. */
  begin_suppress_tokens: readonly number[] | null;
  /** The token that follows a prompt of one token. */
  forced_bos_token_id: number | null;
  /** The tokens that may stand last where the longest length is reached. */
  forced_eos_token_id: number | readonly number[] | null;
  /** Whether each token comes with its log-probability and the likeliest alternatives. */
  output_scores: boolean;
}

/** Greedy decoding without any knob touched, up to the end of the context. */
export const GREEDY: GenerationOptions = {
  max_new_tokens: null,
  max_length: null,
  min_new_tokens: 0,
  min_length: 0,
  stop_strings: null,
  do_sample: false,
  temperature: 1,
  top_k: 50,
  top_p: 1,
  min_p: null,
  typical_p: 1,
  seed: 0,
  num_beams: 1,
  length_penalty: 1,
  early_stopping: false,
  num_return_sequences: 1,
  repetition_penalty: 1,
  no_repeat_ngram_size: 0,
  bad_words_ids: null,
  suppress_tokens: null,
  begin_suppress_tokens: null,
  forced_bos_token_id: null,
  forced_eos_token_id: null,
  output_scores: false,
};

export interface LengthLimits {
  /** Tokens of the prompt. */
  prompt: number;
  /** The sequence ends at so many tokens, prompt included; above `prompt`. */
  maximum: number;
  /** No end token before so many, prompt included. */
  minimum: number;
}

/** As transformers' `_prepare_generated_length`: what is said of new tokens outranks what is said of the whole. */
export function lengthLimits(
  options: Pick<GenerationOptions, 'max_new_tokens' | 'max_length' | 'min_new_tokens' | 'min_length'>,
  prompt: number,
  contextLength: number,
): LengthLimits {
  const { max_new_tokens, max_length, min_new_tokens, min_length } = options;
  const asked = max_new_tokens === null ? (max_length ?? contextLength) : prompt + max_new_tokens;
  return {
    prompt,
    maximum: Math.max(prompt + 1, Math.min(asked, contextLength)),
    minimum: min_new_tokens > 0 ? prompt + min_new_tokens : min_length,
  };
}
