import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Fault, FaultScript } from './faults';
import { commitOf, modelInfo, type Refusal, refusalOf, type ServedModel } from './hub-answers';
import { sendBody } from './send-body';
import { fileOf, type ServedFile } from './served-file';
import { type Served, TransferLog } from './transfer-log';

export interface FaultServerOptions {
  /** Large files come from a second server, to which the first one redirects. */
  redirects?: boolean;
  /** Whether that one answers preflights. The Hub's did not for a while: a request that needs one then fails. */
  cdnPreflight?: boolean;
  bytesPerSecond?: number;
}

const API = /^\/api\/models\/([^/]+\/[^/]+)(?:\/revision\/([^/]+))?$/;
const FILE = /^(?:\/cdn)?\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/;
const WEB_PAGE =
  '<!doctype html><html><title>Welcome</title><p>Please accept our terms to use this network.</p></html>';

/** The headers that the Hub lets pages of other origins read. */
const EXPOSED =
  'X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,ETag,Link,Accept-Ranges,Content-Range,X-Linked-Size,X-Linked-ETag,Retry-After';

/** A Hub on this machine, over any models, with faults by script and an account of every byte. */
export class FaultServer {
  readonly models: Record<string, ServedModel> = {};
  readonly faults = new FaultScript();
  readonly log = new TransferLog();
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();
  /** Versions that were listed, by commit: a revision that is a commit means the same for ever. */
  readonly #commits = new Map<string, ServedModel>();
  #down = false;
  #downAt: { path: string; bytes: number } | null = null;

  private constructor(private readonly options: FaultServerOptions) {}

  static async start(models: Record<string, ServedModel>, options: FaultServerOptions = {}): Promise<FaultServer> {
    const server = new FaultServer(options);
    Object.assign(server.models, models);
    await server.#listen('hub');
    await server.#listen('cdn');
    return server;
  }

  /** Of the Hub's part; ends without a slash. */
  get origin(): string {
    return this.#originOf(0);
  }

  get cdnOrigin(): string {
    return this.#originOf(1);
  }

  /** The network is gone: connections break, and new ones with them, until {@link comeUp}. */
  goDown(): void {
    this.#down = true;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  comeUp(): void {
    this.#down = false;
    this.#downAt = null;
  }

  get isDown(): boolean {
    return this.#down;
  }

  /** The network goes once so many bytes of a file were sent, all answers together. */
  goDownAt(path: string, bytes: number): void {
    this.#downAt = { path, bytes };
  }

  /** As new, with the same models. */
  reset(): void {
    this.comeUp();
    this.faults.clear();
    this.log.clear();
  }

