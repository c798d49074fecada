/** A field of a protobuf message in memory: its place, and of a number its value. */
export interface WireField {
  number: number;
  wire: number;
  /** The number, or how many bytes there are. */
  value: number;
  /** Of the tag. */
  at: number;
  /** Of the number or the bytes. */
  start: number;
  end: number;
}

export const VARINT = 0;
export const BYTES = 2;

/** The fields of a message that lies between two places; it ends early where the bytes are no message. */
export function* fieldsOf(bytes: Uint8Array, from: number, to: number): Generator<WireField> {
  let at = from;
  while (at < to) {
    const [tag, afterTag] = readVarint(bytes, at);
    const [number, wire] = [Math.floor(tag / 8), tag & 7];
    const [value, start] = wire === VARINT || wire === BYTES ? readVarint(bytes, afterTag) : [0, afterTag];
    const place = wire === VARINT ? afterTag : start;
    const end = wire === VARINT ? start : start + (wire === BYTES ? value : wire === 1 ? 8 : 4);
    if (end > to) return;
    yield { number, wire, value, at, start: place, end };
    at = end;
  }
}

/** The number, and the place behind it. */
function readVarint(bytes: Uint8Array, from: number): [number, number] {
  let value = 0;
  let at = from;
  for (let factor = 1; at < bytes.length; factor *= 128) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) break;
  }
  return [value, at];
}

/** The tag of a field that holds bytes. */
export const tagOf = (field: number): number => (field << 3) | BYTES;

export function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(Math.floor(value / 128))];
}

/** A field that holds bytes, or a text. */
export function bytesField(number: number, content: Uint8Array | string): Uint8Array {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return Uint8Array.from([...varint(tagOf(number)), ...varint(bytes.length), ...bytes]);
}

/** What to add at the end of a message, and of messages within it, by the places (`at`) of their fields. */
export interface Additions {
  fields: Uint8Array[];
  within: Map<number, Additions>;
}

export const noAdditions = (): Additions => ({ fields: [], within: new Map() });

/** The message with the additions; every byte that was there stays as it is, but for the lengths of what grows. */
export function withAdditions(bytes: Uint8Array, additions: Additions): Uint8Array<ArrayBuffer> {
  const chunks = grown(bytes, 0, bytes.length, additions);
  const result = new Uint8Array(sizeOf(chunks));
  let at = 0;
  for (const chunk of chunks) {
    result.set(chunk, at);
    at += chunk.length;
  }
  return result;
}

function grown(bytes: Uint8Array, from: number, to: number, { fields, within }: Additions): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let copied = from;
  for (const [place, inner] of [...within].sort(([a], [b]) => a - b)) {
    const [field] = fieldsOf(bytes, place, to);
    if (!field) throw new RangeError('there is no message to add to');
    const content = grown(bytes, field.start, field.end, inner);
    chunks.push(bytes.subarray(copied, field.at));
    chunks.push(Uint8Array.from([...varint(tagOf(field.number)), ...varint(sizeOf(content))]), ...content);
    copied = field.end;
  }
  return [...chunks, bytes.subarray(copied, to), ...fields];
}

const sizeOf = (chunks: readonly Uint8Array[]): number => chunks.reduce((sum, { length }) => sum + length, 0);
