import { fromByteCharacters, toByteCharacters } from './byte-alphabet.ts';
import { BytePairs, END_OF_WORD } from './byte-pairs.ts';
import { type Cleaning, clipWords } from './clip-words.ts';
import { PromptError } from './prompt-error.ts';
import { PYTHON_SPACE } from './python-space.ts';
import { checkMerges, checkVocabulary, modelMaxLengthOf } from './tokenizer-checks.ts';
import { readTokenizerFiles } from './tokenizer-files.ts';

/** A tokenizer of CLIP text encoders: text to ids and back. */
export interface ClipTokenizer {
  /** The ids of a text of any length, without begin and end. */
  encode(text: string): number[];
  /** The text of ids, as Python's `decode` gives it: lower case, one space between words. */
  decode(ids: readonly number[]): string;
  readonly bosTokenId: number;
  readonly eosTokenId: number;
  /** End again in Stable Diffusion 1.x; '!' (0) in 2.x. */
  readonly padTokenId: number;
  /** Tokens of one pass of the text encoder, begin and end included: 77 for CLIP. */
  readonly modelMaxLength: number;
}

/** What is read of tokenizer_config.json and special_tokens_map.json, spelled as there. */
export interface ClipTokenizerConfig {
  bos_token?: string;
  eos_token?: string;
  unk_token?: string;
  pad_token?: string;
  model_max_length?: number;
  additional_special_tokens?: readonly string[];
  /** Ids of tokens that are not in the vocabulary, by their texts. */
  added_tokens?: Readonly<Record<string, number>>;
}

export interface ClipTokenizerParts {
  vocab: Readonly<Record<string, number>>;
  /** Pairs of pieces, the first to be joined first; each as 'a b' or as [a, b]. */
  merges: readonly (string | readonly [string, string])[];
  config?: ClipTokenizerConfig;
  /** 'slow' unless said otherwise. */
  cleaning?: Cleaning;
}

export interface ClipTokenizerFiles {
  'vocab.json'?: string;
  'merges.txt'?: string;
  'tokenizer.json'?: string;
  'tokenizer_config.json'?: string;
  'special_tokens_map.json'?: string;
}

const BEGIN = '<|startoftext|>';
const END = '<|endoftext|>';
/** Words whose ids are kept; prompts are tokenized again at every keystroke. */
const KEPT_WORDS = 5000;
const AT_ENDS = new RegExp(`^${PYTHON_SPACE}+|${PYTHON_SPACE}+$`, 'g');

/**
 * The tokenizer of CLIPTokenizer in transformers 4.56, id for id (see Cleaning for its two implementations). Half of a
 * surrogate pair, which Python cannot hold in UTF-8, is left out. A pad token such as '!' is a special token, as there:
 * wherever it stands in a text it is the padding's id.
 * @throws PromptError where the vocabulary or the configuration is not one of CLIP's kind
 */
export function createClipTokenizer({
  vocab,
  merges,
  config = {},
  cleaning = 'slow',
}: ClipTokenizerParts): ClipTokenizer {
  return new BytePairTokenizer(checkVocabulary(vocab), new BytePairs(checkMerges(merges)), config, cleaning);
}

/**
 * The tokenizer of a model's files: vocab.json and merges.txt, which are tokenized as CLIPTokenizer does, or else
 * tokenizer.json, as CLIPTokenizerFast does. special_tokens_map.json goes before tokenizer_config.json where the latter
 * has no added_tokens_decoder, as in transformers: Stable Diffusion 2.x names its pad token only there.
 * @throws PromptError where files are missing, are no JSON or are not of CLIP's kind
 */
export function parseClipTokenizer(files: ClipTokenizerFiles): ClipTokenizer {
  return createClipTokenizer(readTokenizerFiles(files));
}

class BytePairTokenizer implements ClipTokenizer {
  readonly bosTokenId: number;
  readonly eosTokenId: number;
  readonly padTokenId: number;
  readonly modelMaxLength: number;
  private readonly unknownId: number;
  private readonly special: ReadonlyMap<string, number>;
  private readonly specialPattern: RegExp;
  private readonly tokens: ReadonlyMap<number, string>;
  private readonly words = new Map<string, readonly number[]>();
  private readonly vocabulary: ReadonlyMap<string, number>;
  private readonly pairs: BytePairs;
  private readonly cleaning: Cleaning;

  constructor(
    vocabulary: ReadonlyMap<string, number>,
    pairs: BytePairs,
    config: ClipTokenizerConfig,
    cleaning: Cleaning,
  ) {
    this.vocabulary = vocabulary;
    this.pairs = pairs;
    this.cleaning = cleaning;
    const added = new Map(Object.entries(config.added_tokens ?? {}));
    const idOf = (name: string, token: string): number => {
      const id = added.get(token) ?? vocabulary.get(token);
      if (id !== undefined) return id;
      throw new PromptError('invalid_tokenizer', `The ${name} ${JSON.stringify(token)} is not in the vocabulary.`);
    };
    const { bos_token = BEGIN, eos_token = END, unk_token = END, pad_token = END } = config;
    this.bosTokenId = idOf('bos_token', bos_token);
    this.eosTokenId = idOf('eos_token', eos_token);
    this.unknownId = idOf('unk_token', unk_token);
    this.padTokenId = idOf('pad_token', pad_token);
    this.modelMaxLength = modelMaxLengthOf(config);
    const names = [bos_token, eos_token, unk_token, pad_token, ...(config.additional_special_tokens ?? [])];
    this.special = new Map([...names.map((token) => [token, idOf('special token', token)] as const), ...added]);
    this.specialPattern = anyOf([...this.special.keys()]);
    this.tokens = new Map([...vocabulary, ...added].map(([token, id]) => [id, token]));
  }

  encode(text: string): number[] {
    const parts = text.split(this.specialPattern);
    // What the pattern captures, a special token, is every second part.
    return parts.flatMap((part, index) =>
      index % 2 === 1 ? [this.idOf(part)] : clipWords(part, this.cleaning).flatMap((word) => this.idsOf(word)),
    );
  }

  decode(ids: readonly number[]): string {
    const characters = ids.map((id) => {
      const token = this.tokens.get(id);
      if (token !== undefined) return token;
      throw new PromptError('invalid_value', `There is no token ${id} in the vocabulary.`);
    });
    return fromByteCharacters(characters.join('')).replaceAll(END_OF_WORD, ' ').replace(AT_ENDS, '');
  }

  private idOf(token: string): number {
    return this.special.get(token) ?? this.vocabulary.get(token) ?? this.unknownId;
  }

  private idsOf(word: string): readonly number[] {
    const known = this.words.get(word);
    if (known) return known;
    const letters = toByteCharacters(word);
    const pieces = word === BEGIN || word === END ? [word] : this.pairs.split(letters);
    const ids = pieces.map((piece) => this.idOf(piece));
    if (this.words.size >= KEPT_WORDS) this.words.clear();
    this.words.set(word, ids);
    return ids;
  }
}

/** Matches any of the texts, the longest first, and captures it. */
function anyOf(texts: readonly string[]): RegExp {
  const longestFirst = texts.filter((text) => text !== '').sort((a, b) => b.length - a.length);
  return new RegExp(`(${longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|')})`);
}
