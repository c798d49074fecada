import { inputFailure } from '../input-failure';
import { type GenerationOptions, GREEDY } from './decoding/generation-options';

/** What a model's generation_config.json, or the `task_specific_params` of its config.json, may set. */
export type GenerationDefaults = Partial<Omit<GenerationOptions, 'seed' | 'output_scores' | 'stop_strings'>>;

/** The knobs of an encoder-decoder task; `null` and 'default' leave a choice to the model and the pipeline. */
export interface SequenceToSequenceKnobs {
  max_length: number | null;
  max_new_tokens: number | null;
  min_length: number | null;
  num_beams: number | null;
  length_penalty: number | null;
  early_stopping: boolean | 'never' | 'default';
  no_repeat_ngram_size: number | null;
  repetition_penalty: number | null;
  do_sample: boolean;
  temperature: number;
  top_k: number;
  top_p: number;
  num_return_sequences: number;
  seed: number | null;
}

/** The knobs of text generation: those of GenerationConfig, a seed that may be left open, and lengths that may be. */
export type TextGenerationKnobs = Partial<Omit<GenerationOptions, 'seed'>> &
  Pick<GenerationOptions, 'max_new_tokens' | 'max_length'> & { seed: number | null };

/**
 * The options of one run of text generation. `max_new_tokens` goes before `max_length`, as in transformers; where
 * neither is said, it is the TextGenerationPipeline's own 256. Every other knob has its value already.
 */
export function textGenerationOptions(knobs: TextGenerationKnobs): GenerationOptions {
  const { max_new_tokens, max_length, seed } = knobs;
  const unsaid = max_new_tokens === null && max_length === null;
  return {
    ...GREEDY,
    ...knobs,
    max_new_tokens: unsaid ? PIPELINE.max_new_tokens : max_new_tokens,
    seed: seed ?? GREEDY.seed,
  };
}

/** What transformers' Text2TextGenerationPipeline does by itself; the 256 tokens are the TextGenerationPipeline's, too. */
const PIPELINE = { num_beams: 4, max_new_tokens: 256 } as const;

/** GenerationConfig's own `max_length`: a model whose file has it has said nothing. */
const UNSAID_MAX_LENGTH = 20;

/**
 * The options of one run, as transformers 4.56's Text2TextGenerationPipeline puts them together: what is asked for goes
 * before the model's task-specific settings, those before the pipeline's own (4 beams, 256 tokens), and those before the
 * model's generation_config.json, but that its `max_length`, where it has one, replaces the 256 tokens.
 * @throws FailureError parameter-invalid: more outputs than beams
 */
export function sequenceToSequenceOptions(
  knobs: SequenceToSequenceKnobs,
  model: GenerationDefaults,
  taskSpecific: GenerationDefaults,
): GenerationOptions {
  const merged = { ...model, ...PIPELINE, ...taskSpecific };
  const said = model.max_length !== undefined && model.max_length !== null && model.max_length !== UNSAID_MAX_LENGTH;
  const modelLength = taskSpecific.max_length ?? (said ? model.max_length : null) ?? null;
  const asked = knobs.max_length !== null || knobs.max_new_tokens !== null;
  const num_beams = knobs.num_beams ?? merged.num_beams;
  if (!knobs.do_sample && knobs.num_return_sequences > num_beams) throw moreThanBeams(knobs, num_beams);
  const early = knobs.early_stopping === 'default' ? merged.early_stopping : knobs.early_stopping;
  return {
    ...GREEDY,
    max_new_tokens: asked ? knobs.max_new_tokens : modelLength === null ? PIPELINE.max_new_tokens : null,
    max_length: knobs.max_length ?? modelLength,
    min_length: knobs.min_length ?? merged.min_length ?? GREEDY.min_length,
    num_beams,
    length_penalty: knobs.length_penalty ?? merged.length_penalty ?? GREEDY.length_penalty,
    early_stopping: early ?? GREEDY.early_stopping,
    no_repeat_ngram_size: knobs.no_repeat_ngram_size ?? merged.no_repeat_ngram_size ?? GREEDY.no_repeat_ngram_size,
    repetition_penalty: knobs.repetition_penalty ?? merged.repetition_penalty ?? GREEDY.repetition_penalty,
    do_sample: knobs.do_sample,
    temperature: knobs.temperature,
    top_k: knobs.top_k,
    top_p: knobs.top_p,
    num_return_sequences: knobs.num_return_sequences,
    seed: knobs.seed ?? GREEDY.seed,
    bad_words_ids: merged.bad_words_ids ?? null,
    suppress_tokens: merged.suppress_tokens ?? null,
    begin_suppress_tokens: merged.begin_suppress_tokens ?? null,
    forced_bos_token_id: merged.forced_bos_token_id ?? null,
    forced_eos_token_id: merged.forced_eos_token_id ?? null,
  };
}

/** The form cannot know how many beams a model searches with where nobody says. */
const moreThanBeams = ({ num_return_sequences }: SequenceToSequenceKnobs, num_beams: number) =>
  inputFailure(
    'parameter-invalid',
    'num_return_sequences',
    `\`num_return_sequences\` is ${num_return_sequences}, but the search has ${num_beams} beams and returns no more than that.`,
    'Set `num_beams` at least as high, or set `do_sample`.',
  );
