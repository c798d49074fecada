import { regexProblem } from '../regex/regex-safety';
import { chatTemplateProblem } from './chat-template';
import {
  anyOf,
  type Check,
  fieldsProblem,
  flag,
  isObject,
  type JsonObject,
  listOf,
  number,
  recordOf,
  text,
  whole,
} from './checks';

const MOST_TOKENS = 10_000_000;
/** DeepSeek's tokens are up to 128 spaces, BPE's longest words some hundred characters. */
const TOKEN_LENGTH = 10_000;
const token = text(TOKEN_LENGTH);
const tokenId = whole(0, MOST_TOKENS);

const ADDED_TOKEN: Readonly<Record<string, Check>> = {
  content: token,
  id: tokenId,
  ...Object.fromEntries(['single_word', 'lstrip', 'rstrip', 'normalized', 'special'].map((key) => [key, flag])),
};

const addedToken: Check = (value) => {
  const problem = fieldsProblem(value, ADDED_TOKEN);
  return problem ? `is wrong: ${problem}` : null;
};

const pair: Check = (value) =>
  Array.isArray(value) && value.length === 2 && value.every((part) => token(part) === null)
    ? null
    : 'is no pair of tokens';

/** Unigram's: a piece and its log probability. */
const scoredPiece: Check = (value) =>
  Array.isArray(value) && token(value[0]) === null && number(-1e9, 1e9)(value[1]) === null
    ? null
    : 'is no piece with a number';

export const vocabularyProblem: Check = recordOf(tokenId, MOST_TOKENS);

const MODEL: Readonly<Record<string, Check>> = {
  type: text(100),
  // CTC models have a vocabulary for each language.
  vocab: (value) =>
    Array.isArray(value)
      ? listOf(scoredPiece, MOST_TOKENS)(value)
      : anyOf(recordOf(vocabularyProblem, 1000), vocabularyProblem)(value),
  merges: listOf(anyOf(token, pair), MOST_TOKENS),
  unk_token: token,
  unk_id: tokenId,
  continuing_subword_prefix: text(100),
  end_of_word_suffix: text(100),
  max_input_chars_per_word: whole(0, 1_000_000),
  dropout: number(0, 1),
};

/** What a step of a tokenizer may have; `content` takes the place of each match, so that a long one multiplies a text. */
const STEP: Readonly<Record<string, Check>> = {
  type: text(100),
  content: text(1000),
  prepend: text(1000),
  replacement: text(1000),
  prefix: text(1000),
  precompiled_charsmap: text(20_000_000),
  behavior: text(100),
};

const STEPS = ['normalizer', 'pre_tokenizer', 'post_processor', 'decoder'];
/** Sequences of steps, under the names that each sort gives them. */
const LISTS = ['normalizers', 'pretokenizers', 'processors', 'decoders'];

/** Of a normalizer, pre-tokenizer, post-processor or decoder, and of those within it. */
function stepProblem(step: unknown, where: string): string | null {
  const problem = fieldsProblem(step, STEP, where);
  if (problem || !isObject(step)) return problem;
  if (typeof step.type !== 'string') return `${where} has no type`;
  const pattern = patternProblem(step.pattern);
  if (pattern) return `${where}.pattern ${pattern}`;
  for (const name of LISTS) {
    const list = step[name];
    if (list === undefined) continue;
    if (!Array.isArray(list) || list.length > 100) return `${where}.${name} is no list of at most 100 steps`;
    for (const [index, inner] of list.entries()) {
      const found = stepProblem(inner, `${where}.${name}[${index}]`);
      if (found) return found;
    }
  }
  return null;
}

function patternProblem(pattern: unknown): string | null {
  if (pattern === undefined || pattern === null) return null;
  if (typeof pattern === 'string') return text(1000)(pattern);
  if (!isObject(pattern)) return 'is neither a text nor a regular expression';
  if (pattern.Regex === undefined) return text(1000)(pattern.String);
  if (typeof pattern.Regex !== 'string') return 'is no regular expression';
  const problem = regexProblem(pattern.Regex);
  return problem ? `is a regular expression ${problem}` : null;
}

/** Of tokenizer.json: everything that the tokenizer builds tables, tries and regular expressions of. */
export function tokenizerProblem(tokenizer: unknown): string | null {
  if (!isObject(tokenizer)) return 'it is no object';
  if (!isObject(tokenizer.model)) return 'model is missing';
  if (tokenizer.model.vocab === undefined) return 'model.vocab is missing';
  return (
    fieldsProblem(tokenizer, { version: text(100), added_tokens: listOf(addedToken, 1_000_000) }) ??
    fieldsProblem(tokenizer.model, MODEL, 'model') ??
    unknownProblem(tokenizer.model) ??
    STEPS.reduce<string | null>(
      (problem, name) =>
        problem ?? (isObject(tokenizer[name]) ? stepProblem(tokenizer[name], name) : stepMissing(tokenizer, name)),
      null,
    )
  );
}

const stepMissing = (tokenizer: JsonObject, name: string): string | null =>
  tokenizer[name] === undefined || tokenizer[name] === null ? null : `${name} is no object`;

/** Unigram looks its unknown piece up by place. */
const unknownProblem = ({ vocab, unk_id: at }: JsonObject): string | null =>
  Array.isArray(vocab) && typeof at === 'number' && at >= vocab.length ? 'model.unk_id is not in model.vocab' : null;

const namedToken = anyOf(token, (value) => fieldsProblem(value, { content: token }));
const template: Check = (value) => (typeof value === 'string' ? chatTemplateProblem(value) : 'is no text');
const namedTemplate: Check = (value) => fieldsProblem(value, { name: text(1000), template });

const TOKENIZER_CONFIG: Readonly<Record<string, Check>> = {
  tokenizer_class: text(1000),
  // 1e30 stands for 'as long as you like'.
  model_max_length: number(0, 1e31),
  chat_template: (value) => (Array.isArray(value) ? listOf(namedTemplate, 100)(value) : template(value)),
  added_tokens_decoder: recordOf(addedToken, 1_000_000),
  ...Object.fromEntries(
    [
      'do_lower_case',
      'add_prefix_space',
      'add_bos_token',
      'add_eos_token',
      'clean_up_tokenization_spaces',
      'strip_accents',
      'legacy',
    ].map((key) => [key, flag]),
  ),
  ...Object.fromEntries(
    ['bos_token', 'eos_token', 'unk_token', 'sep_token', 'pad_token', 'cls_token', 'mask_token'].map((key) => [
      key,
      namedToken,
    ]),
  ),
  additional_special_tokens: listOf(namedToken, 1_000_000),
};

export const tokenizerConfigProblem = (config: unknown): string | null => fieldsProblem(config, TOKENIZER_CONFIG);
