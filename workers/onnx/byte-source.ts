/** Bytes that are read piece by piece: a file may be larger than memory should hold. */
export interface ByteSource {
  size: number;
  /** Bytes from `start` to `end`, or to the end of the source where that comes first. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

export const bytesOfBlob = (blob: Blob): ByteSource => ({
  size: blob.size,
  read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
});

/** Bytes that are looked at beyond what was asked for: neighbouring fields are then there already. */
const WINDOW = 1 << 16;

/** A place in a source that moves on; what lies behind it is kept in a window. */
export class ByteCursor {
  position = 0;
  private window: Uint8Array = new Uint8Array(0);
  private start = 0;

  constructor(private readonly source: ByteSource) {}

  /** The next `count` bytes. @throws RangeError where the source ends before */
  async take(count: number): Promise<Uint8Array> {
    const from = this.position - this.start;
    if (from < 0 || from + count > this.window.length) {
      this.start = this.position;
      this.window = await this.source.read(this.start, this.start + Math.max(count, WINDOW));
      if (this.window.length < count) throw new RangeError('the file ends early');
    }
    const at = this.position - this.start;
    this.position += count;
    return this.window.subarray(at, at + count);
  }
}
