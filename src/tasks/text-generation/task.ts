import type { ValuesOf } from '../../contract/parameter';
import type { ChatMessage, TaskDefinition } from '../../contract/task';
import {
  BEAMS_ONLY,
  NEW_TOKENS_UNSAID,
  SAMPLING_ONLY,
  SAMPLING_PARAMETERS,
  SEED_PARAMETER,
  SEVERAL_OUTPUTS,
} from '../../lib/generation-parameters';

/** The pipeline's own limit, where neither `max_new_tokens` nor `max_length` says one. */
export const PIPELINE_MAX_NEW_TOKENS = 256;

/** What suits a small model that tells stories. */
const SAMPLED = {
  do_sample: true,
  temperature: 0.8,
  top_k: 50,
  top_p: 0.95,
  num_beams: 1,
  num_return_sequences: 1,
  max_new_tokens: 128,
} as const;

/** Continues a text, token by token, or answers in a conversation. */
export const task = {
  id: 'text-generation',
  title: 'Text generation',
  group: 'text',
  order: 80,
  summary: 'Give an opening and watch the model continue it, one token at a time, or talk to a chat model.',
  inputs: {
    text: {
      type: 'text',
      label: 'Prompt',
      placeholder: 'Once upon a time…',
      help: 'The opening that the model continues. One text, or many: one on each line.',
      batch: true,
      chat: true,
      maxCharacters: 100_000,
      maxItems: 10_000,
    },
  },
  parameters: {
    max_new_tokens: {
      type: 'optional-integer',
      label: 'Longest continuation',
      help: 'The most tokens to write, the prompt not counted. The model may stop earlier, at its end-of-text token. Unset, max_length says how many; where that is off as well, 256, as in the pipeline.',
      minimum: 1,
      maximum: 2048,
      step: 1,
      default: null,
      firstNumber: PIPELINE_MAX_NEW_TOKENS,
      nullLabel: `the pipeline’s ${PIPELINE_MAX_NEW_TOKENS}`,
      section: 'Length',
    },
    min_new_tokens: {
      type: 'integer',
      label: 'Shortest continuation',
      help: 'Rules out the end-of-text token until so many tokens are written. 0 lets the model stop when it likes; above 0 it outranks min_length.',
      minimum: 0,
      maximum: 2048,
      step: 1,
      default: 0,
      notAbove: 'max_new_tokens',
      section: 'Length',
    },
    max_length: {
      type: 'optional-integer',
      label: 'Longest text',
      help: 'The most tokens, prompt included. As in transformers, max_new_tokens outranks it where it is set.',
      minimum: 1,
      maximum: 8192,
      step: 1,
      default: null,
      firstNumber: PIPELINE_MAX_NEW_TOKENS,
      nullLabel: 'off',
      activeWhen: NEW_TOKENS_UNSAID,
      section: 'Length',
    },
    min_length: {
      type: 'integer',
      label: 'Shortest text',
      help: 'Rules out the end-of-text token until prompt and continuation together have so many tokens.',
      minimum: 0,
      maximum: 8192,
      step: 1,
      default: 0,
      notAbove: 'max_length',
      section: 'Length',
    },
    do_sample: {
      type: 'boolean',
      label: 'Sample',
      help: 'Draw each token by its probability, as the pipeline does by default. Off is greedy decoding: always the likeliest token, so the same text each time.',
      default: true,
      section: 'Sampling',
    },
    ...SAMPLING_PARAMETERS,
    temperature: { ...SAMPLING_PARAMETERS.temperature, default: 0.7 },
    min_p: {
      type: 'optional-number',
      label: 'Min p',
      help: 'Keep the tokens that are at least p times as likely as the likeliest one: few where the model is sure, many where it is not.',
      minimum: 0,
      maximum: 1,
      step: 0.01,
      default: null,
      nullLabel: 'off',
      activeWhen: SAMPLING_ONLY,
      section: 'Sampling',
    },
    typical_p: {
      type: 'number',
      label: 'Typical p',
      help: 'Locally typical sampling: keep the tokens that surprise about as much as the model expects (its entropy), up to a total probability of p. 1 keeps all.',
      minimum: 0.01,
      maximum: 1,
      step: 0.01,
      default: 1,
      activeWhen: SAMPLING_ONLY,
      section: 'Sampling',
    },
    seed: SEED_PARAMETER,
    num_beams: {
      type: 'integer',
      label: 'Beams',
      help: 'Beam search: follow so many continuations at once and keep those whose tokens together are likeliest. 1 looks at one token at a time; with do_sample the beams are drawn.',
      minimum: 1,
      maximum: 16,
      step: 1,
      default: 1,
      section: 'Beams',
    },
    length_penalty: {
      type: 'number',
      label: 'Length penalty',
      help: 'A finished beam scores its log-probability divided by length to this power. Above 0 favours long texts, below 0 short ones.',
      minimum: -5,
      maximum: 5,
      step: 0.1,
      default: 1,
      activeWhen: BEAMS_ONLY,
      section: 'Beams',
    },
    early_stopping: {
      type: 'choice',
      label: 'When to stop',
      help: 'True stops when there are num_beams finished texts; false when a better one is unlikely; "never" only when none can be found.',
      choices: [
        { value: false, label: 'false: better ones unlikely' },
        { value: true, label: 'true: enough finished' },
        { value: 'never', label: 'never: better ones impossible' },
      ],
      default: false,
      activeWhen: BEAMS_ONLY,
      section: 'Beams',
    },
    repetition_penalty: {
      type: 'number',
      label: 'Repetition penalty',
      help: 'Makes tokens that are already in prompt or continuation less likely: their logits are divided (or, below 0, multiplied) by it. 1 does nothing.',
      minimum: 0.1,
      maximum: 5,
      step: 0.05,
      default: 1,
      section: 'Repetition',
    },
    no_repeat_ngram_size: {
      type: 'integer',
      label: 'No repeated n-gram',
      help: 'No run of so many tokens may come twice, the prompt included. 0 allows repetition.',
      minimum: 0,
      maximum: 20,
      step: 1,
      default: 0,
      section: 'Repetition',
    },
    num_return_sequences: {
      type: 'integer',
      label: 'Continuations',
      help: 'How many continuations to return, side by side. More than 1 needs do_sample, or as many beams.',
      minimum: 1,
      maximum: 16,
      step: 1,
      default: 1,
      aboveOneNeeds: {
        anyOf: SEVERAL_OUTPUTS,
        because: 'greedy decoding writes one sequence',
      },
      section: 'Output',
    },
    stop_strings: {
      type: 'text-list',
      label: 'Stop at',
      help: 'Ends the text as soon as it contains one of these. The string itself stays in the text, with the rest of the token that completed it.',
      placeholder: 'The end',
      maxCharacters: 100,
      maxItems: 16,
      default: null,
      nullLabel: 'none',
      section: 'Output',
    },
    return_full_text: {
      type: 'boolean',
      label: 'Prompt included',
      help: 'Whether generated_text begins with the prompt, as the pipelines do by default.',
      default: true,
      section: 'Output',
    },
    output_scores: {
      type: 'boolean',
      label: 'Token probabilities',
      help: 'Colours each token by its probability and shows the likeliest alternatives: the distribution after all knobs, from which the token was taken.',
      default: false,
      section: 'Output',
    },
  },
  defaultModel: 'loupe/stories',
  examples: [
    {
      label: 'A dog and a ball',
      input: { text: 'Once upon a time there was a little dog named Max. Max loved to play with his red ball.' },
      parameters: SAMPLED,
    },
    {
      label: 'The old woman',
      input: { text: 'There was once an old woman who lived at the edge of a great forest.' },
      parameters: SAMPLED,
    },
    {
      label: 'Three endings',
      input: { text: 'One day, Mia found a small key.' },
      parameters: { ...SAMPLED, num_return_sequences: 3, max_new_tokens: 60 },
    },
    {
      label: 'Greedy',
      input: { text: 'One day, Lily lost her red scarf.' },
      parameters: { do_sample: false, num_beams: 1, num_return_sequences: 1, max_new_tokens: 128 },
    },
    {
      label: 'Four beams',
      input: { text: 'One day, Lily lost her red scarf.' },
      parameters: {
        do_sample: false,
        num_beams: 4,
        num_return_sequences: 2,
        no_repeat_ngram_size: 2,
        max_new_tokens: 60,
      },
    },
    {
      label: 'How sure is it?',
      input: { text: 'The little bird wanted to fly, but' },
      parameters: { do_sample: false, num_beams: 1, num_return_sequences: 1, output_scores: true, max_new_tokens: 40 },
    },
  ],
} as const satisfies TaskDefinition;

