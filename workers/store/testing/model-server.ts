import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One file on the server, and what is wrong with it. */
export interface ServerFile {
  body: Uint8Array;
  etag?: string;
  ranges?: boolean;
  /** Does as it likes instead; true when it has answered. */
  answer?(request: IncomingMessage, response: ServerResponse): boolean;
  /** Ends the connection after so many bytes of an answer, once for each number. */
  breaks?: number[];
}

export interface ModelServer {
  origin: string;
  files: Record<string, ServerFile>;
  /** Ranges that were sent, by path: first byte, and the one behind the last. */
  sent: { path: string; start: number; end: number; headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Bytes that repeat nowhere. */
export function noise(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** A host of models on a free port: paths are those of the requests, without the first slash. */
export async function startModelServer(files: Record<string, ServerFile>): Promise<ModelServer> {
  const sent: ModelServer['sent'] = [];
  const state = { files, sent };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const path = decodeURIComponent(new URL(request.url ?? '', 'http://host').pathname.slice(1));
    const file = state.files[path];
    if (file?.answer?.(request, response)) return;
    if (!file) {
      response.writeHead(404).end('<!doctype html>not here');
      return;
    }
    sendFile(path, file, request, response, sent);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

function sendFile(
  path: string,
  file: ServerFile,
  request: IncomingMessage,
  response: ServerResponse,
  sent: ModelServer['sent'],
): void {
  const { body, etag, ranges = true } = file;
  const asked = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  const same = request.headers['if-range'] === undefined || request.headers['if-range'] === etag;
  const partial = ranges && asked !== null && same;
  const start = partial ? Number(asked[1]) : 0;
  const end = partial ? Math.min(Number(asked[2]) + 1, body.length) : body.length;
  const headers: Record<string, string | number> = { 'content-length': end - start, ...(etag ? { etag } : {}) };
  if (partial) headers['content-range'] = `bytes ${start}-${end - 1}/${body.length}`;
  response.writeHead(partial ? 206 : 200, headers);
  const stop = file.breaks?.shift();
  const last = stop === undefined ? end : Math.min(end, start + stop);
  sent.push({ path, start, end: last, headers: request.headers });
  response.write(body.subarray(start, last), () => {
    if (last === end) response.end();
    // What was written must be on its way first.
    else setTimeout(() => response.destroy(), 20);
  });
}
