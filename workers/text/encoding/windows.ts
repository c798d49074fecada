/**
 * Cuts a sequence into overlapping windows, as `return_overflowing_tokens` does.
 * @param size tokens in a window
 * @param overlap tokens that a window shares with the one before it; less than `size`
 * @returns at least one window, `from` to before `to`; the last one may be shorter
 */
export function windowsOf(length: number, size: number, overlap: number): { from: number; to: number }[] {
  const windows: { from: number; to: number }[] = [];
  for (let from = 0; ; from += size - overlap) {
    const to = Math.min(from + size, length);
    windows.push({ from, to });
    if (to >= length) return windows;
  }
}

/**
 * The window around some places of a sequence that is too long.
 * @param places indexes in rising order
 * @returns null where they lie too far apart for one window
 */
export function windowAround(
  length: number,
  places: readonly number[],
  size: number,
): { from: number; to: number } | null {
  const first = places[0] ?? 0;
  const last = places.at(-1) ?? 0;
  if (last - first + 1 > size) return null;
  const spare = size - (last - first + 1);
  const from = Math.max(0, Math.min(first - Math.floor(spare / 2), length - size));
  return { from, to: Math.min(length, from + size) };
}
