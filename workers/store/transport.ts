import { fetchOrSayWhy } from './policy-refusal';
import type { ByteRange } from './ranges';
import { retryAfterMs } from './retry-policy';

/** No byte for this long counts as a lost connection; slow but moving goes on. */
export const STALL_MS = 20_000;

/** Where a file is fetched from. */
export interface Source {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** `If-Range` may be sent: across origins it would need a preflight that not every host answers. */
  sameOrigin: boolean;
}

/** The answer to one request, before its body is read. */
export type Answer =
  /** The bytes that were asked for; `total` of the whole file. */
  | { kind: 'part'; total: number; version: Version; body: Body }
  /** The whole file from its beginning: ranges are not to be had, or none was asked for. */
  | { kind: 'whole'; total: number | null; version: Version; body: Body }
  | { kind: 'refused'; status: number; code: string | null; retryAfter: number | null };

/** What tells versions of a file apart. */
export interface Version {
  etag: string | null;
  /** Where the server's ETag is the file's SHA-256, as the Hub's are for large files. */
  sha256: string | null;
}

/** Reads the body. It throws what the network throws, or a {@link StalledError}. */
export type Body = (onBytes: (bytes: Uint8Array) => void) => Promise<void>;

export class StalledError extends Error {
  override readonly name = 'StalledError';
}

/** The bytes cannot be told from those of another place: such a server is asked for whole files. */
export class UnclearRangeError extends Error {
  override readonly name = 'UnclearRangeError';
}

/**
 * Asks for one range of a file, or for all of it.
 * @throws what `fetchOrSayWhy` throws, a {@link StalledError}, an {@link UnclearRangeError}, or the signal's reason
 */
export async function request(
  source: Source,
  range: ByteRange | null,
  etag: string | null,
  signal: AbortSignal,
  now: () => number = Date.now,
): Promise<Answer> {
  const watch = new StallWatch(signal);
  const headers = { ...source.headers, ...rangeHeaders(source, range, etag) };
  let response: Response;
  try {
    // The browser's own cache would hold every file a second time.
    response = await watch.guard(
      fetchOrSayWhy(source.url, { headers, signal: watch.signal, cache: 'no-store', credentials: 'same-origin' }),
    );
  } catch (error) {
    watch.end();
    throw error;
  }
  const { status } = response;
  if (status !== 200 && status !== 206) {
    watch.end();
    void response.body?.cancel().catch(() => {});
    const retryAfter = retryAfterMs(response.headers.get('retry-after'), now());
    return { kind: 'refused', status, code: response.headers.get('x-error-code'), retryAfter };
  }
  const version = versionOf(response.headers);
  const body = readBody(response, watch);
  if (status === 200) return { kind: 'whole', total: announcedLength(response), version, body };
  const place = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get('content-range') ?? '');
  if (!place || Number(place[1]) !== range?.[0]) {
    watch.end();
    void response.body?.cancel().catch(() => {});
    throw new UnclearRangeError('Content-Range is missing or not what was asked for');
  }
  return { kind: 'part', total: Number(place[2]), version, body };
}

function rangeHeaders(source: Source, range: ByteRange | null, etag: string | null): Record<string, string> {
  if (!range) return {};
  const bytes = { range: `bytes=${range[0]}-${range[1] - 1}` };
  // A weak ETag says nothing about bytes.
  return source.sameOrigin && etag && !etag.startsWith('W/') ? { ...bytes, 'if-range': etag } : bytes;
}

function versionOf(headers: Headers): Version {
  const etag = headers.get('etag');
  const bare = (headers.get('x-linked-etag') ?? etag ?? '').replace(/^W\/|"/g, '').toLowerCase();
  return { etag, sha256: /^[0-9a-f]{64}$/.test(bare) ? bare : null };
}

/** Bytes of the body as the server announces them; a compressed body's length is another thing. */
function announcedLength({ headers }: Response): number | null {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? null : Number(length);
}

function readBody(response: Response, watch: StallWatch): Body {
  return async (onBytes) => {
    try {
      if (!response.body) return;
      const read = readerOf(response.body);
      for (let bytes = await watch.guard(read()); bytes; bytes = await watch.guard(read())) onBytes(bytes);
    } finally {
      watch.end();
    }
  };
}

const BUFFER_BYTES = 256 * 1024;

/**
 * Gives the bytes of a body one after the other, null at the end. Where the browser can it fills the same buffer over
 * and over: new ones would pile up faster than they are collected. Bytes are to be used before the next call.
 */
function readerOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): () => Promise<Uint8Array | null> {
  let buffer = new ArrayBuffer(BUFFER_BYTES);
  let reader: ReadableStreamBYOBReader;
  try {
    reader = body.getReader({ mode: 'byob' });
  } catch {
    const plain = body.getReader();
    return async () => (await plain.read()).value ?? null;
  }
  return async () => {
    const { done, value } = await reader.read(new Uint8Array(buffer));
    if (done || !value) return null;
    buffer = value.buffer;
    return value;
  };
}

/** Ends a request when its caller does, or when nothing has been heard for {@link STALL_MS}. */
class StallWatch {
  private readonly controller = new AbortController();
  private readonly onAbort: () => void;

  constructor(private readonly outer: AbortSignal) {
    this.onAbort = () => this.controller.abort(outer.reason);
    if (outer.aborted) this.onAbort();
    else outer.addEventListener('abort', this.onAbort, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  async guard<T>(promise: Promise<T>): Promise<T> {
    const timer = setTimeout(
      () => this.controller.abort(new StalledError(`nothing came for ${STALL_MS / 1000} s`)),
      STALL_MS,
    );
    try {
      return await promise;
    } catch (error) {
      throw this.signal.aborted ? this.signal.reason : error;
    } finally {
      clearTimeout(timer);
    }
  }

  end(): void {
    this.outer.removeEventListener('abort', this.onAbort);
    // Harmless after the end; in the middle (a disk that is full) it closes the connection.
    this.controller.abort(new DOMException('The request is over.', 'AbortError'));
  }
}
