import type { AttentionToken } from '../../contract/attention-token';
import type { ValuesOf } from '../../contract/parameter';
import type { TaskDefinition } from '../../contract/task';
import type { PackedFloats } from '../../lib/packed-floats';

/** What a model looks at while it reads, and while it writes a translation. */
export const task = {
  id: 'attention',
  title: 'Attention',
  group: 'inside',
  order: 30,
  summary: 'See which words a model looks at: every layer and head, as lines, as maps, and word by word.',
  inputs: {
    text: {
      type: 'text',
      label: 'Text',
      placeholder: 'The cat sat on the mat because it was warm.',
      help: 'One sentence, or several to compare: one on each line.',
      batch: true,
      maxCharacters: 4000,
      maxItems: 8,
    },
  },
  parameters: {
    text_pair: {
      type: 'text',
      label: 'Second text',
      help: 'For models that read two texts together, such as a question and its context: the second one.',
      maxCharacters: 4000,
      default: null,
      nullLabel: 'none',
    },
    target: {
      type: 'text',
      label: 'Translation',
      help: 'For translation and summaries: the text that the model is led through. Left out, it writes one itself.',
      maxCharacters: 4000,
      default: null,
      nullLabel: 'the model’s own',
    },
    max_new_tokens: {
      type: 'integer',
      label: 'Longest translation',
      help: 'The most tokens that an encoder-decoder writes by itself, always the likeliest one (greedy decoding).',
      minimum: 1,
      maximum: 200,
      step: 1,
      default: 40,
    },
  },
  defaultModel: 'loupe/fill-mask',
  graphs: ['model', 'encoder_model', 'decoder_model_merged'],
  anyGraph: true,
  attentions: true,
  modelsOf: [
    'fill-mask',
    'translation',
    'text-generation',
    'text-classification',
    'token-classification',
    'question-answering',
    'zero-shot-classification',
    'summarization',
    'embeddings',
  ],
  view: ['kind', 'view', 'layer', 'head', 'special_tokens', 'left', 'right', 'token', 'right_token'],
  examples: [
    { label: 'Two banks', input: { text: ['He sat on the bank of the river.', 'He took money to the bank.'] } },
    { label: 'What “it” is', input: { text: 'The dog did not cross the street because it was too tired.' } },
  ],
} as const satisfies TaskDefinition;

export type AttentionParameters = ValuesOf<typeof task.parameters>;

/**
 * All attentions of one kind: `self` of an encoder or decoder alone, else `encoder`, `decoder` and `cross`, which goes from
 * the decoder's tokens to the encoder's.
 */
export interface AttentionBlock {
  kind: 'self' | 'encoder' | 'decoder' | 'cross';
  /** transformers' `attentions`, [layers, heads, queries, keys]; each row sums to 1. */
  weights: PackedFloats;
  /** Lengths of the query, key and value vectors, [layers, heads, tokens]; null where the graph does not show them. */
  norms: { query: PackedFloats | null; key: PackedFloats | null; value: PackedFloats | null };
}

/** What a model makes of one text. */
export interface AttendedText {
  text: string;
  tokens: AttentionToken[];
  /** What the decoder of an encoder-decoder reads, and what it writes after each: of equal length. */
  decoder: { tokens: AttentionToken[]; written: AttentionToken[]; text: string } | null;
  attentions: AttentionBlock[];
}

/** For one text, or for each of several. */
export type AttentionValue = AttendedText | AttendedText[];

export interface AttentionDetails {
  /** Of how many tokens a text may be here. */
  max_tokens: number;
}
