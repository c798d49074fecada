import type { TokenRow } from '../../lib/tokenizer/tokenized';
import { visibleText } from '../../lib/tokenizer/visible-text';

/** What chips show: tokens as the vocabulary spells them, or the stretches of text that they stand for. */
export type LabelMode = 'token' | 'text';

/** The stretch of text that a token stands for; empty for special tokens. */
export function sliceOf(row: TokenRow, token: number, sources: readonly string[]): string {
  const source = sources[row.sequence_ids[token] ?? -1] ?? '';
  return source.slice(row.offsets[2 * token], row.offsets[2 * token + 1]);
}

export function labelsOf(row: TokenRow, sources: readonly string[], mode: LabelMode): string[] {
  return row.tokens.map((token, index) => {
    if (mode === 'token' || row.special_tokens_mask[index] === 1) return visibleText(token);
    return visibleText(sliceOf(row, index, sources)) || '∅';
  });
}

/** How a token is drawn. */
export type TokenKind = 'text' | 'special' | 'padding' | 'unknown';

export function kindOf(row: TokenRow, token: number, unknownId: number | null): TokenKind {
  if (row.attention_mask[token] === 0) return 'padding';
  if (row.special_tokens_mask[token] === 1) return 'special';
  return unknownId !== null && row.ids[token] === unknownId ? 'unknown' : 'text';
}

/** A token in words, for screen readers and for the line beneath the chips. */
export function describeToken(row: TokenRow, token: number, unknownId: number | null): string {
  const kind = kindOf(row, token, unknownId);
  const at = (list: ArrayLike<number>, index = token) => list[index] ?? 0;
  const parts = [
    `Token ${token + 1} of ${row.ids.length}`,
    `“${visibleText(row.tokens[token] ?? '')}”`,
    `id ${at(row.ids)}`,
  ];
  if (kind !== 'text') parts.push(kind);
  if (at(row.sequence_ids) >= 0) {
    parts.push(`characters ${at(row.offsets, 2 * token)}–${at(row.offsets, 2 * token + 1)}`);
    parts.push(`bytes ${at(row.bytes, 2 * token)}–${at(row.bytes, 2 * token + 1)}`);
    parts.push(`word ${at(row.word_ids)}`);
  }
  parts.push(`attention ${at(row.attention_mask)}`, `type ${at(row.token_type_ids)}`);
  return parts.join(', ');
}

/** A stretch of one of the texts of a row. */
export interface LinkedStretch {
  sequence: number;
  start: number;
  end: number;
}

/** What a token stands for, so that other tokenizers' tokens of the same place can be found; null for special ones. */
export function stretchOf(row: TokenRow, token: number): LinkedStretch | null {
  const sequence = row.sequence_ids[token] ?? -1;
  const [start = 0, end = 0] = [row.offsets[2 * token], row.offsets[2 * token + 1]];
  return sequence < 0 || end <= start ? null : { sequence, start, end };
}

export const overlaps = (row: TokenRow, token: number, { sequence, start, end }: LinkedStretch): boolean =>
  row.sequence_ids[token] === sequence &&
  (row.offsets[2 * token] ?? 0) < end &&
  (row.offsets[2 * token + 1] ?? 0) > start;
