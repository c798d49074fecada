/** Bytes that one request asks for. */
export const PART_BYTES = 8 * 2 ** 20;

/** A run of bytes: from `start` up to `end`, which is not included. */
export type ByteRange = readonly [start: number, end: number];

/** Adds a range; the result is sorted and nothing in it touches. */
export function addRange(ranges: readonly ByteRange[], [start, end]: ByteRange): ByteRange[] {
  if (end <= start) return [...ranges];
  const apart = ranges.filter(([from, to]) => to < start || from > end);
  const touching = ranges.filter(([from, to]) => to >= start && from <= end);
  const from = Math.min(start, ...touching.map(([first]) => first));
  const to = Math.max(end, ...touching.map(([, last]) => last));
  return [...apart, [from, to] as const].sort(([a], [b]) => a - b);
}

/** What is missing of the first `total` bytes. Ranges are sorted and do not touch. */
export function missingRanges(ranges: readonly ByteRange[], total: number): ByteRange[] {
  const gaps: ByteRange[] = [];
  let reached = 0;
  for (const [start, end] of ranges) {
    if (start > reached) gaps.push([reached, Math.min(start, total)]);
    reached = Math.max(reached, end);
  }
  if (reached < total) gaps.push([reached, total]);
  return gaps.filter(([start, end]) => start < end);
}

/** Cuts ranges into parts of at most `size` bytes, in order. */
export function cutRanges(ranges: readonly ByteRange[], size: number): ByteRange[] {
  return ranges.flatMap(([start, end]) =>
    Array.from(
      { length: Math.ceil((end - start) / size) },
      (_, part) => [start + part * size, Math.min(end, start + (part + 1) * size)] as const,
    ),
  );
}

export const coveredBytes = (ranges: readonly ByteRange[]): number =>
  ranges.reduce((sum, [start, end]) => sum + end - start, 0);

/** Bytes from the beginning without a gap. */
export const prefixLength = (ranges: readonly ByteRange[]): number => {
  const [first] = ranges;
  return first && first[0] === 0 ? first[1] : 0;
};
