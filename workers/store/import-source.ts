/** A file to be imported: its bytes come when it is opened. */
export interface ImportSource {
  /** Inside what was handed over; checked. */
  path: string;
  bytes: number;
  open(): ReadableStream<Uint8Array<ArrayBuffer>>;
}
