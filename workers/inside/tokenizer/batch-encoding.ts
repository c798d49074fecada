import { buildRow, offsetsIn, type Row, type Slot, type Stretch, specialCount } from '../../text/encoding/rows';
import type { TextEncoding } from '../../text/offsets/text-encoder';
import { byteOffsets } from './byte-offsets';
import { keptTokens, refused, type TruncationStrategy } from './truncation';

/** The arguments of a tokenizer's `__call__` in Python's transformers, spelled as there. */
export interface CallOptions {
  add_special_tokens: boolean;
  padding: boolean | 'longest' | 'max_length';
  truncation: TruncationStrategy;
  /** Tokens, special ones counted; null for the tokenizer's `model_max_length`. */
  max_length: number | null;
  pad_to_multiple_of: number | null;
}

/** What is asked of a tokenizer here. */
export interface BatchTokenizer {
  encode(text: string): TextEncoding;
  frame: { single: readonly Slot[]; pair: readonly Slot[] };
  /** The token of an id. */
  nameOf(id: number): string;
  /** Null where the tokenizer has no padding token. */
  pad: { id: number; token: string } | null;
  paddingSide: 'left' | 'right';
  truncationSide: 'left' | 'right';
  /** `model_max_length`; infinite where it says nothing. */
  maxLength: number;
}

/** A stretch of tokens that truncation took away. */
export interface Cut {
  sequence: 0 | 1;
  tokens: number;
  /** UTF-16 units of that text. */
  start: number;
  end: number;
}

/** One row of what a model reads. All lists but `offsets` and `bytes` have one entry for each token. */
export interface EncodedRow {
  ids: number[];
  tokens: string[];
  attention_mask: number[];
  token_type_ids: number[];
  /** 1 for tokens that are put around the texts, and for padding. */
  special_tokens_mask: number[];
  /** 0 for the text, 1 for its pair, -1 for special tokens. */
  sequence_ids: number[];
  /** -1 for special tokens. */
  word_ids: number[];
  /** Start and end of each token in its text, in UTF-16 units; 0 and 0 for special tokens. */
  offsets: number[];
  /** The same in bytes of UTF-8. */
  bytes: number[];
  cut: Cut[];
}

/**
 * Encodes a batch as a Python tokenizer's `__call__`: the same ids, masks and token types.
 * @param pairs second texts, as many as `texts`; null for none
 * @throws FailureError parameter-invalid where Python would raise, too
 */
export function encodeBatch(
  tokenizer: BatchTokenizer,
  texts: readonly string[],
  pairs: readonly string[] | null,
  options: CallOptions,
): EncodedRow[] {
  if (options.padding !== false && !tokenizer.pad) {
    throw refused('padding', 'needs a padding token, and this tokenizer has none', 'Set padding to False.');
  }
  const limit = limitOf(tokenizer, options);
  const rows = texts.map((text, index) => encodeRow(tokenizer, text, pairs?.[index] ?? null, options, limit));
  const width = paddedWidth(rows, options, limit);
  for (const row of rows) pad(row, width, tokenizer);
  return rows;
}

/** `max_length`, or what stands in for it. */
const limitOf = ({ maxLength }: BatchTokenizer, { max_length }: CallOptions): number => max_length ?? maxLength;

function encodeRow(
  tokenizer: BatchTokenizer,
  text: string,
  second: string | null,
  { add_special_tokens, truncation }: CallOptions,
  limit: number,
): EncodedRow {
  const slots = (second === null ? tokenizer.frame.single : tokenizer.frame.pair).filter(
    (slot) => add_special_tokens || 'sequence' in slot,
  );
  const sources = second === null ? [text] : [text, second];
  const encodings = sources.map((each) => tokenizer.encode(each));
  const lengths = encodings.map(({ ids }) => ids.length) as [number] | [number, number];
  const kept = keptTokens(lengths, limit - specialCount(slots), truncation);
  const stretches = encodings.map((encoding, index): Stretch => {
    const count = kept[index] ?? 0;
    const from = tokenizer.truncationSide === 'left' ? encoding.ids.length - count : 0;
    return { encoding, from, to: from + count };
  });
  return describe(buildRow(slots, stretches), stretches, sources, tokenizer);
}

function describe(row: Row, stretches: Stretch[], texts: string[], tokenizer: BatchTokenizer): EncodedRow {
  const inBytes = texts.map((text) => byteOffsets(text));
  const offsets: number[] = [];
  const bytes: number[] = [];
  for (const source of row.sources) {
    const stretch = source && stretches[source.sequence];
    const range = stretch ? offsetsIn(stretch, source.index) : [0, 0];
    offsets.push(...range);
    bytes.push(...range.map((unit) => (source ? (inBytes[source.sequence]?.[unit] ?? 0) : 0)));
  }
  const of = <T>(read: (encoding: TextEncoding, index: number) => T | undefined, special: T): T[] =>
    row.sources.map((source) => {
      const stretch = source && stretches[source.sequence];
      return (stretch && read(stretch.encoding, source.index)) ?? special;
    });
  const names = of<string | null>(({ tokens }, index) => tokens[index], null);
  return {
    ids: row.ids,
    tokens: names.map((name, index) => name ?? tokenizer.nameOf(row.ids[index] ?? 0)),
    attention_mask: row.ids.map(() => 1),
    token_type_ids: row.types,
    special_tokens_mask: row.sources.map((source) => (source ? 0 : 1)),
    sequence_ids: row.sources.map((source) => source?.sequence ?? -1),
    word_ids: of(({ words }, index) => words[index], -1),
    offsets,
    bytes,
    cut: stretches.flatMap(cutsOf),
  };
}

/** What was left out before and after a stretch. */
function cutsOf({ encoding, from, to }: Stretch, sequence: number): Cut[] {
  const { ids, offsets } = encoding;
  return [
    [0, from],
    [to, ids.length],
  ].flatMap(([start = 0, end = 0]) =>
    end > start
      ? [
          {
            sequence: sequence as 0 | 1,
            tokens: end - start,
            start: offsets[start]?.[0] ?? 0,
            end: offsets[end - 1]?.[1] ?? 0,
          },
        ]
      : [],
  );
}

function paddedWidth(rows: EncodedRow[], { padding, pad_to_multiple_of }: CallOptions, limit: number): number {
  if (padding === false) return 0;
  const longest = rows.reduce((most, { ids }) => Math.max(most, ids.length), 0);
  const width = padding === 'max_length' && Number.isFinite(limit) ? limit : longest;
  return pad_to_multiple_of ? Math.ceil(width / pad_to_multiple_of) * pad_to_multiple_of : width;
}

function pad(row: EncodedRow, width: number, { pad: padding, paddingSide }: BatchTokenizer): void {
  const missing = width - row.ids.length;
  if (!padding || missing <= 0) return;
  const fill = <T>(list: T[], value: T, count = missing) => {
    const filling = Array<T>(count).fill(value);
    if (paddingSide === 'left') list.unshift(...filling);
    else list.push(...filling);
  };
  fill(row.ids, padding.id);
  fill(row.tokens, padding.token);
  fill(row.attention_mask, 0);
  fill(row.token_type_ids, 0);
  fill(row.special_tokens_mask, 1);
  fill(row.sequence_ids, -1);
  fill(row.word_ids, -1);
  fill(row.offsets, 0, 2 * missing);
  fill(row.bytes, 0, 2 * missing);
}
