import type { ValuesOf } from '../../contract/parameter';
import type { TaskDefinition } from '../../contract/task';

const SAMPLING_ONLY = { parameter: 'do_sample', equals: true, otherwise: 'Acts only with do_sample.' } as const;

/** What suits a small model that tells stories. */
const SAMPLED = { do_sample: true, temperature: 0.8, top_k: 50, top_p: 0.95, max_new_tokens: 128 } as const;

/** Continues a text, token by token. */
export const task = {
  id: 'text-generation',
  title: 'Text generation',
  group: 'text',
  order: 80,
  summary: 'Give an opening and watch the model continue it, one token at a time.',
  inputs: {
    text: {
      type: 'text',
      label: 'Prompt',
      placeholder: 'Once upon a time…',
      help: 'The opening that the model continues.',
      batch: true,
      maxCharacters: 100_000,
      maxItems: 64,
    },
  },
  parameters: {
    max_new_tokens: {
      type: 'integer',
      label: 'Longest continuation',
      help: 'The most tokens to write, the prompt not counted. The model may stop earlier, at its end-of-text token.',
      minimum: 1,
      maximum: 2048,
      step: 1,
      default: 256,
    },
    do_sample: {
      type: 'boolean',
      label: 'Sample',
      help: 'Draw each token by its probability. Off is greedy decoding: always the likeliest token, so the same text each time.',
      default: false,
    },
    temperature: {
      type: 'number',
      label: 'Temperature',
      help: 'Divides the logits before softmax. Below 1 sharpens the distribution towards safe words; above 1 flattens it towards surprises.',
      minimum: 0.01,
      maximum: 5,
      step: 0.01,
      default: 1,
      activeWhen: SAMPLING_ONLY,
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
    },
    top_p: {
      type: 'number',
      label: 'Top p (nucleus)',
      help: 'Keep the smallest set of likeliest tokens whose probabilities add up to p. 1 keeps all.',
      minimum: 0.01,
      maximum: 1,
      step: 0.01,
      default: 1,
      activeWhen: SAMPLING_ONLY,
    },
    num_return_sequences: {
      type: 'integer',
      label: 'Continuations',
      help: 'How many continuations to write at once, side by side. More than 1 needs do_sample: greedy ones would all be equal.',
      minimum: 1,
      maximum: 8,
      step: 1,
      default: 1,
      activeWhen: SAMPLING_ONLY,
      aboveOneNeeds: {
        anyOf: [{ parameter: 'do_sample', equals: true }],
        because: 'greedy decoding writes one sequence',
      },
    },
    seed: {
      type: 'seed',
      label: 'Seed',
      help: 'Start of the random numbers. The same seed, model, device and parameters give the same text again.',
      default: null,
      activeWhen: SAMPLING_ONLY,
    },
    return_full_text: {
      type: 'boolean',
      label: 'Prompt included',
      help: 'Whether generated_text begins with the prompt, as the pipelines do by default.',
      default: true,
    },
  },
  defaultModel: 'loupe/stories',
  examples: [
    {
      label: 'A dog and a ball',
      input: { text: 'Once upon a time there was a little dog named Max. Max loved to play with his red ball.' },
      parameters: { ...SAMPLED, num_return_sequences: 1 },
    },
    {
      label: 'The old woman',
      input: { text: 'There was once an old woman who lived at the edge of a great forest.' },
      parameters: { ...SAMPLED, num_return_sequences: 1 },
    },
    {
      label: 'Three endings',
      input: { text: 'One day, Mia found a small key.' },
      parameters: { ...SAMPLED, num_return_sequences: 3, max_new_tokens: 60 },
    },
    {
      label: 'Greedy',
      input: { text: 'One day, Lily lost her red scarf.' },
      parameters: { do_sample: false, num_return_sequences: 1, max_new_tokens: 128 },
    },
  ],
} as const satisfies TaskDefinition;

export type TextGenerationParameters = ValuesOf<typeof task.parameters>;

/** As the transformers.js pipeline: a list of sequences for one prompt; for a list of prompts, a list of such lists. */
export type TextGenerationValue = { generated_text: string }[] | { generated_text: string }[][];

export interface GeneratedSequence {
  text: string;
  token_ids: number[];
  /** `length`: max_new_tokens or the context was reached; `stop`: the model wrote an end token. */
  finish_reason: 'length' | 'stop';
}

export interface TextGenerationDetails {
  /** For each prompt its sequences, without the prompt. */
  prompts: { sequences: GeneratedSequence[]; prompt_tokens: number }[];
  tokens_per_second: number | null;
}
