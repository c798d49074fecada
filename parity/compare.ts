/** Scores agree within this, above 1 relative to their size: float32, summed in another order. */
export const TOLERANCE = 1e-4;

/** For whoever reads a golden: Python's offsets as they are, beside those in UTF-16 units. */
const FOR_READERS = 'code_points';

/**
 * Says where a value is not as expected, or null. Everything must be equal, but for numbers with a fraction, which must
 * be close. Properties that are not expected may be there.
 */
export function differenceOf(actual: unknown, expected: unknown, tolerance: number, where = 'value'): string | null {
  const numbers = typeof expected === 'number' && typeof actual === 'number';
  if (numbers && !(Number.isInteger(expected) && Number.isInteger(actual))) {
    const close = Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
    return close ? null : `${where} is ${actual}, not ${expected}`;
  }
  if (typeof expected !== 'object' || expected === null) {
    return Object.is(actual, expected)
      ? null
      : `${where} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`;
  }
  if (typeof actual !== 'object' || actual === null) return `${where} is ${JSON.stringify(actual)}, not an object`;
  if (Array.isArray(expected) && (actual as unknown[]).length !== expected.length) {
    return `${where} has ${(actual as unknown[]).length} entries, not ${expected.length}: ${JSON.stringify(actual)}`;
  }
  for (const [name, item] of Object.entries(expected)) {
    if (name === FOR_READERS) continue;
    const found = differenceOf((actual as Record<string, unknown>)[name], item, tolerance, `${where}.${name}`);
    if (found) return found;
  }
  return null;
}
