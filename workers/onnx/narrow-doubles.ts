import { BYTES, fieldsOf, tagOf, varint, type WireField } from './wire';

// Field numbers of onnx.proto.
const MODEL_GRAPH = 7;
const GRAPH = { node: 1, initializer: 5, valueInfo: 13 } as const;
const NODE_ATTRIBUTE = 5;
const ATTRIBUTE = { name: 1, integer: 3, tensor: 5, graph: 6, tensors: 10, graphs: 11 } as const;
const TENSOR = { type: 2, raw: 9, docString: 12 } as const;
const [FLOAT, DOUBLE] = [1, 11];

/** Attributes that hold an element type. */
const TYPES = new Set(['to', 'dtype']);
const utf8 = new TextDecoder();

/**
 * Makes float32 of every float64 constant of an ONNX model, and of what is cast to float64, in place: ONNX Runtime's builds
 * with WebGPU have no kernels for float64, and PyTorch exports the scale of attention as one such constant. Inputs and
 * outputs of the graph stay as they are. Sizes stay too: what a narrower constant leaves over becomes a doc string.
 */
export function narrowDoubles(bytes: Uint8Array): void {
  for (const field of fieldsOf(bytes, 0, bytes.length)) {
    if (field.number === MODEL_GRAPH && field.wire === BYTES) narrowGraph(bytes, field);
  }
}

function narrowGraph(bytes: Uint8Array, graph: WireField): void {
  for (const field of fieldsOf(bytes, graph.start, graph.end)) {
    if (field.number === GRAPH.initializer) narrowTensor(bytes, field);
    else if (field.number === GRAPH.valueInfo) narrowValueInfo(bytes, field);
    else if (field.number === GRAPH.node) {
      for (const part of fieldsOf(bytes, field.start, field.end)) {
        if (part.number === NODE_ATTRIBUTE) narrowAttribute(bytes, part);
      }
    }
  }
}

function narrowAttribute(bytes: Uint8Array, attribute: WireField): void {
  let name = '';
  for (const field of fieldsOf(bytes, attribute.start, attribute.end)) {
    if (field.number === ATTRIBUTE.name) name = utf8.decode(bytes.subarray(field.start, field.end));
    else if (field.number === ATTRIBUTE.tensor || field.number === ATTRIBUTE.tensors) narrowTensor(bytes, field);
    else if (field.number === ATTRIBUTE.graph || field.number === ATTRIBUTE.graphs) narrowGraph(bytes, field);
    else if (field.number === ATTRIBUTE.integer && field.value === DOUBLE && TYPES.has(name))
      bytes[field.start] = FLOAT;
  }
}

/** A ValueInfoProto: type 2, tensor_type 1, elem_type 1. */
function narrowValueInfo(bytes: Uint8Array, info: WireField): void {
  for (const type of fieldsOf(bytes, info.start, info.end)) {
    if (type.number !== 2) continue;
    for (const tensor of fieldsOf(bytes, type.start, type.end)) {
      if (tensor.number !== 1 || tensor.wire !== BYTES) continue;
      for (const element of fieldsOf(bytes, tensor.start, tensor.end)) {
        if (element.number === 1 && element.value === DOUBLE) bytes[element.start] = FLOAT;
      }
    }
  }
}

function narrowTensor(bytes: Uint8Array, tensor: WireField): void {
  const fields = [...fieldsOf(bytes, tensor.start, tensor.end)];
  const type = fields.find(({ number }) => number === TENSOR.type);
  const raw = fields.find(({ number }) => number === TENSOR.raw);
  if (type?.value !== DOUBLE || !raw || raw.end === raw.start) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset + raw.start, raw.end - raw.start);
  const numbers = Float32Array.from({ length: view.byteLength / 8 }, (_, index) => view.getFloat64(8 * index, true));
  const room = raw.end - raw.at;
  const values = new Uint8Array(numbers.buffer);
  const head = [tagOf(TENSOR.raw), ...varint(values.length)];
  const rest = room - head.length - values.length;
  bytes[type.start] = FLOAT;
  bytes.set([...head], raw.at);
  bytes.set(values, raw.at + head.length);
  bytes.set(filler(rest), raw.at + head.length + values.length);
}

/** A doc string of spaces that takes up so many bytes, at least four. */
function filler(size: number): number[] {
  const lengthBytes = varint(size - 2).length;
  const length = size - 1 - lengthBytes;
  // A length that is written with a byte more than it needs is valid, too.
  const written = varint(length);
  while (written.length < lengthBytes) {
    written[written.length - 1] = (written.at(-1) ?? 0) | 0x80;
    written.push(0);
  }
  return [tagOf(TENSOR.docString), ...written, ...Array<number>(length).fill(0x20)];
}
