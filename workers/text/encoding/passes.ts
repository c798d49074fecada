import type { Row } from './rows';

/** Tokens with padding in one forward pass. More of them take memory and gain no speed. */
export const PASS_TOKENS = 8192;

/**
 * Cuts rows into forward passes, neighbours together.
 * @param limit tokens, padding counted
 */
export function passesOf(rows: readonly Row[], limit = PASS_TOKENS): Row[][] {
  const passes: Row[][] = [];
  let longest = 0;
  for (const row of rows) {
    const last = passes.at(-1);
    const width = Math.max(longest, row.ids.length);
    if (last && width * (last.length + 1) <= limit) {
      last.push(row);
      longest = width;
    } else {
      passes.push([row]);
      longest = row.ids.length;
    }
  }
  return passes;
}

/** Rows of equal length: ids, token types and attention mask, one after the other. */
export interface PaddedRows {
  rows: number;
  length: number;
  ids: BigInt64Array;
  types: BigInt64Array;
  mask: BigInt64Array;
}

export function padRows(rows: readonly Row[], padId: number): PaddedRows {
  const length = Math.max(1, ...rows.map(({ ids }) => ids.length));
  const size = rows.length * length;
  const padded = {
    ids: new BigInt64Array(size).fill(BigInt(padId)),
    types: new BigInt64Array(size),
    mask: new BigInt64Array(size),
  };
  for (const [row, { ids, types, attended = ids.length }] of rows.entries()) {
    padded.ids.set(BigInt64Array.from(ids, BigInt), row * length);
    padded.types.set(BigInt64Array.from(types, BigInt), row * length);
    padded.mask.fill(1n, row * length, row * length + attended);
  }
  return { rows: rows.length, length, ...padded };
}
