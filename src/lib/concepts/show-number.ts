/** A number as it stands in arithmetic: at most `digits` decimals, no trailing zeros, small ones by their power of ten. */
export function showNumber(value: number, digits = 4): string {
  if (value === Number.NEGATIVE_INFINITY) return '−∞';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : '∞';
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.5 * 10 ** -digits || size >= 1e7)) return minus(value.toExponential(2));
  return minus(String(Number(value.toFixed(digits))));
}

const minus = (text: string): string => text.replaceAll('-', '−');
