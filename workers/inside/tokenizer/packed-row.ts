import type { EncodedRow } from './batch-encoding';

/** Numbers as typed arrays: a page takes these over at once, where it would read a list number by number. */
export const packedRow = (row: EncodedRow) => ({
  ids: Int32Array.from(row.ids),
  tokens: row.tokens,
  attention_mask: Uint8Array.from(row.attention_mask),
  token_type_ids: Uint8Array.from(row.token_type_ids),
  special_tokens_mask: Uint8Array.from(row.special_tokens_mask),
  sequence_ids: Int8Array.from(row.sequence_ids),
  word_ids: Int32Array.from(row.word_ids),
  offsets: Uint32Array.from(row.offsets),
  bytes: Uint32Array.from(row.bytes),
  cut: row.cut,
});
