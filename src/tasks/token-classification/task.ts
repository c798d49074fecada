import type { ValuesOf } from '../../contract/parameter';
import type { TaskDefinition } from '../../contract/task';

/** Finds names and other things in texts. */
export const task = {
  id: 'token-classification',
  aliases: ['ner'],
  title: 'Token classification',
  group: 'text',
  order: 40,
  summary: 'Label the words of a text: here, the names of people, organisations and places.',
  inputs: {
    text: {
      type: 'text',
      label: 'Text',
      placeholder: 'Type or paste a text with names in it…',
      help: 'One text, or many: one on each line.',
      batch: true,
      maxCharacters: 500_000,
      maxItems: 10_000,
    },
  },
  parameters: {
    aggregation_strategy: {
      type: 'choice',
      label: 'How tokens become entities',
      help: 'The model labels tokens, which are often parts of words. None shows them as they are; simple joins neighbours with one label; first, average and max also give each word one label: of its first token, of the mean of its tokens, of its surest token.',
      choices: [
        { value: 'none', label: 'none: every token' },
        { value: 'simple', label: 'simple: join neighbours' },
        { value: 'first', label: 'first token of a word decides' },
        { value: 'average', label: 'average over a word’s tokens' },
        { value: 'max', label: 'surest token of a word decides' },
      ],
      default: 'none',
    },
    ignore_labels: {
      type: 'text-list',
      label: 'Labels left out',
      help: 'Tokens and entities with these labels are not returned. O is the label of words outside every entity.',
      maxCharacters: 100,
      maxItems: 100,
      placeholder: 'Type a label, then Enter…',
      default: ['O'],
    },
    stride: {
      type: 'optional-integer',
      label: 'Overlap of windows',
      help: 'A text longer than the model reads is worked through in windows that share this many tokens, so that a name at an edge is seen whole once. Without it only the first window is read. Needs a strategy other than none.',
      minimum: 0,
      maximum: 100_000,
      step: 1,
      default: null,
      nullLabel: 'first window only',
    },
  },
  defaultModel: 'loupe/ner',
  examples: [
    {
      label: 'News',
      input: { text: 'Angela Merkel visited Paris last week to meet Emmanuel Macron.' },
      parameters: { aggregation_strategy: 'simple', ignore_labels: ['O'] },
    },
    {
      label: 'Work',
      input: { text: 'Maria works for Microsoft in Seattle and her brother for Sony in Tokyo.' },
      parameters: { aggregation_strategy: 'first', ignore_labels: ['O'] },
    },
    {
      label: 'Every token',
      input: { text: 'Bruce Springsteen was born in New Jersey.' },
      parameters: { aggregation_strategy: 'none', ignore_labels: [], stride: null },
    },
    {
      label: 'Emoji and accents',
      input: { text: '🎉 José flew from São Paulo ✈️ to Zürich 🇨🇭 with Air France.' },
      parameters: { aggregation_strategy: 'average', ignore_labels: ['O'] },
    },
    {
      label: 'A batch',
      input: {
        text: ['Toyota builds cars in Japan.', 'Marie Curie was born in Warsaw.', 'It rained all day.'],
      },
      parameters: { aggregation_strategy: 'simple', ignore_labels: ['O'] },
    },
  ],
} as const satisfies TaskDefinition;

export type TokenClassificationParameters = ValuesOf<typeof task.parameters>;

/** A token, with `aggregation_strategy` none. `index` counts the tokens that the model read, special ones too. */
export interface TokenEntity {
  entity: string;
  score: number;
  index: number;
  word: string;
  /** UTF-16 units: `text.slice(start, end)` is the token in the text. Python counts code points instead. */
  start: number;
  end: number;
}

/** An entity, with any other strategy. */
export interface EntityGroup {
  entity_group: string;
  score: number;
  word: string;
  /** UTF-16 units, as above. */
  start: number;
  end: number;
}

export type Entities = TokenEntity[] | EntityGroup[];

/** As the Python pipeline: a list for one text, a list of lists for a list of texts. */
export type TokenClassificationValue = Entities | Entities[];

export interface ClassifiedText {
  entities: Entities;
  tokens: number;
  /** How many windows the text was read in. */
  windows: number;
  truncated: boolean;
}

export interface TokenClassificationDetails {
  texts: ClassifiedText[];
  /** The labels that the model knows, by id. */
  model_labels: string[];
}
