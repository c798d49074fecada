const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
/** The header ends where the numbers can begin, at a multiple of this. */
const ALIGNMENT = 64;

/**
 * Writes an array as numpy's `.npy`, version 1.0: float32, little-endian, row by row.
 * @param shape as many numbers as `values` has, multiplied
 * @throws RangeError where they are not
 */
export function writeNpy(values: Float32Array, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  if (shape.reduce((product, size) => product * size, 1) !== values.length) {
    throw new RangeError(`${values.length} numbers do not fill the shape ${shape.join(' x ')}`);
  }
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const description = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sizes}), }`;
  const unpadded = MAGIC.length + 2 + description.length + 1;
  const header = `${description.padEnd(description.length + ((ALIGNMENT - (unpadded % ALIGNMENT)) % ALIGNMENT))}\n`;
  const from = MAGIC.length + 2 + header.length;
  const file = new Uint8Array(from + 4 * values.length);
  const view = new DataView(file.buffer);
  file.set(MAGIC);
  view.setUint16(MAGIC.length, header.length, true);
  file.set(new TextEncoder().encode(header), MAGIC.length + 2);
  for (const [index, value] of values.entries()) view.setFloat32(from + 4 * index, value, true);
  return file;
}
