import { isChat } from '../src/contract/task';
import type { SummarizationDetails } from '../src/tasks/summarization/task';
import type { TextGenerationDetails } from '../src/tasks/text-generation/task';
import type { TranslationDetails } from '../src/tasks/translation/task';
import type { GoldenCase } from './golden-case';

/** What a run gives, of which the goldens speak. */
export interface RunValue {
  value: unknown;
  details: unknown;
}

type ValueOf = (run: RunValue, golden: GoldenCase) => unknown;

/** What was written, without its text. */
interface Written {
  token_ids: number[];
  score: number | null;
}

/** A pipeline's value for one text, or for a list of texts, as a list. */
const eachText = (value: unknown, texts: unknown): unknown[] =>
  Array.isArray(texts) && !isChat(texts) ? (value as unknown[]) : [value];

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** The texts of the pipeline's value, with the token ids and scores of the details. */
const withTexts = (value: unknown, texts: unknown, name: string, written: readonly (readonly Written[])[]): unknown =>
  eachText(value, texts).map((own, index) => {
    const named = asList(own) as Record<string, unknown>[];
    return (written[index] ?? []).map(({ token_ids, score }, rank) => ({
      token_ids,
      score,
      text: named[rank]?.[name],
    }));
  });

/** By task: the app's value in the form of the goldens. */
export const VALUES: Record<string, ValueOf> = {
  // With top_k 1, the default, the pipeline gives the one label itself for each text.
  'text-classification': ({ value }, { input, parameters }) =>
    parameters.top_k === undefined || parameters.top_k === 1
      ? (value as unknown[]).map((label) => [label])
      : eachText(value, input.text),
  'zero-shot-classification': ({ value }, { input }) => eachText(value, input.text),
  // One mask gives a list of candidates, several a list of lists.
  'fill-mask': ({ value }, { input }) =>
    eachText(value, input.text).map((filled) => (Array.isArray((filled as unknown[])[0]) ? filled : [filled])),
  'token-classification': ({ value }, { input }) => eachText(value, input.text),
  // A list for each text, of one text, too.
  embeddings: ({ value }) => value,
  'question-answering': ({ value }) => asList(value),
  summarization: ({ value, details }, { input }) =>
    withTexts(
      value,
      input.text,
      'summary_text',
      (details as SummarizationDetails).texts.map(({ outputs }) => outputs),
    ),
  translation: ({ value, details }, { input }) =>
    withTexts(
      value,
      input.text,
      'translation_text',
      (details as TranslationDetails).texts.map(({ segments }) => segments[0]?.outputs ?? []),
    ),
  'text-generation': ({ value, details }, { input }) =>
    withTexts(
      value,
      input.text,
      'generated_text',
      (details as TextGenerationDetails).prompts.map(({ sequences }) => sequences),
    ),
};
