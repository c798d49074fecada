import type { Tokenized, TokenRow } from './tokenized';

/** Sizes of what was read, and of what a model gets of it. */
export interface TokenCounts {
  /** Code points, as Python's `len`. */
  characters: number;
  /** Of UTF-8. */
  bytes: number;
  /** Tokens of the texts: special ones and padding not counted. */
  tokens: number;
  special: number;
  padding: number;
  unknown: number;
  cut: number;
  /** Characters for each token of the texts; null without tokens. */
  charactersPerToken: number | null;
}

const encoder = new TextEncoder();

function codePoints(text: string): number {
  let count = text.length;
  // Well-formed pairs of surrogates are one character; an unpaired half counts as one as well.
  for (let at = 0; at < text.length - 1; at++) {
    const high = text.charCodeAt(at);
    if (high < 0xd800 || high > 0xdbff) continue;
    const low = text.charCodeAt(at + 1);
    if (low < 0xdc00 || low > 0xdfff) continue;
    count -= 1;
    at += 1;
  }
  return count;
}

/** Sums over all rows of a batch, pairs included. */
export function countTokens({ texts, pairs, rows, unknownId }: Tokenized): TokenCounts {
  const counts = { tokens: 0, special: 0, padding: 0, unknown: 0, cut: 0 };
  for (const row of rows) addRow(counts, row, unknownId);
  const read = [...texts, ...(pairs ?? [])];
  const characters = read.reduce((sum, text) => sum + codePoints(text), 0);
  return {
    ...counts,
    characters,
    bytes: read.reduce((sum, text) => sum + encoder.encode(text).length, 0),
    charactersPerToken: counts.tokens + counts.cut > 0 ? characters / (counts.tokens + counts.cut) : null,
  };
}

function addRow(
  counts: Pick<TokenCounts, 'tokens' | 'special' | 'padding' | 'unknown' | 'cut'>,
  row: TokenRow,
  unknownId: number | null,
) {
  for (let index = 0; index < row.ids.length; index++) {
    if (row.attention_mask[index] === 0) counts.padding += 1;
    else if (row.special_tokens_mask[index] === 1) counts.special += 1;
    else {
      counts.tokens += 1;
      if (unknownId !== null && row.ids[index] === unknownId) counts.unknown += 1;
    }
  }
  counts.cut += row.cut.reduce((sum, { tokens }) => sum + tokens, 0);
}
