import type { ValuesOf } from '../../contract/parameter';
import type { TaskDefinition } from '../../contract/task';

/** Texts as vectors, and maps of them. */
export const task = {
  id: 'embeddings',
  aliases: ['feature-extraction'],
  title: 'Embeddings map',
  group: 'inside',
  order: 40,
  summary: 'Turn words and sentences into vectors, and see which of them lie close together.',
  inputs: {
    text: {
      type: 'text',
      label: 'Texts',
      placeholder: 'A word or a sentence on each line…',
      help: 'One on each line, or a column of a CSV file.',
      batch: true,
      list: true,
      maxCharacters: 100_000,
      maxItems: 10_000,
    },
  },
  parameters: {
    pooling: {
      type: 'choice',
      label: 'From tokens to one vector',
      help: 'Mean averages the vectors of all tokens, cls takes the first one. None keeps every token’s vector: nothing to map then.',
      choices: [
        { value: 'mean', label: 'mean' },
        { value: 'cls', label: 'cls' },
        { value: 'none', label: 'none' },
      ],
      default: 'mean',
    },
    normalize: {
      type: 'boolean',
      label: 'Length 1',
      help: 'Divides each vector by its length, so that only its direction counts.',
      default: true,
    },
  },
  defaultModel: 'loupe/embed',
  view: [
    'method',
    'n_components',
    'perplexity',
    'learning_rate',
    'n_iter',
    'n_neighbors',
    'min_dist',
    'seed',
    'n_clusters',
    'colour_by',
  ],
  examples: [
    {
      label: 'Words',
      input: {
        text: 'king queen man woman prince princess boy girl dog cat horse cow apple pear banana bread cheese red green blue car train boat bicycle'.split(
          ' ',
        ),
      },
    },
    {
      label: 'Sentences',
      input: {
        text: [
          'The cat sleeps on the sofa.',
          'A kitten is dozing on the couch.',
          'Shares fell sharply on Monday.',
          'The bank raised its interest rates.',
          'Add the garlic and fry it in oil.',
          'Bake the bread for forty minutes.',
          'This soup needs more salt.',
          'The goalkeeper saved a penalty.',
          'Our team won the cup final.',
        ],
      },
    },
  ],
} as const satisfies TaskDefinition;

export type EmbeddingsParameters = ValuesOf<typeof task.parameters>;

/**
 * As the transformers.js pipeline: a vector for each text, also for one text alone. Without pooling, a list of vectors for each
 * text, padded to the longest of all.
 */
export type EmbeddingsValue = number[][] | number[][][];

export interface EmbeddingsDetails {
  /** Numbers in a vector. */
  dimensions: number;
  texts: { tokens: number; truncated: boolean }[];
}
