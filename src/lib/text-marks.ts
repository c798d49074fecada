/** A stretch of text that is marked, in UTF-16 units. */
export interface TextMark {
  start: number;
  end: number;
}

/** Part of a text: one mark, or what lies between two. */
export interface TextPart<M extends TextMark> {
  text: string;
  start: number;
  mark: M | null;
}

/**
 * Cuts a text at its marks. Where marks overlap the one that begins first has the place, and the other what is left; of
 * two that begin together the first in the list.
 */
export function cutAtMarks<M extends TextMark>(text: string, marks: readonly M[]): TextPart<M>[] {
  const parts: TextPart<M>[] = [];
  const add = (start: number, end: number, mark: M | null) => {
    if (end > start) parts.push({ text: text.slice(start, end), start, mark });
  };
  let last = 0;
  for (const mark of marks.toSorted((a, b) => a.start - b.start)) {
    const start = Math.max(mark.start, last);
    const end = Math.min(mark.end, text.length);
    if (end <= start) continue;
    add(last, start, null);
    add(start, end, mark);
    last = end;
  }
  add(last, text.length, null);
  return parts;
}
