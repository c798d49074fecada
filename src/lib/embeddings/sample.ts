/**
 * Some of many points, spread over all of them, the same ones each time: of a smaller number those that a larger one has.
 * @param always points that are among them in any case
 * @returns rising indices; all points where `most` is null or enough
 */
export function sampleOf(count: number, most: number | null, always: ReadonlySet<number> = new Set()): Int32Array {
  const all = Int32Array.from({ length: count }, (_, index) => index);
  if (most === null || most >= count) return all;
  // A fixed shuffle by a hash of the index: neighbours in a file are no neighbours in it.
  const ranked = all.slice().sort((a, b) => hashOf(a) - hashOf(b) || a - b);
  return Int32Array.from(new Set([...ranked.subarray(0, most), ...always])).sort();
}

function hashOf(index: number): number {
  let hash = Math.imul(index + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca77);
  return (hash ^ (hash >>> 13)) >>> 0;
}
