import { PreTrainedTokenizer } from '@huggingface/transformers';
import { FailureError } from '../../src/contract/failure';
import type { ChatMessage } from '../../src/contract/task';
import type { TokenizerFacts } from '../../src/contract/tokenizer-facts';
import { factsOf, type TokenizerConfig, type TokenizerFile } from '../inside/tokenizer/tokenizer-view';
import { createTextTokenizer, type LibraryTokenizer, type TextTokenizer } from './text-tokenizer';

/** A tokenizer without a model. */
export interface BareTokenizer {
  facts: TokenizerFacts;
  text: TextTokenizer;
  /** The token of an id; empty for an id that it does not have. */
  nameOf(id: number): string;
  /** As Python's `decode`. `cleanUp` null: as the tokenizer's configuration says. */
  decode(ids: number[], options: { skipSpecialTokens: boolean; cleanUp: boolean | null }): string;
  /**
   * Writes a conversation as one text.
   * @param template null for the tokenizer's own
   * @throws FailureError where there is none, or where it cannot be rendered
   */
  renderChat(messages: readonly ChatMessage[], template: string | null, addGenerationPrompt: boolean): string;
}

/** The texts of a tokenizer's files, as they lie in its repository. */
export interface TokenizerTexts {
  json: string;
  /** tokenizer_config.json; null where there is none. */
  config: string | null;
  /** chat_template.jinja; it goes before the template of the configuration. */
  template: string | null;
}

/**
 * Makes a tokenizer of its files alone.
 * @param name what it is called in failures
 * @throws FailureError model-incompatible where the files are no tokenizer
 */
export function createBareTokenizer(name: string, texts: TokenizerTexts): BareTokenizer {
  const file = parse<TokenizerFile>(name, 'tokenizer.json', texts.json);
  const given = texts.config === null ? {} : parse<TokenizerConfig>(name, 'tokenizer_config.json', texts.config);
  const config = texts.template === null ? given : { ...given, chat_template: texts.template };
  const library = construct(name, file, config);
  const text = withPythonsTypes(createTextTokenizer(library as unknown as LibraryTokenizer), file);
  const vocabulary = library.get_vocab() as ReadonlyMap<string, number>;
  let names: Map<number, string> | null = null;
  return {
    facts: factsOf(file, config, vocabulary.size),
    text,
    nameOf(id) {
      names ??= new Map([
        ...Array.from(vocabulary, ([token, of]): [number, string] => [of, token]),
        ...(file.added_tokens ?? []).map(({ id: of, content }): [number, string] => [of, content]),
      ]);
      return names.get(id) ?? '';
    },
    decode(ids, { skipSpecialTokens, cleanUp }) {
      if (ids.length === 0) return '';
      return library.decode(ids, {
        skip_special_tokens: skipSpecialTokens,
        // Python's default; the library's own is to clean up.
        clean_up_tokenization_spaces: cleanUp ?? config.clean_up_tokenization_spaces === true,
      });
    },
    renderChat: (messages, template, addGenerationPrompt) =>
      renderChat(library, name, messages, template, addGenerationPrompt),
  };
}

function construct(name: string, file: TokenizerFile, config: TokenizerConfig): PreTrainedTokenizer {
  if (!file.model || typeof file.model !== 'object') {
    throw unusable(name, 'its tokenizer.json has no "model"', 'the file that Hugging Face calls tokenizer.json');
  }
  try {
    // Files written by Python's libraries have tokens as objects, which the library knows by this mark alone.
    const marked = Object.entries(config).map(([key, value]) => [
      key,
      isToken(value) ? { ...value, __type: 'AddedToken' } : value,
    ]);
    return new PreTrainedTokenizer(file, Object.fromEntries(marked));
  } catch (error) {
    throw unusable(name, `its tokenizer.json cannot be used (${words(error)})`, 'a tokenizer of another kind');
  }
}

/** RoBERTa's models know one kind of text: in Python both texts of a pair are of type 0. The library counts them. */
function withPythonsTypes(text: TextTokenizer, file: TokenizerFile): TextTokenizer {
  if (file.post_processor?.type !== 'RobertaProcessing') return text;
  const pair = text.frame.pair.map((slot) => ({ ...slot, type: 0 }));
  return { ...text, frame: { ...text.frame, pair } };
}

const isToken = (value: unknown): value is { content: string } =>
  typeof value === 'object' && value !== null && typeof (value as { content?: unknown }).content === 'string';

function parse<T>(name: string, file: string, text: string): T {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as T;
  } catch (error) {
    throw unusable(name, `${file} is no JSON (${words(error)})`, 'the whole file, as it was downloaded');
  }
  throw unusable(name, `${file} holds no JSON object`, 'the file that Hugging Face gives that name');
}

function renderChat(
  library: PreTrainedTokenizer,
  name: string,
  messages: readonly ChatMessage[],
  template: string | null,
  addGenerationPrompt: boolean,
): string {
  if (template === null && !library.chat_template) {
    throw new FailureError({
      code: 'parameter-invalid',
      message: `${name} has no chat template.`,
      action: 'Set `chat_template`, or pick one of the common ones.',
      field: 'chat_template',
    });
  }
  try {
    return String(
      library.apply_chat_template([...messages], {
        tokenize: false,
        add_generation_prompt: addGenerationPrompt,
        ...(template === null ? {} : { chat_template: template }),
      }),
    );
  } catch (error) {
    throw new FailureError({
      code: 'parameter-invalid',
      message: `The chat template cannot be rendered: ${words(error)}.`,
      action:
        'Correct the template, or the order of the messages: many templates want user and assistant to alternate.',
      field: 'chat_template',
    });
  }
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');

const unusable = (name: string, problem: string, wanted: string): FailureError =>
  new FailureError({
    code: 'model-incompatible',
    message: `${name} is no tokenizer that can be opened: ${problem}.`,
    action: `Choose ${wanted}.`,
    field: 'model',
  });
