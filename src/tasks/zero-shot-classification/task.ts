import type { ValuesOf } from '../../contract/parameter';
import type { TaskDefinition } from '../../contract/task';

/** Sorts texts into labels that are made up on the spot. */
export const task = {
  id: 'zero-shot-classification',
  title: 'Zero-shot classification',
  group: 'text',
  order: 20,
  summary:
    'Sort a text into labels of your own. The model was never trained on them: it judges whether “This example is <label>.” follows from the text.',
  inputs: {
    text: {
      type: 'text',
      label: 'Text',
      placeholder: 'Type or paste a text…',
      help: 'One text, or many: one on each line.',
      batch: true,
      maxCharacters: 100_000,
      maxItems: 10_000,
    },
    candidate_labels: {
      type: 'labels',
      label: 'Candidate labels',
      placeholder: 'Type a label, then Enter…',
      help: 'The labels to choose from, in any words that fit the template.',
      maxCharacters: 300,
      minItems: 1,
      maxItems: 200,
    },
  },
  parameters: {
    hypothesis_template: {
      type: 'text',
      label: 'Sentence around the label',
      help: 'Each label takes the place of {}, and the model judges whether the text entails the sentence. Words that fit your labels help: “This text is about {}.”',
      maxCharacters: 500,
      mustContain: '{}',
      suggestions: ['This example is {}.', 'This text is about {}.', 'The topic is {}.', 'The mood is {}.', '{}'],
      default: 'This example is {}.',
    },
    multi_label: {
      type: 'boolean',
      label: 'Several labels may hold',
      help: 'Off: the labels compete, and their scores add up to 1. On: each label is judged alone, entailment against contradiction.',
      default: false,
    },
  },
  defaultModel: 'loupe/nli',
  examples: [
    {
      label: 'Topic',
      input: {
        text: 'The goalkeeper saved two penalties and the home team won the cup.',
        candidate_labels: ['sports', 'politics', 'cooking', 'science'],
      },
      parameters: { hypothesis_template: 'This text is about {}.', multi_label: false },
    },
    {
      label: 'Mood',
      input: {
        text: 'I am so glad that you came to my party!',
        candidate_labels: ['happy', 'sad', 'angry'],
      },
      parameters: { hypothesis_template: 'The speaker is {}.', multi_label: false },
    },
    {
      label: 'Several may hold',
      input: {
        text: 'We cooked a big dinner for the children and then watched a football match together.',
        candidate_labels: ['food', 'football', 'music', 'money'],
      },
      parameters: { hypothesis_template: 'This text is about {}.', multi_label: true },
    },
    {
      label: 'A batch',
      input: {
        text: [
          'The bank raised its interest rates again.',
          'Add the garlic and fry it in olive oil until it is golden.',
          'The train to the coast was two hours late.',
        ],
        candidate_labels: ['money', 'cooking', 'travel'],
      },
      parameters: { hypothesis_template: 'This text is about {}.', multi_label: false },
    },
  ],
} as const satisfies TaskDefinition;

export type ZeroShotParameters = ValuesOf<typeof task.parameters>;

/** As the Python pipeline: labels by falling score. */
export interface ZeroShotResult {
  sequence: string;
  labels: string[];
  scores: number[];
}

/** One text gives one result, a list of texts a list. */
export type ZeroShotValue = ZeroShotResult | ZeroShotResult[];

/** One text: its labels by falling score. */
export interface ZeroShotText {
  labels: {
    label: string;
    score: number;
    /** What the model read beside the text. */
    hypothesis: string;
    /** The model's own logits for the pair, by its label ids. */
    logits: number[];
  }[];
  tokens: number;
  truncated: boolean;
}

export interface ZeroShotDetails {
  texts: ZeroShotText[];
  /** The model's own labels by id (entailment, neutral, contradiction in some order), and which of them scores are made of. */
  model_labels: string[];
  entailment: number;
  contradiction: number;
}
