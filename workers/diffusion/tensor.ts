/** Float32 numbers in row-major order. */
export interface FloatTensor {
  data: Float32Array;
  dims: readonly number[];
}

export const sizeOf = (dims: readonly number[]): number => dims.reduce((product, dim) => product * dim, 1);

/** Tensors one after the other along the first axis; the other axes must agree. */
export function concatRows(tensors: readonly FloatTensor[]): FloatTensor {
  const [first] = tensors;
  if (!first || tensors.length === 1) return first ?? { data: new Float32Array(0), dims: [0] };
  const rows = tensors.reduce((sum, { dims }) => sum + (dims[0] ?? 0), 0);
  return { data: concat(tensors.map(({ data }) => data)), dims: [rows, ...first.dims.slice(1)] };
}

export function concat(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Rows `from` to `to` of the first axis; a view, no copy. */
export function rowsOf({ data, dims }: FloatTensor, from: number, to: number): FloatTensor {
  const size = sizeOf(dims.slice(1));
  return { data: data.subarray(from * size, to * size), dims: [to - from, ...dims.slice(1)] };
}

/** A tensor of one row, `count` times. */
export const repeatRow = (row: FloatTensor, count: number): FloatTensor =>
  concatRows(Array.from({ length: count }, () => row));

/** Whether there is a NaN or an infinity. */
export function hasNonFinite(data: Float32Array): boolean {
  // One infinity or NaN makes the sum one, and the sum of what fits float32 does not overflow float64.
  let sum = 0;
  for (let index = 0; index < data.length; index++) sum += data[index] ?? 0;
  return !Number.isFinite(sum);
}
