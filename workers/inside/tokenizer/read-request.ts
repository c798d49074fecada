import type { ParameterValues } from '../../../src/contract/parameter';
import { type InputValue, isChat } from '../../../src/contract/task';
import type { TokenizerFacts } from '../../../src/contract/tokenizer-facts';
import type { BareTokenizer } from '../../runtime/bare-tokenizer';
import { type CallOptions, type EncodedRow, encodeBatch } from './batch-encoding';
import { batchTokenizer } from './tokenizer-view';
import { refused, type TruncationStrategy } from './truncation';

/** A batch as tokens, and what it was made from. */
export interface TokenizedBatch {
  texts: string[];
  pairs: string[] | null;
  batched: boolean;
  rendered: boolean;
  rows: EncodedRow[];
  facts: TokenizerFacts;
  unknownId: number | null;
}

/**
 * Reads a text, a list of texts or a conversation with a tokenizer, as the parameters of the tokenizer's task say.
 * @throws FailureError where a parameter does not fit the texts or the tokenizer
 */
export function tokenize(tokenizer: BareTokenizer, text: InputValue, parameters: ParameterValues): TokenizedBatch {
  const { facts, nameOf, text: encoder } = tokenizer;
  const chat = isChat(text);
  const texts = chat
    ? [renderedChat(tokenizer, text, parameters)]
    : Array.isArray(text)
      ? [...(text as string[])]
      : [String(text)];
  const batched = Array.isArray(text) && !chat;
  const pairs = pairsOf(parameters.text_pair, texts.length, batched);
  const side =
    parameters.padding_side === 'left' || parameters.padding_side === 'right' ? parameters.padding_side : undefined;
  const parts = { encode: encoder.encode, frame: encoder.frame, idOf: encoder.idOf, nameOf };
  return {
    texts,
    pairs,
    batched,
    rendered: chat,
    rows: encodeBatch(batchTokenizer(parts, facts, side), texts, pairs, callOptions(parameters)),
    facts,
    unknownId: encoder.unknownId ?? null,
  };
}

function renderedChat(
  tokenizer: BareTokenizer,
  text: InputValue,
  { chat_template, add_generation_prompt }: ParameterValues,
) {
  const template = typeof chat_template === 'string' ? chat_template : null;
  return tokenizer.renderChat(isChat(text) ? text : [], template, add_generation_prompt === true);
}

/** The second text of each pair: lines for a batch. */
function pairsOf(value: ParameterValues[string] | undefined, texts: number, batched: boolean): string[] | null {
  if (typeof value !== 'string' || value === '') return null;
  if (!batched) return [value];
  const lines = value.split('\n');
  if (lines.length === texts) return lines;
  throw refused('text_pair', `has ${lines.length} lines for ${texts} texts`, 'Give one line for each text.');
}

const callOptions = (parameters: ParameterValues): CallOptions => ({
  add_special_tokens: parameters.add_special_tokens !== false,
  padding: (parameters.padding ?? false) as CallOptions['padding'],
  truncation: (parameters.truncation ?? false) as TruncationStrategy,
  max_length: numberOr(parameters.max_length),
  pad_to_multiple_of: numberOr(parameters.pad_to_multiple_of),
});

/** An emptied number field holds NaN. */
const numberOr = (value: ParameterValues[string] | undefined): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;

/** How ids are made text again. */
export const decodeOptions = ({ skip_special_tokens, clean_up_tokenization_spaces: cleanUp }: ParameterValues) => ({
  skipSpecialTokens: skip_special_tokens === true,
  cleanUp: typeof cleanUp === 'boolean' ? cleanUp : null,
});
