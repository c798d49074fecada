import type { ClipTokenizerConfig } from './clip-tokenizer.ts';
import { PromptError } from './prompt-error.ts';

const MOST_TOKENS = 1_000_000;
const LONGEST_TOKEN = 1000;
/** As many lines of merges.txt as CLIPTokenizer reads. */
const MOST_MERGES = 49_152 - 256 - 2;
const CLIP_LENGTH = 77;
const LONGEST_INPUT = 8192;

const invalid = (message: string) => new PromptError('invalid_tokenizer', message);

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every token with its id; ids are whole numbers from 0 on. */
export function checkVocabulary(vocab: unknown): Map<string, number> {
  if (!isRecord(vocab)) throw invalid('The vocabulary of the tokenizer is no object of tokens and ids.');
  const entries = Object.entries(vocab);
  if (entries.length === 0 || entries.length > MOST_TOKENS)
    throw invalid(`The vocabulary has ${entries.length} tokens, but must have from 1 to ${MOST_TOKENS}.`);
  return new Map(entries.map(([token, id]) => [token, checkId(token, id)]));
}

export function checkId(token: string, id: unknown): number {
  if (token.length > LONGEST_TOKEN) throw invalid(`A token of the vocabulary has ${token.length} characters.`);
  if (typeof id !== 'number' || !Number.isInteger(id) || id < 0 || id >= 2 ** 31)
    throw invalid(`The id of the token ${JSON.stringify(token)} is ${JSON.stringify(id)}, but must be a whole number.`);
  return id;
}

export function checkMerges(merges: unknown): [string, string][] {
  if (!Array.isArray(merges)) throw invalid('The merges of the tokenizer are no list.');
  return merges.slice(0, MOST_MERGES).map((merge: unknown, index) => {
    const pair: unknown = typeof merge === 'string' ? merge.split(' ') : merge;
    const [left, right, more] = Array.isArray(pair) ? (pair as unknown[]) : [];
    if (typeof left === 'string' && typeof right === 'string' && left && right && more === undefined)
      return [left, right];
    const shown = (JSON.stringify(merge) ?? '').slice(0, 80);
    throw invalid(`Merge ${index + 1} is ${shown}, but must be two pieces with a space between them.`);
  });
}

/** Without one, and where transformers writes its 'very large integer' for none, CLIP's 77. */
export function modelMaxLengthOf({ model_max_length: length }: ClipTokenizerConfig): number {
  if (length === undefined || length > 1e15) return CLIP_LENGTH;
  if (!Number.isInteger(length) || length < 3 || length > LONGEST_INPUT)
    throw invalid(`model_max_length is ${length}, but must be a whole number from 3 to ${LONGEST_INPUT}.`);
  return length;
}
