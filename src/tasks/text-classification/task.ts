import type { ValuesOf } from '../../contract/parameter';
import type { TaskDefinition } from '../../contract/task';
import { ALWAYS_TRUNCATED } from '../../lib/always-truncated';

/** Sorts texts into the labels that the model was trained on. */
export const task = {
  id: 'text-classification',
  aliases: ['sentiment-analysis'],
  title: 'Text classification',
  group: 'text',
  order: 10,
  summary: 'Sort a text into the labels that a model was trained on: here, positive and negative.',
  inputs: {
    text: {
      type: 'text',
      label: 'Text',
      placeholder: 'Type or paste a sentence…',
      help: 'One text, or many: one on each line.',
      batch: true,
      maxCharacters: 100_000,
      maxItems: 10_000,
    },
  },
  parameters: {
    top_k: {
      type: 'optional-integer',
      label: 'Labels returned',
      help: 'How many of the best labels the pipeline returns. The bars always show every label, so that what was cut stays visible.',
      minimum: 1,
      maximum: 1000,
      step: 1,
      default: 1,
      nullLabel: 'all',
    },
    function_to_apply: {
      type: 'choice',
      label: 'Scores from logits',
      help: 'How raw logits become scores. Softmax makes them add up to 1 (one label holds); sigmoid scores each label alone; none shows the logits.',
      choices: [
        { value: 'default', label: 'as the model says' },
        { value: 'softmax', label: 'softmax' },
        { value: 'sigmoid', label: 'sigmoid' },
        { value: 'none', label: 'none' },
      ],
      default: 'default',
    },
  },
  passedOver: { truncation: ALWAYS_TRUNCATED },
  defaultModel: 'loupe/sentiment',
  examples: [
    { label: 'Praise', input: { text: 'A warm, funny and beautifully acted film that stays with you.' } },
    { label: 'Complaint', input: { text: 'The plot makes no sense and the jokes fall flat.' } },
    { label: 'Mixed', input: { text: 'The actors are wonderful, but the story drags for two long hours.' } },
    { label: 'Negation', input: { text: 'Not bad at all.' } },
    {
      label: 'A batch',
      input: {
        text: ['I loved every minute.', 'A waste of time.', 'The battery lasts two days.', 'It broke after a week.'],
      },
    },
  ],
} as const satisfies TaskDefinition;

export type TextClassificationParameters = ValuesOf<typeof task.parameters>;

export interface LabelScore {
  label: string;
  score: number;
}

/** As the transformers.js pipeline: a list of labels for one text; for a list of texts, one entry for each. */
export type TextClassificationValue = LabelScore[] | LabelScore[][];

export interface TextClassificationDetails {
  /** For each text: every label with its score, best first, and how many tokens the model read. */
  texts: { labels: LabelScore[]; tokens: number; truncated: boolean }[];
  /** What made scores of the logits. */
  function_applied: 'softmax' | 'sigmoid' | 'none';
}
