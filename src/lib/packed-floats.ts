/** Float32 numbers as plain JSON: exact, and a third of what the digits would take. */
export interface PackedFloats {
  /** Sizes of the axes, the last of which moves first. */
  dims: readonly number[];
  /** Little-endian float32, in Base64. */
  float32: string;
}

/** Characters that are made of one call's arguments: engines limit these. */
const CHUNK = 0x2000;

export function packFloats(numbers: Float32Array, dims: readonly number[] = [numbers.length]): PackedFloats {
  const view = new DataView(new ArrayBuffer(numbers.length * 4));
  for (let index = 0; index < numbers.length; index++) view.setFloat32(index * 4, numbers[index] ?? 0, true);
  const bytes = new Uint8Array(view.buffer);
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK) parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  return { dims: [...dims], float32: btoa(parts.join('')) };
}

/** @throws RangeError where there are not as many numbers as the sizes say */
export function unpackFloats({ dims, float32 }: PackedFloats): Float32Array {
  const text = atob(float32);
  const count = dims.reduce((product, size) => product * size, 1);
  if (text.length !== count * 4) throw new RangeError(`${text.length} bytes are no ${count} float32 numbers`);
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: count }, (_, index) => view.getFloat32(index * 4, true));
}
