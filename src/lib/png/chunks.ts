import { crc32 } from './crc32';
import { PngError } from './png-error';

export interface PngChunk {
  /** Four letters, e.g. 'IDAT'. */
  type: string;
  /** A view of the file. */
  data: Uint8Array;
  /** Where the chunk, its length and its CRC lie in the file. */
  start: number;
  end: number;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Of type and length before the data, and of the CRC behind it. */
const FRAME = 12;

/**
 * The chunks of a PNG, up to IEND; what follows that is none of the picture's. The CRC is checked of those that `check`
 * names only: to check pixels is the decoder's matter, and takes time.
 * @throws PngError where the file is no PNG, ends early or has a chunk that is damaged
 */
export function pngChunks(bytes: Uint8Array, check: (type: string) => boolean): PngChunk[] {
  if (!SIGNATURE.every((byte, index) => bytes[index] === byte))
    throw new PngError('This is no PNG file: it does not begin with the signature of one.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: PngChunk[] = [];
  let start = SIGNATURE.length;
  while (chunks.at(-1)?.type !== 'IEND') {
    if (start + FRAME > bytes.length) throw new PngError('The PNG file ends early: it was not stored completely.');
    const length = view.getUint32(start);
    const end = start + FRAME + length;
    const type = String.fromCharCode(...bytes.subarray(start + 4, start + 8));
    if (!/^[A-Za-z]{4}$/.test(type))
      throw new PngError(`The PNG file is damaged at byte ${start}: no chunk begins there.`);
    if (end > bytes.length) throw new PngError(`The PNG file ends early: its ${type} chunk says ${length} bytes.`);
    if (check(type) && crc32(bytes.subarray(start + 4, end - 4)) !== view.getUint32(end - 4))
      throw new PngError(`The ${type} chunk at byte ${start} of the PNG file is damaged: its checksum is wrong.`);
    chunks.push({ type, data: bytes.subarray(start + 8, end - 4), start, end });
    start = end;
  }
  if (chunks[0]?.type !== 'IHDR') throw new PngError('The PNG file is damaged: its first chunk is not IHDR.');
  return chunks;
}

/** A chunk as it lies in a file: length, type, data and CRC. */
export function encodeChunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + FRAME);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let index = 0; index < 4; index++) bytes[4 + index] = type.charCodeAt(index);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}
