import { encodeChunk } from './png/chunks';

/** A picture of 8 bits a channel: RGB for three channels, RGBA for four. */
export interface Pixels {
  width: number;
  height: number;
  channels: number;
  data: Uint8Array | Uint8ClampedArray;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const COLOUR_TYPES: Readonly<Record<number, number>> = { 1: 0, 3: 2, 4: 6 };

/**
 * A PNG file with exactly these pixels: a canvas would convert colours and multiply by alpha. Each row has the filter of
 * PNG that leaves the smallest numbers.
 */
export async function encodePng(pixels: Pixels): Promise<Uint8Array<ArrayBuffer>> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, pixels.width);
  view.setUint32(4, pixels.height);
  header.set([8, COLOUR_TYPES[pixels.channels] ?? 2], 8);
  const parts = [
    Uint8Array.from(SIGNATURE),
    encodeChunk('IHDR', header),
    encodeChunk('IDAT', await deflate(filteredRows(pixels))),
    encodeChunk('IEND', new Uint8Array(0)),
  ];
  const file = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function filteredRows({ width, height, channels, data }: Pixels): Uint8Array<ArrayBuffer> {
  const stride = width * channels;
  const rows = new Uint8Array(height * (stride + 1));
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const row = Uint8Array.from(data.subarray(y * stride, (y + 1) * stride));
    rows.set(bestFilter(row, above, channels), y * (stride + 1));
    above = row;
  }
  return rows;
}

/** What each filter predicts of a byte, from the one to the left, the one above, and the one above that to the left. */
const FILTERS: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
];

function bestFilter(row: Uint8Array, above: Uint8Array, channels: number): Uint8Array {
  let best = new Uint8Array(0);
  let least = Number.POSITIVE_INFINITY;
  for (const [filter, predict] of FILTERS.entries()) {
    const filtered = new Uint8Array(row.length + 1);
    filtered[0] = filter;
    let sum = 0;
    for (let at = 0; at < row.length; at++) {
      const left = row[at - channels] ?? 0;
      const value = ((row[at] ?? 0) - predict(left, above[at] ?? 0, above[at - channels] ?? 0)) & 0xff;
      filtered[at + 1] = value;
      sum += value < 128 ? value : 256 - value;
    }
    if (sum < least) [best, least] = [filtered, sum];
  }
  return best;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
