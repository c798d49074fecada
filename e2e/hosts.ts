import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type StaticServer, serveStatic } from './static-server';

/** What a file may have on hosts such as Cloudflare Pages. */
export const FILE_LIMIT = 25 * 2 ** 20;

/** Paths of files that are larger than a limit in bytes, as an upload to such a host would refuse them. */
export function filesOver(folder: string, limit: number): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => statSync(path.join(folder, file)).size > limit,
  );
}

type Headers = Record<string, string>;

/** A `_headers` file, as Cloudflare and Netlify read it: a path with `*`, then its headers; all rules that match hold. */
function readHeaders(file: string): (pathname: string) => Headers {
  const rules: { pattern: RegExp; headers: Headers }[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.length > 2000) throw new Error(`${file} has a line of ${line.length} characters`);
    if (line.trim() === '') continue;
    if (/^\s/.test(line)) {
      const [, name = '', value = ''] = /^\s+([\w-]+): (.*)$/.exec(line) ?? [];
      const headers = rules.at(-1)?.headers;
      if (headers) headers[name] = value;
    } else rules.push({ pattern: new RegExp(`^${line.replace(/[.]/g, '\\.').replaceAll('*', '.*')}$`), headers: {} });
  }
  return (pathname) =>
    Object.assign({}, ...rules.filter(({ pattern }) => pattern.test(pathname)).map((rule) => rule.headers));
}

/** Project pages: a folder below a name, no headers of one's own, ten minutes of cache, 404.html for what is missing. */
export const githubPages = (root: string): Promise<StaticServer> =>
  serveStatic(root, {
    headers: { 'cache-control': 'max-age=600', 'access-control-allow-origin': '*' },
    notFound: 'some/loupe/404.html',
  });

/**
 * Cloudflare Pages and Netlify: `_headers` is obeyed and not served, 404.html comes for what is missing (without it
 * Cloudflare would answer index.html), and `/index.html` is sent on to `/`.
 */
export function headersHost(root: string): Promise<StaticServer> {
  const headersOf = readHeaders(path.join(root, '_headers'));
  return serveStatic(root, {
    headers: (pathname) => ({
      'cache-control': 'public, max-age=0, must-revalidate',
      ...lowerCase(headersOf(pathname)),
    }),
    route: (pathname) => (pathname === '/_headers' ? 404 : pathname),
    notFound: '404.html',
  });
}

const lowerCase = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
