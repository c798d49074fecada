import { ByteCursor, type ByteSource } from './byte-source';
import { float16ToFloat32 } from './float16';
import { fields } from './protobuf';

/** A constant tensor of a graph: where its numbers lie, not the numbers. */
export interface Initializer {
  name: string;
  dims: number[];
  /** onnx.proto's TensorProto.DataType. */
  type: number;
  /** Bytes within the file of the graph, or within another file. */
  place: { file: string | null; start: number; length: number | null };
}

// Field numbers of onnx.proto.
const GRAPH = 7;
const INITIALIZER = 5;
const TENSOR = { dims: 1, type: 2, floats: 4, name: 8, raw: 9, external: 13 } as const;
const FLOAT32 = 1;
const FLOAT16 = 10;
const BYTES = 2;

const utf8 = new TextDecoder();

/**
 * Lists the initializers of an ONNX file, reading no more than their headers.
 * @throws RangeError where the file is no ONNX model
 */
export async function readInitializers(source: ByteSource): Promise<Initializer[]> {
  const cursor = new ByteCursor(source);
  const found: Initializer[] = [];
  for await (const field of fields(cursor, source.size)) {
    if (field.number !== GRAPH || field.wire !== BYTES) continue;
    for await (const part of fields(cursor, field.start + field.value)) {
      if (part.number === INITIALIZER && part.wire === BYTES)
        found.push(await tensorOf(cursor, part.start + part.value));
    }
  }
  return found;
}

async function tensorOf(cursor: ByteCursor, end: number): Promise<Initializer> {
  const tensor: Initializer = { name: '', dims: [], type: 0, place: { file: null, start: 0, length: 0 } };
  const external: Record<string, string> = {};
  for await (const { number, wire, value, start } of fields(cursor, end)) {
    if (number === TENSOR.dims && wire !== BYTES) tensor.dims.push(value);
    else if (number === TENSOR.dims) tensor.dims.push(...(await packed(cursor, start + value)));
    else if (number === TENSOR.type) tensor.type = value;
    else if (number === TENSOR.name) tensor.name = utf8.decode(await cursor.take(value));
    else if (number === TENSOR.raw || number === TENSOR.floats) tensor.place = { file: null, start, length: value };
    else if (number === TENSOR.external) {
      const [key, text] = await entry(cursor, start + value);
      external[key] = text;
    }
  }
  const { location, offset = '0', length } = external;
  if (location === undefined) return tensor;
  return { ...tensor, place: { file: location, start: Number(offset), length: length ? Number(length) : null } };
}

async function packed(cursor: ByteCursor, end: number): Promise<number[]> {
  const values: number[] = [];
  let value = 0;
  let factor = 1;
  while (cursor.position < end) {
    const [byte = 0] = await cursor.take(1);
    value += (byte & 0x7f) * factor;
    factor *= 128;
    if (byte >= 0x80) continue;
    values.push(value);
    value = 0;
    factor = 1;
  }
  return values;
}

/** A StringStringEntryProto: key 1, value 2. */
async function entry(cursor: ByteCursor, end: number): Promise<[string, string]> {
  const texts = ['', ''];
  for await (const { number, value } of fields(cursor, end)) texts[number - 1] = utf8.decode(await cursor.take(value));
  return [texts[0] ?? '', texts[1] ?? ''];
}

/**
 * The numbers of a float32 or float16 initializer.
 * @param open gives the file of the graph for null, and others by their names
 * @returns null for other types, and where a file is missing
 */
export async function readNumbers(
  { type, dims, place }: Initializer,
  open: (file: string | null) => Promise<ByteSource | null>,
): Promise<Float32Array | null> {
  const width = { [FLOAT32]: 4, [FLOAT16]: 2 }[type];
  const source = width === undefined ? null : await open(place.file);
  if (!source || width === undefined) return null;
  const count = dims.reduce((product, dim) => product * dim, 1);
  const { buffer } = await source.read(place.start, place.start + count * width);
  if (buffer.byteLength !== count * width) return null;
  return type === FLOAT32 ? new Float32Array(buffer) : float16ToFloat32(new Uint16Array(buffer));
}
