import type { ValuesOf } from '../../contract/parameter';
import type { TaskDefinition } from '../../contract/task';
import { ALWAYS_TRUNCATED } from '../../lib/always-truncated';
import { SEQUENCE_TO_SEQUENCE_PARAMETERS } from '../../lib/generation-parameters';

/** Puts a text into another language. */
export const task = {
  id: 'translation',
  title: 'Translation',
  group: 'text',
  order: 70,
  summary: 'Put a text into another language: the encoder reads all of it, then the decoder writes, word by word.',
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
    src_lang: {
      type: 'text',
      label: 'From',
      help: 'The language of the text, for models that translate between many: a code such as eng_Latn (NLLB), en (M2M100, T5) or en_XX (mBART). Models for one pair take none.',
      maxCharacters: 20,
      suggestions: ['eng_Latn', 'fra_Latn', 'deu_Latn', 'spa_Latn', 'en', 'fr', 'de', 'es'],
      default: null,
      nullLabel: 'the model’s only one',
    },
    tgt_lang: {
      type: 'text',
      label: 'To',
      help: 'The language to write, for models that translate between many; the decoder’s first token is forced to be its code, or T5 is told in words. Marian models with several targets take a code such as fra or >>fra<<.',
      maxCharacters: 20,
      suggestions: ['fra_Latn', 'eng_Latn', 'deu_Latn', 'spa_Latn', 'fr', 'en', 'de', 'es'],
      default: null,
      nullLabel: 'the model’s only one',
    },
    split_sentences: {
      type: 'boolean',
      label: 'Sentence by sentence',
      help: 'Translate each sentence on its own and join the results. Small models lose their way in long texts; but a word such as “it” is then translated without knowing what came before.',
      default: false,
    },
    ...SEQUENCE_TO_SEQUENCE_PARAMETERS,
  },
  passedOver: { truncation: ALWAYS_TRUNCATED },
  defaultModel: 'loupe/en-fr',
  graphs: ['encoder_model', 'decoder_model_merged'],
  examples: [
    { label: 'Everyday', input: { text: 'I would like a cup of coffee, please.' } },
    { label: 'A question', input: { text: 'Where is the nearest train station?' } },
    {
      label: 'Three sentences',
      input: { text: 'My brother lives in Paris. He works in a big hospital. We visit him every summer.' },
      parameters: { split_sentences: true },
    },
    {
      label: 'A list',
      input: {
        text: ['Good morning.', 'I do not understand.', 'She is reading a book.', 'They lost their keys yesterday.'],
      },
    },
    {
      label: 'Four drafts of one',
      input: { text: 'You should not have said that.' },
      parameters: { num_beams: 4, num_return_sequences: 4 },
    },
  ],
} as const satisfies TaskDefinition;

export type TranslationParameters = ValuesOf<typeof task.parameters>;

export interface Translation {
  translation_text: string;
}

/** As the Python pipeline: a list for one text, and for a list of texts one entry each (a list each with several outputs). */
export type TranslationValue = Translation[] | Translation[][];

/** One sentence, or a whole text where it was not split, with what was written for it. */
export interface TranslatedSegment {
  source: string;
  outputs: { text: string; token_ids: number[]; score: number | null; finish_reason: string }[];
  tokens: number;
  truncated: boolean;
}

export interface TranslatedText {
  segments: TranslatedSegment[];
  /** The outputs of the whole text, best first. */
  outputs: string[];
}

export interface TranslationDetails {
  texts: TranslatedText[];
  /** Language codes that the model takes; empty for a model of one pair. */
  languages: string[];
  tokens_per_second: number | null;
}