  async close(): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  #originOf(index: number): string {
    const address = this.#servers[index]?.address() as AddressInfo;
    return `http://localhost:${address.port}`;
  }

  async #listen(host: Served['host']): Promise<void> {
    const server = createServer((request, response) => void this.#answer(host, request, response));
    server.on('connection', (socket) => {
      if (this.#down) socket.resetAndDestroy();
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    this.#servers.push(server);
  }

  async #answer(host: Served['host'], request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => {});
    allowOrigins(request, response);
    if (request.method === 'OPTIONS') {
      response.writeHead(host === 'cdn' && this.options.cdnPreflight === false ? 403 : 204).end();
      return;
    }
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const token = request.headers.authorization ?? null;
    const [, apiId] = API.exec(pathname) ?? [];
    const [, fileId = '', revision = '', filePath] = FILE.exec(pathname) ?? [];
    const id = apiId ?? fileId;
    const model = this.#commits.get(`${id} ${revision}`) ?? this.models[id];
    const path = filePath === undefined ? pathname : decodeURIComponent(filePath);
    const entry = { method: request.method ?? 'GET', path, status: 0, host, start: 0, end: 0, authorization: token };
    this.log.add(entry);
    response.on('close', () => {
      entry.status = response.statusCode;
    });
    // What the CDN is asked for was allowed by the Hub.
    if (apiId && model) this.#commits.set(`${id} ${commitOf(model)}`, model);
    const refusal = host === 'hub' ? refusalOf(this.models[id], token, filePath !== undefined) : null;
    const file = filePath === undefined ? infoFile(id, model) : model?.files[path];
    if (refusal || !model) return refuse(response, refusal ?? MISSING);
    if (filePath !== undefined) response.setHeader('X-Repo-Commit', commitOf(model));
    if (file?.lfs) response.setHeader('X-Linked-ETag', file.etag()).setHeader('X-Linked-Size', file.bytes);
    if (file?.lfs && host === 'hub' && this.options.redirects) {
      response.writeHead(302, { Location: `${this.cdnOrigin}/cdn${pathname}?signature=1` }).end();
      return;
    }
    await this.#serve(request, response, file, entry);
  }

  async #serve(request: IncomingMessage, response: ServerResponse, file: ServedFile | undefined, entry: Served) {
    const fault = this.faults.take(entry.path);
    if (fault?.kind === 'status') {
      response
        .writeHead(fault.status, { 'Content-Type': 'application/json', ...fault.headers })
        .end(fault.body ?? '{}');
      return;
    }
    if (fault?.kind === 'web-page') {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(WEB_PAGE);
      return;
    }
    const served = fault?.kind === 'instead' ? fault.file : file;
    if (!served) return refuse(response, NO_ENTRY);
    const range = fault?.kind === 'no-ranges' ? null : rangeOf(request, served);
    if (range === 'unsatisfiable') {
      response.writeHead(416, { 'Content-Range': `bytes */${served.bytes}` }).end();
      return;
    }
    const { start, end } = range ?? { start: 0, end: served.bytes };
    response.writeHead(range ? 206 : 200, headersOf(served, entry.path, start, end, range !== null, fault));
    entry.start = start;
    entry.end = start;
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    // Where nothing follows, the head of the answer would wait for it.
    response.flushHeaders();
    await sendBody(response, served, entry, end, fault, {
      bytesPerSecond: this.options.bytesPerSecond ?? Number.POSITIVE_INFINITY,
      afterEach: () => this.#checkDown(),
    });
  }

  #checkDown(): void {
    const { path, bytes } = this.#downAt ?? { path: '', bytes: Number.POSITIVE_INFINITY };
    if (!this.#down && path !== '' && this.log.sent(path) >= bytes) {
      this.#downAt = null;
      this.goDown();
    }
  }
}

const MISSING: Refusal = { status: 404, code: 'RepoNotFound', message: 'Repository not found' };
const NO_ENTRY: Refusal = { status: 404, code: 'EntryNotFound', message: 'Entry not found' };

const infoFile = (id: string, model: ServedModel | undefined): ServedFile | undefined =>
  model && fileOf(JSON.stringify(modelInfo(id, model)));

function allowOrigins(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
  response.setHeader('Vary', 'Origin');
  response.setHeader('Access-Control-Expose-Headers', EXPOSED);
  response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, OPTIONS');
  response.setHeader('Access-Control-Allow-Headers', 'authorization, range, if-range, cache-control');
}

function refuse(response: ServerResponse, { status, code, message }: Refusal): void {
  response.setHeader('X-Error-Code', code).setHeader('X-Error-Message', message);
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error: message }));
}

function headersOf(
  file: ServedFile,
  path: string,
  start: number,
  end: number,
  partial: boolean,
  fault: Fault | null,
): Record<string, string | number> {
  return {
    'Content-Type': /json$|^\/api\//.test(path) ? 'application/json' : 'application/octet-stream',
    'Content-Length': end - start,
    'Cache-Control': 'no-cache',
    ETag: file.etag(),
    ...(fault?.kind !== 'no-ranges' && { 'Accept-Ranges': 'bytes' }),
    ...(partial && { 'Content-Range': `bytes ${start}-${end - 1}/${file.bytes}` }),
  };
}

/** What of a file is asked for; null for all of it. `If-Range` with another version's tag asks for all. */
function rangeOf(
  { headers }: IncomingMessage,
  file: ServedFile,
): { start: number; end: number } | 'unsatisfiable' | null {
  const condition = headers['if-range'];
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '');
  if (!match || (condition !== undefined && condition !== file.etag())) return null;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(0, file.bytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? file.bytes : Math.min(file.bytes, Number(last) + 1);
  return start >= file.bytes || end <= start ? 'unsatisfiable' : { start, end };
}