export type TextGenerationParameters = ValuesOf<typeof task.parameters>;

/** A continuation with its prompt, or the conversation with the assistant's answer. */
export interface GeneratedText {
  generated_text: string | ChatMessage[];
}

/** As the transformers.js pipeline: a list of sequences for one prompt; for a list of prompts, a list of such lists. */
export type TextGenerationValue = GeneratedText[] | GeneratedText[][];

/** A token with the natural logarithm of its probability. */
export interface LikelyToken {
  id: number;
  text: string;
  logprob: number;
}

export interface WrittenSequence {
  /** What was written, without the prompt. */
  text: string;
  token_ids: number[];
  /** `length`: the limit or the context was reached; `stop`: an end token; `stop_string`: one of stop_strings. */
  finish_reason: 'length' | 'stop' | 'stop_string';
  /** With beams: transformers' sequences_scores. */
  score: number | null;
  /** With output_scores: each token with its probability and the likeliest ones, best first. */
  tokens: (LikelyToken & { alternatives: LikelyToken[] })[] | null;
}

/** What one prompt came to; also the item that a stopped batch keeps. */
export interface PromptSequences {
  sequences: WrittenSequence[];
  prompt_tokens: number;
}

export interface TextGenerationDetails {
  prompts: PromptSequences[];
  /** Of decoding alone; steps of all beams together where there are beams. */
  tokens_per_second: number | null;
  end_token_ids: number[];
}
