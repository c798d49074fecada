import { AutoTokenizer } from '@huggingface/transformers';
import type { AttentionToken } from '../../src/contract/attention-token';
import { plainToken } from '../inside/attention/display-tokens';
import { buildRow, offsetsIn, whole } from '../text/encoding/rows';
import { createTextTokenizer, type LibraryTokenizer, type TextTokenizer } from './text-tokenizer';

/** Tokens of one text, or of a pair, with the special tokens around them. */
export interface TokenizedRow {
  tokens: AttentionToken[];
  types: number[];
}

export interface AttentionTokenizer {
  encode(text: string, pair: string | null): TokenizedRow;
  /** Names tokens that were written, or that a decoder begins with. */
  describe(ids: readonly number[]): AttentionToken[];
  decode(ids: readonly number[]): string;
  /** The library's own, for what it knows of languages. */
  library: Awaited<ReturnType<typeof AutoTokenizer.from_pretrained>>;
  /** The most tokens that the tokenizer lets a model read; infinite where it does not say. */
  maxLength: number;
}

/** What is read of the library's encoding. */
interface LibraryEncoding {
  input_ids: ArrayLike<number | bigint>;
  token_type_ids?: ArrayLike<number | bigint>;
}

/** A tokenizer whose tokens know their place in the text, as far as that can be found out. */
export async function loadAttentionTokenizer(id: string): Promise<AttentionTokenizer> {
  const library = await AutoTokenizer.from_pretrained(id);
  const own = createOwn(library as unknown as LibraryTokenizer);
  const names = new Map([...library.get_vocab()].map(([token, tokenId]) => [Number(tokenId), String(token)]));
  const specials = new Set(library.all_special_ids as readonly number[]);
  const describe = (ids: readonly number[]): AttentionToken[] =>
    ids.map((tokenId) => {
      const token = names.get(tokenId) ?? String(tokenId);
      const special = specials.has(tokenId);
      return { id: tokenId, token, text: special ? token : plainToken(token), special, sequence: 0 };
    });
  return {
    library,
    maxLength: Number(library.model_max_length) || Number.POSITIVE_INFINITY,
    describe,
    decode: (ids) => library.decode([...ids], { skip_special_tokens: true, clean_up_tokenization_spaces: false }),
    encode(text, pair) {
      const options = { text_pair: pair, add_special_tokens: true, return_tensor: false, truncation: false };
      const encoding = library(text, options as object) as unknown as LibraryEncoding;
      const ids = Array.from(encoding.input_ids, Number);
      const placed = own && placedTokens(own, text, pair);
      const tokens = describe(ids);
      const fits = placed !== null && placed.length === ids.length && placed.every(({ id }, at) => id === ids[at]);
      if (fits) for (const [at, token] of tokens.entries()) Object.assign(token, placed[at], { token: token.token });
      return { tokens, types: ids.map((_, at) => Number(encoding.token_type_ids?.[at] ?? 0)) };
    },
  };
}

/** Not every tokenizer has parts that our own encoder knows. */
function createOwn(library: LibraryTokenizer): TextTokenizer | null {
  try {
    return createTextTokenizer(library);
  } catch {
    return null;
  }
}

/** The tokens of a text with what they stand for in it; null where our own encoder cannot read it. */
function placedTokens(
  { encode, frame }: TextTokenizer,
  text: string,
  pair: string | null,
): (Pick<AttentionToken, 'id'> & Partial<AttentionToken>)[] | null {
  try {
    const texts = pair === null ? [text] : [text, pair];
    const stretches = texts.map((one) => whole(encode(one)));
    const row = buildRow(pair === null ? frame.single : frame.pair, stretches);
    return row.ids.map((id, at) => {
      const source = row.sources[at];
      const stretch = source && stretches[source.sequence];
      if (!source || !stretch) return { id, special: true };
      const [start, end] = offsetsIn(stretch, source.index);
      const shown = (texts[source.sequence] ?? '').slice(start, end).trim();
      return { id, sequence: source.sequence, special: false, ...(shown === '' ? {} : { text: shown }) };
    });
  } catch {
    return null;
  }
}
