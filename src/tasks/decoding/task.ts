import type { ValuesOf } from '../../contract/parameter';
import type { TaskDefinition } from '../../contract/task';
import { SAMPLING_PARAMETERS } from '../../lib/generation-parameters';
import type { PackedFloats } from '../../lib/packed-floats';

/** The knobs reshape what is shown under every strategy. */
const always = <S extends { activeWhen?: unknown; section: string }>({ activeWhen: _, section: __, ...spec }: S) =>
  ({ ...spec, section: 'Distribution' }) as const;

/** One token at a time: the distribution, what the knobs make of it, the dice, and the tree of a beam search. */
export const task = {
  id: 'decoding',
  title: 'Decoding lab',
  group: 'inside',
  order: 20,
  summary:
    'Watch a model choose each next token: reshape the distribution, throw the dice, grow beams, and fork anywhere.',
  inputs: {
    text: {
      type: 'text',
      label: 'Prompt',
      placeholder: 'Once upon a time…',
      help: 'The opening that the model continues.',
      batch: false,
      maxCharacters: 20_000,
      maxItems: 1,
    },
  },
  parameters: {
    strategy: {
      type: 'choice',
      label: 'Strategy',
      help: 'Greedy takes the likeliest token; sampling draws one (do_sample); beam search follows num_beams texts at once. Compare runs all of them with one seed.',
      choices: [
        { value: 'sampling', label: 'sampling' },
        { value: 'greedy', label: 'greedy' },
        { value: 'beam-search', label: 'beam search' },
        { value: 'compare', label: 'compare all' },
      ],
      default: 'sampling',
    },
    max_new_tokens: {
      type: 'integer',
      label: 'Tokens to write',
      help: 'How many tokens to write from here; fewer where the model ends the text.',
      minimum: 1,
      maximum: 256,
      step: 1,
      default: 12,
    },
    temperature: always(SAMPLING_PARAMETERS.temperature),
    top_k: always(SAMPLING_PARAMETERS.top_k),
    top_p: always(SAMPLING_PARAMETERS.top_p),
    min_p: {
      type: 'number',
      label: 'Min p',
      help: 'Sampling: keeps tokens that are at least p times as likely as the likeliest. 0 keeps all.',
      minimum: 0,
      maximum: 1,
      step: 0.01,
      default: 0,
      section: 'Distribution',
    },
    typical_p: {
      type: 'number',
      label: 'Typical p',
      help: 'Sampling: keeps tokens that surprise about as much as expected, up to a probability of p. 1 keeps all.',
      minimum: 0.01,
      maximum: 1,
      step: 0.01,
      default: 1,
      section: 'Distribution',
    },
    repetition_penalty: {
      type: 'number',
      label: 'Repetition penalty',
      help: 'Every strategy: makes tokens that are already in the text less likely. 1 does nothing.',
      minimum: 0.1,
      maximum: 3,
      step: 0.05,
      default: 1,
      section: 'Distribution',
    },
    seed: {
      type: 'seed',
      label: 'Seed',
      help: 'Sampling: start of the random numbers. The same seed throws the same dice, also after a fork.',
      default: null,
    },
    num_beams: {
      type: 'integer',
      label: 'Beams',
      help: 'Beam search: how many texts are followed at once.',
      minimum: 2,
      maximum: 8,
      step: 1,
      default: 3,
      section: 'Beams',
    },
    length_penalty: {
      type: 'number',
      label: 'Length penalty',
      help: 'Beam search: a text scores its log-probability divided by its length to this power.',
      minimum: -5,
      maximum: 5,
      step: 0.1,
      default: 1,
      section: 'Beams',
    },
    early_stopping: {
      type: 'choice',
      label: 'When to stop',
      help: 'Beam search: when there are num_beams finished texts (true), when a better one is unlikely (false), or impossible (never).',
      choices: [
        { value: false, label: 'false' },
        { value: true, label: 'true' },
        { value: 'never', label: 'never' },
      ],
      default: false,
      section: 'Beams',
    },
    given_token_ids: {
      type: 'text',
      label: 'Tokens given',
      help: 'Token ids after the prompt that the run goes on from, separated by spaces: where a text was forked.',
      maxCharacters: 4000,
      default: null,
      nullLabel: 'none',
      besideInput: true,
    },
  },
  defaultModel: 'loupe/stories',
  modelsOf: ['text-generation'],
  examples: [
    { label: 'A small key', input: { text: 'One day, Mia found a small key.' } },
    {
      label: 'Four strategies',
      input: { text: 'The little bird wanted to' },
      parameters: { strategy: 'compare', max_new_tokens: 10 },
    },
    {
      label: 'A tree of beams',
      input: { text: 'The old man was very' },
      parameters: { strategy: 'beam-search', max_new_tokens: 6, num_beams: 3 },
    },
  ],
} as const satisfies TaskDefinition;

export type DecodingParameters = ValuesOf<typeof task.parameters>;
export type Strategy = Exclude<DecodingParameters['strategy'], 'compare'>;

/** One text that was written, without what went on inside. */
export interface WrittenText {
  strategy: Strategy;
  generated_text: string;
  /** Those that were given come first. */
  token_ids: number[];
  /** Of a beam: transformers' `sequences_scores`. */
  score: number | null;
  /** Sum of the natural logarithms of the model's own probabilities, given tokens included. */
  logprob: number;
  /** exp of the mean negative log-probability. */
  perplexity: number | null;
  finish_reason: 'length' | 'stop' | 'stop_string';
}

export type DecodingValue = WrittenText[];

/** One token, and the distribution that it came from. */
export interface Step {
  token: number;
  /** What it adds to the text. */
  text: string;
  /** By the model's own distribution. */
  logprob: number;
  /** By what the processors left of it; null where they ruled the token out. */
  processed_logprob: number | null;
  /** Of the model's own distribution, in nats. */
  entropy: number;
  /** The number in [0, 1) that sampling used; for a given token, the one that it would have used. */
  drawn: number | null;
  given: boolean;
  /** The model's own logits, one for each token of the vocabulary; null where there was no room for them. */
  logits: PackedFloats | null;
}

/** A token in the tree of a beam search. */
export interface TreeNode {
  id: number;
  /** Null after the prompt and the given tokens. */
  parent: number | null;
  token: number;
  text: string;
  logprob: number;
  /** Sum of the log-probabilities on the way. */
  sum: number;
  fate: 'kept' | 'finished' | 'pruned';
  score: number | null;
}

export interface DecodedRun {
  strategy: Strategy;
  steps: Step[];
  tree: TreeNode[] | null;
}

export interface DecodingDetails {
  prompt_token_ids: number[];
  end_token_ids: number[];
  /** In the order of the value. */
  runs: DecodedRun[];
  /** Texts of all tokens that are likely anywhere, by their ids. */
  texts: Record<number, string>;
}
