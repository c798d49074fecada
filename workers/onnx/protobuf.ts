import type { ByteCursor } from './byte-source';

/** One field of a message: a number, or a length of bytes that begins at `start`. */
export interface Field {
  number: number;
  wire: number;
  value: number;
  start: number;
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/**
 * The fields of a protobuf message up to `end`. Of a field with bytes only their place is given; the cursor is behind them
 * when the next field is asked for, wherever it was moved meanwhile.
 */
export async function* fields(cursor: ByteCursor, end: number): AsyncGenerator<Field> {
  while (cursor.position < end) {
    const tag = await varint(cursor);
    const [number, wire] = [Math.floor(tag / 8), tag & 7];
    const value = wire === VARINT || wire === BYTES ? await varint(cursor) : 0;
    const start = cursor.position;
    const length = { [VARINT]: 0, [FIXED64]: 8, [BYTES]: value, [FIXED32]: 4 }[wire];
    if (length === undefined || start + length > end) throw new RangeError('the file is no protobuf message');
    yield { number, wire, value, start };
    cursor.position = start + length;
  }
}

/** Numbers above 2^53 lose their last digits; none that is read here is so large. */
async function varint(cursor: ByteCursor): Promise<number> {
  let value = 0;
  for (let shift = 0; shift < 70; shift += 7) {
    const [byte = 0] = await cursor.take(1);
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
  throw new RangeError('the file is no protobuf message');
}
