import {
  anyOf,
  type Check,
  fieldsProblem,
  flag,
  isObject,
  listOf,
  number,
  oneOrMore,
  recordOf,
  text,
  whole,
} from './checks';

const name = text(1000);
const width = oneOrMore(whole(1, 1_000_000));
const layers = oneOrMore(whole(0, 10_000));
/** Llama's configurations have -1 for 'none'. */
const tokenId = anyOf(listOf(whole(-1, 100_000_000), 1000), whole(-1, 100_000_000));
const length = whole(0, 1_000_000_000);

/** Of config.json in older models, and of generation_config.json. */
const TOKEN_IDS: Readonly<Record<string, Check>> = {
  bos_token_id: tokenId,
  eos_token_id: tokenId,
  pad_token_id: tokenId,
  decoder_start_token_id: tokenId,
  forced_bos_token_id: tokenId,
  forced_eos_token_id: tokenId,
};

/** Of config.json, also of the parts of composed models, and of diffusers' components. */
const CONFIG: Readonly<Record<string, Check>> = {
  model_type: name,
  architectures: listOf(name, 100),
  _class_name: name,
  id2label: recordOf(text(10_000), 1_000_000),
  label2id: recordOf(anyOf(name, whole(0, 1_000_000)), 1_000_000),
  num_labels: whole(0, 1_000_000),
  is_encoder_decoder: flag,
  vocab_size: whole(1, 10_000_000),
  type_vocab_size: whole(0, 100_000),
  ...Object.fromEntries(
    ['hidden_size', 'd_model', 'n_embd', 'dim', 'intermediate_size', 'd_ff', 'ffn_dim', 'embedding_size'].map((key) => [
      key,
      width,
    ]),
  ),
  ...Object.fromEntries(
    [
      'num_hidden_layers',
      'n_layer',
      'n_layers',
      'num_layers',
      'encoder_layers',
      'decoder_layers',
      'num_decoder_layers',
    ].map((key) => [key, layers]),
  ),
  ...Object.fromEntries(
    [
      'num_attention_heads',
      'num_key_value_heads',
      'n_head',
      'n_heads',
      'num_heads',
      'encoder_attention_heads',
      'decoder_attention_heads',
      'd_kv',
      'head_dim',
    ].map((key) => [key, layers]),
  ),
  max_position_embeddings: whole(-1, 1_000_000_000),
  n_positions: whole(-1, 1_000_000_000),
  n_ctx: whole(-1, 1_000_000_000),
  max_source_positions: whole(0, 1_000_000_000),
  ...TOKEN_IDS,
  // Components of diffusion models.
  sample_size: oneOrMore(whole(1, 100_000)),
  in_channels: whole(1, 10_000),
  out_channels: whole(1, 10_000),
  latent_channels: whole(1, 10_000),
  block_out_channels: listOf(whole(1, 1_000_000), 100),
  encoder_block_out_channels: listOf(whole(1, 1_000_000), 100),
  cross_attention_dim: width,
  scaling_factor: number(-1000, 1000),
  shift_factor: number(-1000, 1000),
  time_cond_proj_dim: whole(1, 1_000_000),
};

/** Configurations within configurations. */
const PARTS = ['text_config', 'vision_config', 'audio_config', 'encoder', 'decoder', 'llm_config'];

/** Of config.json: the sizes that the runtime allocates by, and what it chooses classes by. */
export function configProblem(config: unknown, where = ''): string | null {
  const problem = fieldsProblem(config, CONFIG, where);
  if (problem || !isObject(config)) return problem;
  for (const part of PARTS) {
    const inner = Object.hasOwn(config, part) ? config[part] : undefined;
    const found = isObject(inner) ? configProblem(inner, where ? `${where}.${part}` : part) : null;
    if (found) return found;
  }
  return null;
}

const SCHEDULER: Readonly<Record<string, Check>> = {
  _class_name: name,
  num_train_timesteps: whole(1, 100_000),
  beta_start: number(0, 1),
  beta_end: number(0, 1),
  beta_schedule: name,
  prediction_type: name,
  timestep_spacing: name,
  steps_offset: whole(0, 100_000),
  solver_order: whole(1, 10),
  trained_betas: listOf(number(0, 1), 100_000),
  shift: number(0, 1000),
};

export const schedulerProblem = (config: unknown): string | null => fieldsProblem(config, SCHEDULER);

const GENERATION: Readonly<Record<string, Check>> = {
  max_length: length,
  max_new_tokens: length,
  min_length: length,
  min_new_tokens: length,
  num_beams: whole(1, 1000),
  num_beam_groups: whole(1, 1000),
  num_return_sequences: whole(1, 1000),
  no_repeat_ngram_size: whole(0, 10_000),
  top_k: whole(0, 100_000_000),
  top_p: number(0, 1),
  min_p: number(0, 1),
  typical_p: number(0, 1),
  temperature: number(0, 1_000_000),
  repetition_penalty: number(0, 1_000_000),
  length_penalty: number(-1_000_000, 1_000_000),
  do_sample: flag,
  early_stopping: anyOf(flag, name),
  ...TOKEN_IDS,
  suppress_tokens: listOf(whole(-1, 100_000_000), 1_000_000),
  begin_suppress_tokens: listOf(whole(-1, 100_000_000), 1_000_000),
  bad_words_ids: listOf(listOf(whole(0, 100_000_000), 1000), 1_000_000),
  lang_to_id: recordOf(whole(0, 100_000_000), 100_000),
};

export const generationProblem = (config: unknown): string | null => fieldsProblem(config, GENERATION);

/** model_index.json: the class of the pipeline, and for each component its library and class. */
export const modelIndexProblem = (index: unknown): string | null => fieldsProblem(index, { _class_name: name });
