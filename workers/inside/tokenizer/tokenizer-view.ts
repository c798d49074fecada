import type { TokenizerFacts } from '../../../src/contract/tokenizer-facts';
import type { Slot } from '../../text/encoding/rows';
import type { BatchTokenizer } from './batch-encoding';

/** The part of `tokenizer.json` that is read here. */
export interface TokenizerFile {
  model?: { type?: string; vocab?: unknown; merges?: unknown };
  pre_tokenizer?: unknown;
  post_processor?: { type?: string } | null;
  added_tokens?: readonly { id: number; content: string }[];
}

export type TokenizerConfig = Readonly<Record<string, unknown>>;

const SPECIAL = ['bos_token', 'eos_token', 'unk_token', 'sep_token', 'pad_token', 'cls_token', 'mask_token'] as const;

/** Tokenizer classes of transformers whose models read no token types; the base class says that they do. */
const WITHOUT_TYPES =
  /^(Bart|Barthez|BigBird|Blenderbot|Bloom|CLIP|Camembert|CodeGen|CodeLlama|Cohere|DistilBert|GPT2|GPTNeoX|Gemma|LED|Llama|Longformer|M2M100|MBart|MBart50|MPNet|MT5|Marian|Mvp|Nllb|OpenAIGPT|Pegasus|Qwen2|Roberta|T5|Whisper|XGLM|XLMRoberta)Tokenizer(Fast)?$/;

/** A number that stands for "no limit" in tokenizer_config.json is enormous. */
const NO_LIMIT = 1e9;

export function factsOf(file: TokenizerFile, config: TokenizerConfig, vocabulary: number): TokenizerFacts {
  const names = config.model_input_names;
  const tokenizerClass = typeof config.tokenizer_class === 'string' ? config.tokenizer_class : null;
  return {
    algorithm:
      file.model?.type ?? (Array.isArray(file.model?.vocab) ? 'Unigram' : file.model?.merges ? 'BPE' : 'WordPiece'),
    byteLevel: JSON.stringify(file.pre_tokenizer ?? null).includes('"ByteLevel"'),
    vocabulary,
    tokenizerClass,
    model_max_length: maxLengthOf(config),
    padding_side: config.padding_side === 'left' ? 'left' : 'right',
    truncation_side: config.truncation_side === 'left' ? 'left' : 'right',
    specialTokens: Object.fromEntries(
      SPECIAL.flatMap((name) => {
        const content = contentOf(config[name]);
        return content === null ? [] : [[name, content]];
      }),
    ),
    tokenTypes: Array.isArray(names) ? names.includes('token_type_ids') : !WITHOUT_TYPES.test(tokenizerClass ?? ''),
    chat_template: templateOf(config.chat_template),
  };
}

function maxLengthOf({ model_max_length: limit }: TokenizerConfig): number | null {
  return typeof limit === 'number' && limit > 0 && limit < NO_LIMIT ? limit : null;
}

/** A token of tokenizer_config.json: a text, or an object that holds one. */
function contentOf(token: unknown): string | null {
  if (typeof token === 'string') return token;
  const content = (token as { content?: unknown } | null | undefined)?.content;
  return typeof content === 'string' ? content : null;
}

/** One template, or a list of them by their names, of which `default` counts. */
function templateOf(template: unknown): string | null {
  if (typeof template === 'string') return template;
  if (!Array.isArray(template)) return null;
  const entries = template as { name?: unknown; template?: unknown }[];
  const chosen = entries.find(({ name }) => name === 'default') ?? entries[0];
  return typeof chosen?.template === 'string' ? chosen.template : null;
}

/** What {@link BatchTokenizer} needs besides encoding. */
interface Parts {
  encode: BatchTokenizer['encode'];
  frame: { single: readonly Slot[]; pair: readonly Slot[] };
  idOf(token: string): number | undefined;
  nameOf(id: number): string;
}

/** @param side where padding goes; the tokenizer's own side where nothing is said */
export function batchTokenizer(parts: Parts, facts: TokenizerFacts, side?: 'left' | 'right'): BatchTokenizer {
  const token = facts.specialTokens.pad_token;
  const id = token === undefined ? undefined : parts.idOf(token);
  return {
    encode: parts.encode,
    frame: parts.frame,
    nameOf: parts.nameOf,
    pad: token === undefined || id === undefined ? null : { id, token },
    paddingSide: side ?? facts.padding_side,
    truncationSide: facts.truncation_side,
    maxLength: facts.model_max_length ?? Number.POSITIVE_INFINITY,
  };
}
