import type { Frame, Slot } from '../text/encoding/rows';
import { joinByteLevel } from '../text/offsets/byte-chars';
import type { PieceModel } from '../text/offsets/piece-model';
import {
  atOnce,
  createTextEncoder,
  stepByStep,
  type TextEncoding,
  type TokenizerJson,
  type TokenizerParts,
} from '../text/offsets/text-encoder';

/** A tokenizer for encoders: tokens with offsets, and how they are framed by special tokens. */
export interface TextTokenizer {
  encode(text: string): TextEncoding;
  /** The same for texts of any length: `checkpoint` is awaited now and then, and what it throws ends it. */
  encodeLong(text: string, checkpoint: () => Promise<void>): Promise<TextEncoding>;
  frame: Frame;
  decode(ids: number[], skipSpecialTokens: boolean): string;
  /** Makes words of tokens, as `convert_tokens_to_string`. */
  join(tokens: string[]): string;
  idOf(token: string): number | undefined;
  /** Whether tokens that continue a word are marked (WordPiece's `##`). */
  marksSubwords: boolean;
  maskToken: string | null;
  maskId: number | undefined;
  clsId: number | undefined;
  padId: number;
  unknownId: number | undefined;
  /** `model_max_length`; infinite where the tokenizer does not say. */
  maxLength: number;
}

/** What is asked of a tokenizer of transformers.js. */
export interface LibraryTokenizer {
  config: object;
  mask_token?: string | null;
  unk_token_id?: number;
  pad_token_id?: number;
  model_max_length: number;
  decode(ids: number[], options: { skip_special_tokens: boolean; clean_up_tokenization_spaces: boolean }): string;
}

/** What the library keeps to itself: its tokenizer's parts, and the `tokenizer.json` they were made from. */
interface Internals {
  _tokenizerJSON: TokenizerJson;
  _tokenizer: TokenizerParts & {
    model: PieceModel;
    decoder: ((tokens: string[]) => string) | null;
    post_processor: PostProcessor | null;
  };
}

type PostProcessor = (
  tokens: string[],
  pair: string[] | null,
  special: boolean,
) => { tokens: string[]; token_type_ids?: number[] };

export function createTextTokenizer(library: LibraryTokenizer): TextTokenizer {
  const { _tokenizerJSON: json, _tokenizer: parts } = library as unknown as Internals;
  const config = library.config as Record<string, unknown>;
  const known = parts.model.tokens_to_ids;
  const idOf = (token: string | null | undefined) => (token == null ? undefined : known.get(token));
  const added = new Map((json.added_tokens ?? []).map(({ content, id }) => [content, id]));
  const specialId = (token: string) => added.get(token) ?? known.get(token) ?? 0;
  const steps = createTextEncoder(json, parts, config.do_lowercase_and_remove_accent === true);
  return {
    encode: (text) => atOnce(steps(text)),
    encodeLong: (text, checkpoint) => stepByStep(steps(text), checkpoint),
    frame: {
      single: slotsOf(parts.post_processor, false, specialId),
      pair: slotsOf(parts.post_processor, true, specialId),
    },
    decode: (ids, skipSpecialTokens) =>
      ids.length === 0
        ? ''
        : library.decode(ids, {
            skip_special_tokens: skipSpecialTokens,
            // Python's default; the library's own is to clean up.
            clean_up_tokenization_spaces: config.clean_up_tokenization_spaces === true,
          }),
    join: json.decoder?.type === 'ByteLevel' ? joinByteLevel : (tokens) => parts.decoder?.(tokens) ?? tokens.join(' '),
    idOf: (token) => added.get(token) ?? known.get(token),
    marksSubwords: Boolean(parts.model.config.continuing_subword_prefix),
    maskToken: library.mask_token ?? null,
    maskId: idOf(library.mask_token),
    clsId: idOf(contentOf(config.cls_token)),
    padId: library.pad_token_id ?? 0,
    unknownId: library.unk_token_id ?? parts.model.unk_token_id,
    maxLength: Number(library.model_max_length) || Number.POSITIVE_INFINITY,
  };
}

/** A token of tokenizer_config.json: a text, or an object that holds one. */
function contentOf(token: unknown): string | null {
  if (typeof token === 'string') return token;
  const content = (token as { content?: unknown } | null | undefined)?.content;
  return typeof content === 'string' ? content : null;
}

const MARKS = ['\u0000first', '\u0000second'] as const;

/** Asks the post-processor where it puts texts, by giving it two that can be told apart. */
function slotsOf(process: PostProcessor | null, pair: boolean, idOf: (token: string) => number): Slot[] {
  const [first, second] = MARKS;
  const answer = process?.([first], pair ? [second] : null, true);
  const tokens = [...(answer?.tokens ?? [first])];
  const types = answer?.token_type_ids ?? [];
  // Processors that add nothing drop the second text.
  if (pair && !tokens.includes(second)) tokens.push(second);
  return tokens.map((token, index) => {
    const sequence = MARKS.indexOf(token as (typeof MARKS)[number]);
    const type = types[index] ?? Math.max(0, sequence);
    return sequence >= 0 ? { sequence: sequence as 0 | 1, type } : { id: idOf(token), type };
  });
}
