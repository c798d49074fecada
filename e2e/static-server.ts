import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

export interface StaticServer {
  origin: string;
  /** Paths asked for, in order. */
  requests: string[];
  close(): Promise<void>;
}

interface StaticOptions {
  /** Of every answer, or by its path. */
  headers?: Record<string, string> | ((pathname: string) => Record<string, string>);
  /** The page under `root` that comes with a 404. */
  notFound?: string;
  /** Turns the path of a request into that of a file under `root`, or into the status to answer with. */
  route?(pathname: string): string | number;
}

/** A plain static host on a free port of this machine, for behaviour that the preview server does not have. */
export async function serveStatic(root: string, options: StaticOptions = {}): Promise<StaticServer> {
  const { headers: given = {}, notFound, route = (pathname) => pathname } = options;
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    requests.push(pathname);
    const headers = typeof given === 'function' ? given(pathname) : given;
    const routed = route(decodeURIComponent(pathname));
    if (typeof routed === 'number') {
      response.writeHead(routed, headers).end();
      return;
    }
    const file = path.join(root, routed.endsWith('/') ? `${routed}index.html` : routed);
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats?.isFile()) {
      const page = notFound === undefined ? '' : readFileSync(path.join(root, notFound), 'utf8');
      response.writeHead(404, { ...headers, 'content-type': 'text/html' }).end(page);
      return;
    }
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    const common = { 'cache-control': 'no-cache', 'content-length': stats.size, 'content-type': type };
    response.writeHead(200, { ...common, ...headers });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
