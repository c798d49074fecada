import { FailureError } from '../../src/contract/failure';

/** The languages of one translation; null where the model has but one. */
export interface Languages {
  src_lang: string | null;
  tgt_lang: string | null;
}

/** What transformers.js gives the tokenizers of models with many languages (NLLB, M2M100, mBART). */
interface LanguageTokenizer {
  language_codes: string[];
  lang_to_token(code: string): string;
  _build_translation_inputs(texts: string[], options: object, generation: Record<string, unknown>): unknown;
}

/** A tokenizer that tells what it knows; that of a Marian model with several targets has tokens such as `>>fra<<`. */
interface VocabularyTokenizer {
  get_vocab(): Map<string, number>;
}

const TARGET_TOKEN = /^>>.+<<$/;
/** A text that says its target itself. */
const TARGET_FIRST = /^\s*(>>\w+<<)\s*/;

/** How one model is told its languages. */
export interface LanguageChoice {
  /** What `src_lang` and `tgt_lang` can be; empty for a model of one pair. */
  codes: string[];
  /**
   * Tokenizes for these languages.
   * @throws FailureError parameter-invalid for a code that the model does not know, or where one is missing
   */
  encode(
    texts: string[],
    languages: Languages,
    tokenize: (texts: string[]) => number[][],
  ): { ids: number[][]; forcedBosTokenId: number | null };
}

/** Two languages that a configuration has settings for. */
interface Pair {
  source: string;
  target: string;
}

const PAIR = /^translation_(\w+)_to_(\w+)$/;

/** The pairs among the tasks that a configuration has settings for (`translation_en_to_fr`), as T5's has. */
export const pairsOf = (tasks: readonly string[]): Pair[] =>
  tasks.flatMap((task) => {
    const [, source, target] = PAIR.exec(task) ?? [];
    return source && target ? [{ source, target }] : [];
  });

/** The name under which a configuration has settings for two languages. */
export const pairTask = ({ src_lang, tgt_lang }: Languages): string =>
  tgt_lang === null ? 'translation' : `translation_${src_lang ?? 'en'}_to_${tgt_lang}`;

const CODE_LIST = 12;

/** @param prefixed the pairs that the model is told in words before the text, as T5's; see {@link pairsOf} */
export function languageChoiceOf(tokenizer: object, modelId: string, prefixed: readonly Pair[] = []): LanguageChoice {
  if (prefixed.length > 0) return wordsBefore(prefixed, modelId);
  if (isLanguageTokenizer(tokenizer)) return manyLanguages(tokenizer, modelId);
  const targets = targetTokens(tokenizer);
  return targets.size > 0 ? severalTargets(targets, modelId) : onePair(modelId);
}

const isLanguageTokenizer = (tokenizer: object): tokenizer is LanguageTokenizer =>
  '_build_translation_inputs' in tokenizer && 'language_codes' in tokenizer;

/** The encoder's input begins with the source language, the decoder's output with the target language. */
function manyLanguages(tokenizer: LanguageTokenizer, modelId: string): LanguageChoice {
  const codes = tokenizer.language_codes;
  // The tokenizer keeps the last source language that it was told: without one, the first counts again.
  const usual = codes.find((code) => code === 'eng_Latn' || code === 'en' || code === 'en_XX');
  return {
    codes,
    encode(texts, { src_lang, tgt_lang }, _tokenize) {
      const source = src_lang ?? usual;
      check('src_lang', source, codes, modelId);
      check('tgt_lang', tgt_lang, codes, modelId);
      const generation: Record<string, unknown> = { src_lang: source, tgt_lang };
      const encoded = tokenizer._build_translation_inputs(
        texts,
        { return_tensor: false, truncation: false },
        generation,
      );
      const { input_ids } = encoded as { input_ids: ArrayLike<number | bigint>[] };
      return {
        ids: input_ids.map((ids) => Array.from(ids, Number)),
        forcedBosTokenId: Number(generation.forced_bos_token_id),
      };
    },
  };
}

/** The target tokens of a vocabulary and their ids. */
function targetTokens(tokenizer: object): Map<string, number> {
  const vocabulary = 'get_vocab' in tokenizer ? (tokenizer as VocabularyTokenizer).get_vocab() : new Map();
  return new Map([...vocabulary].filter(([token]) => TARGET_TOKEN.test(token)));
}

/** The input begins with the token of the target language, before anything that the tokenizer makes of the text. */
function severalTargets(targets: Map<string, number>, modelId: string): LanguageChoice {
  const codes = [...targets.keys()].map((token) => token.slice(2, -2));
  return {
    codes,
    encode(texts, { tgt_lang }, tokenize) {
      const chosen = tgt_lang?.replace(/^>>|<<$/g, '');
      if (chosen !== undefined) check('tgt_lang', chosen, codes, modelId);
      const own = texts.map((text) => TARGET_FIRST.exec(text)?.[1]);
      const ids = tokenize(texts.map((text) => text.replace(TARGET_FIRST, '')));
      return {
        ids: ids.map((row, index) => {
          const target = targets.get(chosen === undefined ? (own[index] ?? '') : `>>${chosen}<<`);
          return target === undefined ? row : [target, ...row];
        }),
        forcedBosTokenId: null,
      };
    },
  };
}

/** The prefix of the pair is put before each text by the task; here the pair is only checked. */
function wordsBefore(pairs: readonly Pair[], modelId: string): LanguageChoice {
  return {
    codes: [...new Set(pairs.flatMap(({ source, target }) => [source, target]))],
    encode(texts, { src_lang, tgt_lang }, tokenize) {
      const source = src_lang ?? 'en';
      const known = tgt_lang === null || pairs.some((pair) => pair.source === source && pair.target === tgt_lang);
      if (!known) {
        const list = pairs.map((pair) => `${pair.source} to ${pair.target}`).join(', ');
        throw refused('tgt_lang', `${modelId} does not translate ${source} to ${tgt_lang}.`, `It knows ${list}.`);
      }
      return { ids: tokenize(texts), forcedBosTokenId: null };
    },
  };
}

function onePair(modelId: string): LanguageChoice {
  return {
    codes: [],
    encode(texts, languages, tokenize) {
      for (const name of ['src_lang', 'tgt_lang'] as const) {
        if (languages[name] === null) continue;
        throw refused(
          name,
          `${modelId} translates one pair of languages and takes no \`${name}\`.`,
          `Empty \`${name}\`.`,
        );
      }
      return { ids: tokenize(texts), forcedBosTokenId: null };
    },
  };
}

function check(name: string, code: string | null | undefined, codes: string[], modelId: string): void {
  if (code && codes.includes(code)) return;
  const some = codes.slice(0, CODE_LIST).join(', ');
  const list = codes.length > CODE_LIST ? `${some} and ${codes.length - CODE_LIST} more` : some;
  throw refused(
    name,
    code
      ? `${modelId} knows no language "${code}".`
      : `${modelId} translates between many languages and must be told one.`,
    `Set \`${name}\` to one of its codes: ${list}.`,
  );
}

const refused = (field: string, message: string, action: string): FailureError =>
  new FailureError({ code: 'parameter-invalid', message, action, remedy: 'edit-input', field });
