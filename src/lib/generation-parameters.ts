import type { ParameterSpecs, SeedParameter } from '../contract/parameter';

export const SAMPLING_ONLY = { parameter: 'do_sample', equals: true, otherwise: 'Acts only with do_sample.' } as const;
/** What is said of new tokens goes before what is said of the whole, as in transformers. */
export const NEW_TOKENS_UNSAID = {
  parameter: 'max_new_tokens',
  equals: null,
  otherwise: 'Acts only while max_new_tokens is unset.',
} as const;
export const BEAMS_ONLY = { parameter: 'num_beams', above: 1, otherwise: 'Acts only with num_beams above 1.' } as const;

/** How the distribution is shaped before a token is drawn; every generating task has these. */
export const SAMPLING_PARAMETERS = {
  temperature: {
    type: 'number',
    label: 'Temperature',
    help: 'Divides the logits before softmax. Below 1 sharpens the distribution towards safe words; above 1 flattens it towards surprises.',
    minimum: 0.01,
    maximum: 5,
    step: 0.01,
    default: 1,
    activeWhen: SAMPLING_ONLY,
    section: 'Sampling',
  },
  top_k: {
    type: 'integer',
    label: 'Top k',
    help: 'Keep only the k likeliest tokens before drawing. 0 keeps all.',
    minimum: 0,
    maximum: 1000,
    step: 1,
    default: 50,
    activeWhen: SAMPLING_ONLY,
    section: 'Sampling',
  },
  top_p: {
    type: 'number',
    label: 'Top p (nucleus)',
    help: 'Nucleus sampling: keep the smallest set of likeliest tokens whose probabilities add up to p. 1 keeps all.',
    minimum: 0.01,
    maximum: 1,
    step: 0.01,
    default: 1,
    activeWhen: SAMPLING_ONLY,
    section: 'Sampling',
  },
} as const satisfies ParameterSpecs;

export const SEED_PARAMETER = {
  type: 'seed',
  label: 'Seed',
  help: 'Start of the random numbers. The same seed, model, device and parameters give the same text again.',
  default: null,
  activeWhen: SAMPLING_ONLY,
  section: 'Sampling',
} as const satisfies SeedParameter;

/** Several outputs need something that makes them differ. */
export const SEVERAL_OUTPUTS = [
  { parameter: 'do_sample', equals: true },
  { parameter: 'num_beams', atLeast: 'num_return_sequences' },
] as const;

/**
 * The generation knobs of encoder-decoder tasks, named as GenerationConfig names them. `null` is what the Python pipeline
 * does by itself: the value that the model's generation_config.json sets, else the pipeline's own (4 beams, 256 tokens).
 */
export const SEQUENCE_TO_SEQUENCE_PARAMETERS = {
  max_length: {
    type: 'optional-integer',
    label: 'Longest output',
    help: 'The most tokens that may be written, the start token counted. max_new_tokens, where it is set, goes before it.',
    minimum: 2,
    maximum: 2048,
    step: 1,
    default: null,
    firstNumber: 128,
    nullLabel: 'the model’s',
    activeWhen: NEW_TOKENS_UNSAID,
    section: 'Length',
  },
  max_new_tokens: {
    type: 'optional-integer',
    label: 'Most new tokens',
    help: 'The most tokens that may be written, the start token not counted.',
    minimum: 1,
    maximum: 2048,
    step: 1,
    default: null,
    firstNumber: 128,
    nullLabel: 'unset',
    section: 'Length',
  },
  min_length: {
    type: 'optional-integer',
    label: 'Shortest output',
    help: 'Until so many tokens are written, the end token is forbidden: the model must go on, though it may have nothing left to say.',
    minimum: 0,
    maximum: 2048,
    step: 1,
    default: null,
    nullLabel: 'the model’s',
    notAbove: 'max_length',
    section: 'Length',
  },
  num_beams: {
    type: 'optional-integer',
    label: 'Beams',
    help: 'Beam search: so many drafts are carried along, and the one that is likeliest as a whole wins. 1 is greedy: the likeliest word at each step, faster but short-sighted.',
    minimum: 1,
    maximum: 16,
    step: 1,
    default: null,
    nullLabel: 'the pipeline’s 4',
    section: 'Search',
  },
  length_penalty: {
    type: 'optional-number',
    label: 'Length penalty',
    help: 'The exponent of the length by which a beam’s log-probability is divided. Above 0 favours long outputs, below 0 short ones.',
    minimum: -5,
    maximum: 5,
    step: 0.1,
    default: null,
    nullLabel: 'the model’s',
    activeWhen: BEAMS_ONLY,
    section: 'Search',
  },
  early_stopping: {
    type: 'choice',
    label: 'Early stopping',
    help: 'When beam search ends. True: as soon as num_beams drafts are finished. False: when a better one is unlikely. Never: when a better one is impossible.',
    choices: [
      { value: 'default', label: 'the model’s' },
      { value: false, label: 'false' },
      { value: true, label: 'true' },
      { value: 'never', label: 'never' },
    ],
    default: 'default',
    activeWhen: BEAMS_ONLY,
    section: 'Search',
  },
  no_repeat_ngram_size: {
    type: 'optional-integer',
    label: 'No repeated n-grams',
    help: 'No run of so many tokens may occur twice. It cures loops, and at small values forbids what must be said twice. 0 allows all.',
    minimum: 0,
    maximum: 20,
    step: 1,
    default: null,
    nullLabel: 'the model’s',
    section: 'Search',
  },
  repetition_penalty: {
    type: 'optional-number',
    label: 'Repetition penalty',
    help: 'Divides the logit of each token that was already written (multiplies it where it is negative). 1 does nothing; 1.2 discourages repetition.',
    minimum: 0.1,
    maximum: 5,
    step: 0.05,
    default: null,
    nullLabel: 'the model’s',
    section: 'Search',
  },
  do_sample: {
    type: 'boolean',
    label: 'Sample',
    help: 'Draw each token by its probability instead of taking the likeliest. With num_beams above 1 it is beam sampling.',
    default: false,
    section: 'Sampling',
  },
  ...SAMPLING_PARAMETERS,
  num_return_sequences: {
    type: 'integer',
    label: 'Outputs',
    help: 'How many outputs to return for each text: the best so many beams, or so many samples.',
    minimum: 1,
    maximum: 16,
    step: 1,
    default: 1,
    aboveOneNeeds: {
      anyOf: SEVERAL_OUTPUTS,
      because: 'greedy decoding writes one output',
    },
    section: 'Sampling',
  },
  seed: SEED_PARAMETER,
} as const satisfies ParameterSpecs;
