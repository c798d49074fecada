import { END_OF_WORD } from './byte-pairs.ts';
import type { ClipTokenizerConfig, ClipTokenizerFiles, ClipTokenizerParts } from './clip-tokenizer.ts';
import { PromptError } from './prompt-error.ts';
import { checkId, isRecord } from './tokenizer-checks.ts';

const LONGEST_FILE = 32 * 2 ** 20;

const invalid = (message: string) => new PromptError('invalid_tokenizer', message);

/** The parts of a tokenizer from a model's files. Types of what is not checked here are checked where it is used. */
export function readTokenizerFiles(files: ClipTokenizerFiles): ClipTokenizerParts {
  const vocab = textOf(files, 'vocab.json');
  const merges = textOf(files, 'merges.txt');
  const config = configOf(files);
  if (vocab !== null && merges !== null)
    return { vocab: parsed('vocab.json', vocab) as ClipTokenizerParts['vocab'], merges: mergeLines(merges), config };
  const whole = textOf(files, 'tokenizer.json');
  if (whole === null) throw invalid('A CLIP tokenizer needs vocab.json and merges.txt, or tokenizer.json.');
  return fastParts(parsed('tokenizer.json', whole), config);
}

function textOf(files: ClipTokenizerFiles, name: keyof ClipTokenizerFiles): string | null {
  const text = files[name] ?? null;
  if (text !== null && text.length > LONGEST_FILE)
    throw invalid(`${name} has ${text.length} characters; a tokenizer's file has at most ${LONGEST_FILE}.`);
  return text;
}

function parsed(name: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(`${name} is no JSON: it may be damaged or a page of a web server.`);
  }
  if (!isRecord(value)) throw invalid(`${name} holds no JSON object.`);
  return value;
}

/** The first line says a version. */
const mergeLines = (text: string): string[] =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim());

function fastParts(file: Record<string, unknown>, config: ClipTokenizerConfig): ClipTokenizerParts {
  const { model, added_tokens } = file;
  if (!isRecord(model) || model.type !== 'BPE' || model.end_of_word_suffix !== END_OF_WORD)
    throw invalid('tokenizer.json is not the byte-pair encoding with </w> that CLIP uses.');
  const added = Array.isArray(added_tokens) ? added_tokens.filter(isRecord) : [];
  return {
    vocab: model.vocab as ClipTokenizerParts['vocab'],
    merges: model.merges as ClipTokenizerParts['merges'],
    config: {
      ...config,
      added_tokens: {
        ...Object.fromEntries(added.flatMap(({ content, id }) => addedToken(content, id))),
        ...config.added_tokens,
      },
    },
    cleaning: 'fast',
  };
}

function addedToken(content: unknown, id: unknown): [string, number][] {
  return typeof content === 'string' ? [[content, checkId(content, id)]] : [];
}

function configOf(files: ClipTokenizerFiles): ClipTokenizerConfig {
  const read = (name: 'tokenizer_config.json' | 'special_tokens_map.json') => {
    const text = textOf(files, name);
    return text === null ? {} : parsed(name, text);
  };
  const config = read('tokenizer_config.json');
  const decoder = config.added_tokens_decoder;
  const merged = isRecord(decoder) ? config : { ...config, ...read('special_tokens_map.json') };
  const more = merged.additional_special_tokens;
  const length = merged.model_max_length ?? undefined;
  if (length !== undefined && typeof length !== 'number')
    throw invalid(`model_max_length of tokenizer_config.json is ${JSON.stringify(length)}, but must be a number.`);
  return {
    ...Object.fromEntries(
      (['bos_token', 'eos_token', 'unk_token', 'pad_token'] as const).flatMap((name) =>
        specialToken(name, merged[name]),
      ),
    ),
    ...(Array.isArray(more) && {
      additional_special_tokens: more.flatMap((token) => specialToken('token', token)).map(([, token]) => token),
    }),
    ...(length !== undefined && { model_max_length: length }),
    ...(isRecord(decoder) && {
      added_tokens: Object.fromEntries(
        Object.entries(decoder).flatMap(([id, token]) =>
          isRecord(token) ? addedToken(token.content, Number(id)) : [],
        ),
      ),
    }),
  };
}

/** A token is written as a string or, since 2020, as an object with its content. */
function specialToken(name: string, value: unknown): [string, string][] {
  const content = isRecord(value) ? value.content : value;
  if (content === undefined || content === null) return [];
  if (typeof content === 'string' && content !== '') return [[name, content]];
  throw invalid(`The ${name} of the tokenizer is ${JSON.stringify(content)}, but must be a text.`);
}
