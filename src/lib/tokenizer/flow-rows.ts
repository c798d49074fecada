/** Tokens `from` to before `to` that stand in one row. */
export interface FlowRow {
  from: number;
  to: number;
}

/**
 * Puts tokens into rows, as a paragraph's words: as many as fit, at least one.
 * @param widths of each token with the space after it, in pixels
 * @param breaks tokens after which a row ends: those that hold a line break
 */
export function flowRows(widths: ArrayLike<number>, available: number, breaks: (index: number) => boolean): FlowRow[] {
  const rows: FlowRow[] = [];
  let from = 0;
  let width = 0;
  for (let index = 0; index < widths.length; index++) {
    const own = widths[index] ?? 0;
    if (index > from && width + own > available) {
      rows.push({ from, to: index });
      from = index;
      width = 0;
    }
    width += own;
    if (breaks(index)) {
      rows.push({ from, to: index + 1 });
      from = index + 1;
      width = 0;
    }
  }
  if (from < widths.length) rows.push({ from, to: widths.length });
  return rows;
}

/** The row that holds a token: rows are in order. */
export function rowOfToken(rows: readonly FlowRow[], token: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.to ?? 0) <= token) low = middle + 1;
    else high = middle;
  }
  return low;
}
